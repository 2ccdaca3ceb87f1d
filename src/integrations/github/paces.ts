import type { Clock } from '../../core/base/clock.ts';

/** GitHub lets a person search 30 times a minute. So many may follow one another at once, and then one in so long (ms): no minute has more. */
const searchesAtOnce = 10;
const searchEveryMs = 3000;

type Work<T> = (...args: unknown[]) => T;

/** What the throttling plugin asks when a request may go; of a Bottleneck group as much as it uses. */
export interface Pace {
  key(): { schedule<T>(options: object, work: Work<T>, ...args: unknown[]): Promise<T> };
}

/** No wait. The sync asks one thing after the other, and only reads: the second between two writes is not for it. */
const unpaced: Pace = { key: () => ({ schedule: async (_, work, ...args) => work(...args) }) };

const searches = new WeakMap<Pick<Clock, 'monotonic'>, Pace>();

/**
 * How the plugin paces what the sync asks: the plugin's own pace has two seconds before every search and one before every GraphQL
 * query, which a first sync of a few dozen requests mostly waits for. Limits that GitHub tells are still kept by the plugin.
 */
export function pacesOf(clock: Clock): { readonly search: Pace; readonly write: Pace } {
  const search = searches.get(clock) ?? searchPace(clock);
  searches.set(clock, search);
  return { search, write: unpaced };
}

function searchPace(clock: Clock): Pace {
  /** When the one after the last may go if all were evenly paced, by the clock that never goes back, ms. */
  let next = Number.NEGATIVE_INFINITY;
  const schedule = async <T>(_: object, work: Work<T>, ...args: unknown[]): Promise<T> => {
    const now = clock.monotonic();
    next = Math.max(next, now - (searchesAtOnce - 1) * searchEveryMs);
    const wait = next - now;
    next += searchEveryMs;
    if (wait > 0) await new Promise<void>((resolve) => void clock.after(wait, resolve));
    return work(...args);
  };
  return { key: () => ({ schedule }) };
}
