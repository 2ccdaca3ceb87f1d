import { compareText } from '../core/base/compareText.ts';
import type { AgentSession } from './sessionRecords.ts';
import type { Failure, SessionEvent } from './usage.ts';

/** Failures kept of one session, the newest; one that loops can have thousands. */
const mostFailures = 500;

/**
 * Returns when calls failed in a session, each with the number of the prompt that it followed (0 before the first).
 * @param turns the prompts of the session
 * @param end of the session, for failures that the tool doesn't date; ms since the epoch
 */
export function failuresOf(
  failures: readonly Failure[],
  turns: readonly SessionEvent[],
  end: number,
): NonNullable<AgentSession['failures']> {
  const prompts = turns.flatMap(({ at }) => at ?? []).toSorted((a, b) => a - b);
  return failures
    .map(({ at = end, of }) => ({ at, of }))
    .toSorted((a, b) => a.at - b.at || compareText(a.of, b.of))
    .slice(-mostFailures)
    .map(({ at, of }) => [at, of, prompts.findLastIndex((prompt) => prompt <= at) + 1]);
}

/** Returns how many calls of tools and of models failed. */
export function countFailures(failures: AgentSession['failures'] = []): {
  readonly tool: number;
  readonly model: number;
} {
  const count = (kind: Failure['of']): number => failures.filter(([, of]) => of === kind).length;
  return { tool: count('tool'), model: count('model') };
}
