import * as z from 'zod';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { agentRuns, runMakers, type AgentRun } from './runRecords.ts';
import { endReasons, runStates } from './runStates.ts';

/** Data from other rooms that the queries about runs need. */
export interface RunBasis {
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
}

const instant = z.number().describe(unitTexts.instant);
const runView = z.object({
  id: z.string(),
  status: z.enum(runStates),
  agent: z.enum(runMakers),
  model: z.string().optional(),
  title: z.string(),
  project: z.string(),
  branch: z.string(),
  start: instant,
  end: instant.optional(),
  endReason: z.enum(endReasons).optional(),
  workMs: z.number().describe(unitTexts.duration).optional(),
  turns: z.number().optional(),
  costUsd: z.number().optional().describe('Absent where it is not known.'),
  verification: z
    .enum(['running', 'passed', 'failed', 'stopped'])
    .optional()
    .describe('Result of the commands that check the work; absent where none ran.'),
  isViewed: z.boolean(),
  isReviewed: z.boolean(),
  isMerged: z.boolean(),
  isDiscarded: z.boolean(),
});

/** Makes the query for the runs of agents. */
export function agentRunsQuery({ projectNames }: RunBasis) {
  return query('agents.runs', {
    title: 'List agent runs',
    description:
      'Runs of AI agents that the user started in Daymark, the latest first, a page at a time: state, time, cost, and whether the commands that check the work passed.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({
      status: z
        .array(z.enum(runStates))
        .max(runStates.length)
        .optional()
        .describe('Only those in one of these states.'),
      from: instant.optional().describe('Only those that were started at or after this instant, ms since the epoch.'),
      limit: z.number().int().min(1).max(100).default(20),
      after: z.string().optional().describe('`next` of the page before.'),
    }),
    result: z.object({ runs: z.array(runView), next: z.string().optional().describe('Absent on the last page.') }),
    run: (read, { status, from, limit, after }) => {
      const { records, next } = read.records(agentRuns, {
        by: 'start',
        descending: true,
        limit,
        ...(status && { status }),
        ...(from !== undefined && { from }),
        ...(after !== undefined && { after }),
      });
      const nameOf = projectNames(records.map(({ values }) => values.project));
      const runs = records.map(({ id, values }) => viewOf(id, values, nameOf(values.project)));
      return { runs, ...(next !== undefined && { next }) };
    },
  });
}

function viewOf(id: string, run: AgentRun, project: string): z.output<typeof runView> {
  const { status, agent, model, title, branch, start, end, outcome, verification } = run;
  return {
    id,
    status,
    agent,
    ...(model !== undefined && { model }),
    title,
    project,
    branch,
    start,
    ...(end !== undefined && { end }),
    ...(outcome && { endReason: outcome.reason, workMs: outcome.workMs, turns: outcome.turns }),
    ...(outcome?.costUsd !== undefined && { costUsd: outcome.costUsd }),
    ...(verification && { verification: verification.state }),
    isViewed: run.viewedAt !== undefined,
    isReviewed: run.reviewedAt !== undefined,
    isMerged: run.mergedAt !== undefined,
    isDiscarded: run.discardedAt !== undefined,
  };
}

/** All runs that were started at or after an instant. */
export function runsSince(read: Reading, from: number): { readonly id: string; readonly run: AgentRun }[] {
  return allRecords(read, agentRuns, { by: 'start', from }).flatMap(({ id, values }) =>
    values.start >= from ? [{ id, run: values }] : [],
  );
}
