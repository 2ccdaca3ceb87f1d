import * as z from 'zod';
import { AppError } from '../core/base/appError.ts';
import { query } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { allRecords } from '../core/records/readRecords.ts';
import { addDays, dayOf } from '../core/time/days.ts';
import { unitTexts } from '../core/views/unitTexts.ts';
import { correctedCategories } from './categorize.ts';
import { lengthOf } from '../core/time/intervals.ts';
import { presenceOf, type PlacedStretch } from './clocks.ts';
import { categoryFor, presenceView } from './dayQuery.ts';
import { countFailures } from './failures.ts';
import { sessionCategories } from './sessionCategory.ts';
import { agentSessions, type AgentSession } from './sessionRecords.ts';
import { toolNames } from './tools.ts';
import { failureKinds } from './usage.ts';
import { agentTotals, failureView, totalOf, type AgentBasis } from './usageQuery.ts';

const instant = z.number().describe(unitTexts.instant);
const detailsView = z.object({
  id: z.string(),
  tool: z.string().describe('The name of the tool.'),
  project: z.string().describe('Empty where it is not known.'),
  start: instant,
  end: instant,
  prompts: z.number(),
  toolCalls: z.number(),
  workMs: z.number().describe(unitTexts.duration),
  ...presenceView,
  category: z.enum(sessionCategories).optional(),
  totals: agentTotals,
  models: z.array(agentTotals.extend({ name: z.string() })),
  branches: z
    .array(agentTotals.extend({ name: z.string() }))
    .describe('A name is empty where the log tells no branch.'),
  edited: z
    .object({ files: z.number(), added: z.number(), removed: z.number() })
    .optional()
    .describe('Files that its tools changed, and lines but blank ones; absent where the log does not tell.'),
  byPrompt: z
    .array(
      z.object({
        at: instant,
        calls: z.number().describe('Of models.'),
        toolCalls: z.number(),
        tokens: z.number().describe('Of all kinds.'),
        costUsd: z.number(),
        unpricedCalls: z.number(),
        files: z.number(),
        added: z.number(),
        removed: z.number(),
      }),
    )
    .describe('What it did after each prompt, up to the next; oldest first, at most the last 200.'),
  failures: failureView,
  failed: z
    .array(
      z.object({
        at: instant,
        of: z.enum(failureKinds),
        prompt: z.number().describe('The number of the prompt that it followed; 0 before the first.'),
      }),
    )
    .describe('The calls that failed, oldest first; at most the last 500.'),
});

/** Makes the query for one recorded session; the catalog hands in what other rooms know. */
export function agentSessionQuery(basis: AgentBasis) {
  return query('agents.details', {
    title: 'An AI session',
    description:
      'One recorded session of an AI coding tool: its times, models, tokens, cost, the calls that failed by prompt, and how long a human was there.',
    access: 'read',
    transports: ['http', 'mcp', 'cli'],
    params: z.object({ session: z.string().min(1).max(300).describe('The id of the session.') }),
    result: detailsView,
    run: (read, { session }) => detailsOf(read, session, basis),
  });
}

function detailsOf(read: Reading, id: string, basis: AgentBasis): z.output<typeof detailsView> {
  const [found] = allRecords(read, agentSessions, { ids: [id] });
  if (!found) throw new AppError('not-found', read.t('That session is not recorded.'));
  const session = found.values;
  const { tool, project, start, end, offset, turns, toolCalls, usage, work, failures = [] } = session;
  const { edited, byPrompt = [] } = session;
  const worked = work.map(([from, to]): PlacedStretch => ({ start: from, end: to, project }));
  const dayAt = (at: number): string => dayOf(at, offset, read.rules.dayStartsAt);
  // A day more on each side: the human's days are by their own offsets.
  const human = worked.length > 0 ? basis.humanTime(read, addDays(dayAt(start), -1), addDays(dayAt(end), 1)) : [];
  return {
    id,
    tool: toolNames[tool],
    project: project === undefined ? '' : basis.projectNames([project])(project),
    start,
    end,
    prompts: turns,
    toolCalls,
    workMs: lengthOf(worked),
    ...presenceOf(worked, human),
    ...categoryFor(session, correctedCategories(read, [id]).get(id)),
    totals: totalOf(usage),
    models: totalsBy(usage, ({ model }) => model),
    branches: totalsBy(usage, ({ branch = '' }) => branch),
    ...(edited && { edited }),
    byPrompt,
    failures: countFailures(failures),
    failed: failures.map(([at, of, prompt]) => ({ at, of, prompt })),
  };
}

function totalsBy(usage: AgentSession['usage'], nameOf: (part: AgentSession['usage'][number]) => string) {
  return Array.from(Map.groupBy(usage, nameOf), ([name, parts]) => ({ name, ...totalOf(parts) }));
}
