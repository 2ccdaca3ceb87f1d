import fs from 'node:fs';

/** An extension's activity in the process without a cause from outside. */
export interface Activity {
  /** Callbacks of timers that the extension set. */
  readonly wakeUps: number;
  /** Calls of the main thread that wait for the disk. */
  readonly fsyncs: number;
}

type Timer = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => unknown;

export interface WakeUpCounter {
  /** The counts so far. */
  counts(): Activity;
  /** Switches whether timers that are set from now on count. Looking at the stack of each takes longer than all that an extension does. */
  watchTimers(isOn: boolean): void;
}

/**
 * Counts the timers of an extension that go off, and from now on the calls of fsync. It has to begin before the extension is loaded, since
 * that may take the functions for itself.
 * @param folder of the extension: a timer is its own if a file in it is on the stack that sets it
 */
export function countActivity(folder: string): WakeUpCounter {
  let [wakeUps, fsyncs, isWatching] = [0, 0, false];
  const timers = globalThis as unknown as Record<'setTimeout' | 'setInterval', Timer>;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const set = timers[name];
    timers[name] = (callback, ...rest) => {
      const isOwn = isWatching && (new Error().stack?.includes(folder) ?? false);
      if (!isOwn) return set(callback, ...rest);
      const counted = (...args: unknown[]): void => {
        wakeUps++;
        callback(...args);
      };
      return set(counted, ...rest);
    };
  }
  const disk = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ['fsync', 'fsyncSync', 'fdatasync', 'fdatasyncSync']) {
    const sync = disk[name];
    if (!sync) continue;
    disk[name] = (...args) => {
      fsyncs++;
      return sync.apply(fs, args);
    };
  }
  return { counts: () => ({ wakeUps, fsyncs }), watchTimers: (isOn) => void (isWatching = isOn) };
}
