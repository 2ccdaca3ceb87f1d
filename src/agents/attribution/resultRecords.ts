import * as z from 'zod';
import { instant, wholeInstant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { usagePart } from '../sessionRecords.ts';
import { commitRules } from './legs.ts';

const count = z.number().int().min(0);
const sha = z.string().regex(/^[\da-f]{7,64}$/);

/** `LineOutcome`, as recorded and returned. */
export const lineOutcome = z.object({
  written: count,
  reworked: count,
  dropped: count,
  pending: count,
  committed: count,
  kept: count,
  redone: count,
  rewritten: count,
  deleted: count,
  survived: count,
  young: count,
});

/**
 * The result of an AI tool's session, by its log and the user's git repository when both were last read. The id is that of the session.
 * Contains only numbers and object names of commits: no line, and no file name.
 */
export const agentResults = collection(
  'agentResults',
  z.object({
    /** First and last call, milliseconds since the epoch. */
    start: wholeInstant,
    end: wholeInstant,
    project: z.string().optional(),
    legs: z.array(
      usagePart.omit({ model: true }).extend({
        commit: sha.optional(),
        by: z.enum(commitRules).optional(),
        /** Milliseconds. */
        workMs: z.number().min(0),
      }),
    ),
    /** Absent if no repository could be read. Blank lines are not counted. */
    lines: lineOutcome.optional(),
    /** Commits that have lines of the session, the oldest first. */
    commits: z.array(z.object({ sha, at: instant, lines: count })),
  }),
);
export type AgentResult = z.output<typeof agentResults.schema>;

/** A text that changes when a result does. */
export function markOfResult({ legs, lines, commits }: AgentResult): string {
  const sum = (of: (leg: AgentResult['legs'][number]) => number): number => legs.reduce((all, leg) => all + of(leg), 0);
  return JSON.stringify([
    legs.map(({ at, branch, commit, by, calls }) => [at, branch, commit, by, calls]),
    Math.round(sum(({ workMs }) => workMs)),
    sum(({ costUsd }) => costUsd).toFixed(6),
    lines && Object.values(lines),
    commits.map((one) => [one.sha, one.lines]),
  ]);
}
