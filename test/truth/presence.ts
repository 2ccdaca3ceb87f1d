import { minuteMs } from '../../src/core/time/days.ts';
import { type Line, readScript } from './script.ts';

/** Verbs of a script that leave no trace: what somebody does away from the keyboard. The words after them are for the reader. */
export const unseen: ReadonlySet<string> = new Set(['think', 'talk', 'listen', 'probe', 'wait', 'away']);

/** Verbs that say that a person works. */
const work: ReadonlySet<string> = new Set([
  'type',
  'ponder',
  'read',
  'study',
  'review',
  'notebook',
  'shell',
  'press',
  'debug',
  'think',
  'talk',
  'listen',
  'probe',
  'wait',
  'browse',
  'log',
  'reconnect',
]);

/**
 * Minutes in which a script says that a person works. It only checks the arithmetic of the authors who write down everything the person
 * does, also what leaves no trace; the truth of a day is what its author says.
 */
export function workMinutesOf(script: string): number {
  const lines = readScript(script).filter(({ verb }) => work.has(verb));
  let total = 0;
  let until = 0;
  for (const { from, to } of lines.toSorted((a: Line, b: Line) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total / minuteMs;
}
