import type { Clock } from '../../core/base/clock.ts';
import type { CheckpointResult } from '../../storage/store.ts';

/** How long a change of the file waits while other windows write it, and how often it is tried, ms. */
const patience = { forMs: 30_000, everyMs: 250 };

/**
 * Tries a change of the SQLite file again while another window holds it. The first try asks for the lock, and checkpoints leave it alone then, so
 * the wait is as long as what is under way.
 * @returns what the change came to; `busy` when another window held the file for 30 s
 */
export async function whenFree<T extends Pick<CheckpointResult, 'outcome'>>(
  clock: Clock,
  change: () => Promise<T>,
): Promise<T> {
  const until = clock.monotonic() + patience.forMs;
  for (;;) {
    const result = await change();
    if (result.outcome !== 'busy' || clock.monotonic() >= until) return result;
    await new Promise<void>((resolve) => void clock.after(patience.everyMs, resolve));
  }
}
