import { watch, type FSWatcher } from 'node:fs';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable, Event } from '../core/base/event.ts';
import { lazyEvent } from '../core/base/lazyEvent.ts';

/** Writes are gathered for this long before they are reported, ms. */
const gatherMs = 700;
/** Interval at which each listener is asked to check where the file system sends no notifications, in ms. */
const blindMs = 30_000;

/**
 * An event that fires when any window or program has recorded something, based on file system notifications. The folder is watched only
 * while there are listeners.
 * @param folder the folder of the journals
 */
export function watchJournals(folder: string, clock: Clock): Event<void> {
  return lazyEvent((tell) => start(folder, clock, tell));
}

function start(folder: string, clock: Clock, tell: () => void): Disposable {
  let [pending, blind]: (Disposable | undefined)[] = [];
  let watcher: FSWatcher | undefined;
  const gather = (): void => {
    pending ??= clock.after(gatherMs, () => {
      pending = undefined;
      tell();
    });
  };
  const lookBlindly = (): void => {
    watcher?.close();
    watcher = undefined;
    blind = clock.after(blindMs, () => {
      tell();
      lookBlindly();
    });
  };
  try {
    watcher = watch(folder, { persistent: false }, gather);
    watcher.on('error', lookBlindly);
  } catch {
    lookBlindly();
  }
  return {
    dispose: () => {
      watcher?.close();
      pending?.dispose();
      blind?.dispose();
    },
  };
}
