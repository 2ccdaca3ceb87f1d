import type { Clock } from '../../core/base/clock.ts';
import { pause } from '../../core/base/pause.ts';
import type { CheckpointResult } from '../../storage/store.ts';

/** Time that a change of the file waits while other windows write it, and the interval of attempts, in ms. */
const patience = { forMs: 30_000, everyMs: 250 };

/**
 * Retries a change of the SQLite file while another window holds it. The first attempt requests the lock, and checkpoints then leave it
 * alone, so the wait is only as long as the write in progress.
 * @returns the result of the change; `busy` if another window held the file for 30 s
 */
export async function whenFree<T extends Pick<CheckpointResult, 'outcome'>>(
  clock: Clock,
  change: () => Promise<T>,
): Promise<T> {
  const until = clock.monotonic() + patience.forMs;
  for (;;) {
    const result = await change();
    if (result.outcome !== 'busy' || clock.monotonic() >= until) return result;
    await pause(clock, patience.everyMs);
  }
}
