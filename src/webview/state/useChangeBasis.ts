import { minuteMs } from '../../core/time/days.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useThrottled } from './useThrottled.ts';

/** Interval at which answers are requested again in any case, in ms. */
const atLeastEveryMs = 5 * minuteMs;

/** Times of a snapshot. */
export type SnapshotTimes = Pick<Dashboard, 'at' | 'changedAt'>;

/** Returns what an answer depends on that no key in an editor changes: the last other change, and now and then the time. */
export function changeBasis({ at, changedAt = at }: SnapshotTimes): string {
  return `${changedAt} ${Math.floor(at / atLeastEveryMs)}`;
}

/** The same, changing at most once a minute. */
export function useChangeBasis(snapshot: SnapshotTimes): string {
  return useThrottled(changeBasis(snapshot), minuteMs);
}
