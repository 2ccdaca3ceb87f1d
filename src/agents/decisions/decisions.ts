import * as z from 'zod';
import { instant } from '../../core/records/timeFields.ts';
import { limits } from '../../core/base/limits.ts';
import { action, internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { collection } from '../../core/records/collection.ts';
import { deletion, restoration } from '../../core/records/recordActions.ts';
import { dayMs, type Day } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { allSessionsIn } from '../telemetry/reportedSessions.ts';
import { sessionsIn } from '../storedSessions.ts';
import { toolNames, type AgentTool } from '../tools.ts';

const path = z.string().min(1).max(1000);

const fields = {
  title: z.string().trim().min(1, 'must not be empty').max(limits.titleLength),
  why: z.string().max(20_000).default('').describe('The reasons, in Markdown.'),
  project: path.optional().describe('The folder of the project.'),
  branch: z.string().min(1).max(500).optional(),
  commit: z
    .string()
    .regex(/^[\da-f]{7,64}$/, 'must be the hash of a commit')
    .optional(),
  files: z.array(path).max(50).default([]).describe("Relative to the project's folder."),
  session: z.string().min(1).max(300).optional().describe('The id of a recorded session of an agent.'),
  task: z.string().min(1).max(200).optional().describe('The title of a task.'),
};

/** A note that says why something was done. `start` is when it was noted. */
const stored = z.object({ ...fields, start: instant });
const decisions = collection('decisions', stored);

/** A decision as it is shown. */
export const decisionView = z.object({ id: z.string(), ...fields, at: z.number().describe(unitTexts.instant) });
export type DecisionView = z.output<typeof decisionView>;

/** The most that are listed; more is found by narrowing the question. */
const listedAtMost = 200;

/** Newest first. */
function decisionsIn(reading: Reading): DecisionView[] {
  return allRecords(reading, decisions, { descending: true }).map(({ id, values: { start, ...rest } }) => ({
    id,
    ...rest,
    at: start,
  }));
}

export const listDecisions = query('decisions.list', {
  title: 'List decisions',
  description:
    'Notes that say why something was done, the newest first, with the branch, commit, files, and task they are about.',
  access: 'read',
  transports: ['view', 'chat', 'http', 'mcp', 'cli'],
  tool: {
    reference: 'daymarkDecisions',
    icon: '$(note)',
    userDescription: 'Decisions that you noted: what was decided, and why.',
  },
  params: z.object({
    project: path.optional().describe('Only those of a project, by its folder or the folder’s name.'),
    branch: z.string().min(1).max(500).optional().describe('Only those noted on a branch.'),
    limit: z.number().int().min(1).max(listedAtMost).default(50),
  }),
  result: z.object({ decisions: z.array(decisionView), more: z.boolean() }),
  run: (reading, { project, branch, limit }) => {
    const all = decisionsIn(reading).filter(
      (one) => isOf(one.project, project) && (branch ?? one.branch) === one.branch,
    );
    return { decisions: all.slice(0, limit), more: all.length > limit };
  },
});

function isOf(own: string | undefined, project: string | undefined): boolean {
  if (project === undefined) return true;
  const slashed = (text: string): string => text.replaceAll('\\', '/').replace(/\/$/, '');
  return own !== undefined && `/${slashed(own)}`.endsWith(`/${slashed(project)}`);
}

/** The decisions of a day, the newest first. */
export function decisionsOf(reading: Reading, day: Day): DecisionView[] {
  return decisionsIn(reading).filter(({ at }) => userDay(reading, at) === day);
}

const fieldsSchema = z.object(fields);
const id = z.string().min(1).max(200);
const transports = ['view', 'http', 'mcp', 'cli'] as const;

export const addDecision = action('decisions.add', {
  title: 'Note a decision',
  description: 'Notes what was decided and why, with links to where it applies. It is dated now.',
  access: 'write',
  transports,
  params: fieldsSchema,
  result: z.object({ id }),
  run: async (app, decision) => ({
    id: (await app.records(decisions).create({ ...decision, start: app.clock.now() })).id,
  }),
});

export const editDecision = action('decisions.edit', {
  title: 'Edit a decision',
  description: 'Changes the title, the reasons, or the links of a decision. What is left out stays as it is.',
  access: 'write',
  transports,
  params: z.object({
    id,
    title: fields.title.optional(),
    why: z.string().max(20_000).optional(),
    files: z.array(path).max(50).optional(),
    branch: fields.branch.nullable().describe('`null` removes it, here and below.'),
    commit: fields.commit.nullable(),
    session: fields.session.nullable(),
    task: fields.task.nullable(),
  }),
  result: z.object({}),
  run: async (app, { id: changed, ...changes }) => (await app.records(decisions).revise(changed, changes), {}),
});

export const deleteDecision = deletion('decisions.delete', decisions, {
  title: 'Delete a decision',
  description: 'Deletes a decision. `decisions.restore` undoes that.',
  transports,
});

export const restoreDecision = restoration('decisions.restore', decisions, {
  title: 'Restore a decision',
  description: 'Brings a deleted decision back as it was.',
  transports,
});

/** Sessions that decisions are proposed from: how far back (ms), and how many. */
const listedSessions = { reachMs: 30 * dayMs, most: 50 };

/** A recorded session of an agent in a project. */
export interface ListedSession {
  readonly id: string;
  readonly tool: AgentTool;
  readonly project: string;
  readonly start: number;
  readonly end: number;
  /** That of its last call, where its tool tells it. */
  readonly branch?: string;
  readonly turns: number;
}

/** The recorded sessions of the last month in one of some folders, the latest first. */
export const getListedSessions = internalQuery(
  'decisions.sessions',
  (reading: Reading, { folders }: { readonly folders: readonly string[] }): ListedSession[] => {
    const { now } = reading;
    return sessionsIn(reading, { from: now - listedSessions.reachMs, to: now })
      .flatMap(({ id, session: { tool, project, start, end, turns, usage } }) => {
        const branch = usage.toSorted((a, b) => a.at - b.at).at(-1)?.branch;
        if (project === undefined || !folders.includes(project)) return [];
        return [{ id, tool, project, start, end, turns, ...(branch !== undefined && { branch }) }];
      })
      .toSorted((a, b) => b.end - a.end)
      .slice(0, listedSessions.most);
  },
);

/** Time for which a session of an agent is offered as what led to a decision, in ms. */
const sessionReachMs = 2 * dayMs;

/** The last session of an agent in a project within two days, to link a decision to; undefined when there is none. */
export const getLastSession = internalQuery(
  'decisions.lastSession',
  (
    reading: Reading,
    { project }: { readonly project: string },
  ): { id: string; tool: string; at: number } | undefined => {
    const { now } = reading;
    const own = allSessionsIn(reading, { from: now - sessionReachMs, to: now }).filter(
      ({ session }) => session.project === project,
    );
    const last = own.toSorted((a, b) => b.session.end - a.session.end)[0];
    return last && { id: last.id, tool: toolNames[last.session.tool], at: last.session.end };
  },
);
