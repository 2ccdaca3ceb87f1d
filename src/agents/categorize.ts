import * as z from 'zod';
import { instant } from '../core/records/timeFields.ts';
import { AppError } from '../core/base/appError.ts';
import { action, internalQuery } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { allRecords } from '../core/records/readRecords.ts';
import { collection } from '../core/records/collection.ts';
import { agentSessions } from './sessionRecords.ts';
import { sessionCategories, type SessionCategory } from './sessionCategory.ts';

/** Purpose of a session by the user's word, under the id of the session. Erasing a project erases it, by the field `project`. */
const corrections = collection(
  'sessionCategories',
  z.object({ start: instant, project: z.string().optional(), category: z.enum(sessionCategories) }),
);

/** Reads the purposes that the user gave to sessions, by their ids. */
export function correctedCategories(read: Reading, ids: readonly string[]): ReadonlyMap<string, SessionCategory> {
  if (ids.length === 0) return new Map();
  return new Map(allRecords(read, corrections, { ids }).map(({ id, values }) => [id, values.category]));
}

/** Finds the place and time of a recorded session; undefined if there is none. */
export const getAgentSession = internalQuery('agents.session', (read: Reading, { id }: { readonly id: string }) => {
  const [found] = allRecords(read, agentSessions, { ids: [id] });
  return found && { start: found.values.start, project: found.values.project };
});
export const categorizeSession = action('agents.categorize', {
  title: 'Set the category of an AI session',
  description:
    'Sets what a recorded session of an AI tool was for, instead of what the rules derived from its branch, files, and prompts. With `null`, the rules decide again.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({
    session: z.string().min(1).max(300).describe('The id of the session.'),
    category: z.enum(sessionCategories).nullable(),
  }),
  result: z.object({}),
  run: async (app, { session, category }) => {
    const found = await app.read(getAgentSession, { id: session });
    if (!found) throw new AppError('not-found', app.t('That session is not recorded.'));
    const records = app.records(corrections);
    const { start, project } = found;
    if (category !== null) await records.put(session, { start, category, ...(project !== undefined && { project }) });
    else if ((await records.list({ ids: [session] })).records.length > 0) await records.remove(session);
    return {};
  },
});
