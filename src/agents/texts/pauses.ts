import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { hourMs } from '../../core/time/days.ts';

/** A pause whose window was killed has no end. */
const longestMs = 12 * hourMs;

/** Lists the times in which tracking was paused or private in some window, from an instant on: start and end, ms since the epoch. */
export const pauses = internalQuery(
  'agents.pauses',
  ({ reader, now }: Reading, { from }: { readonly from: number }): [number, number][] => {
    const states = reader.states({ from: from - longestMs, to: now + longestMs }).toSorted((a, b) => a.at - b.at);
    // A window's writer comes before the number in its ids.
    const windows = Map.groupBy(states, ({ id }) => id.slice(0, id.lastIndexOf(':')));
    return [...windows.values()].flatMap((own) =>
      own.flatMap(({ state, at }, i): [number, number][] => {
        const next = own.slice(i + 1).find((one) => one.state !== 'paused')?.at;
        return state === 'paused' ? [[at, Math.min(next ?? now, at + longestMs)]] : [];
      }),
    );
  },
);
