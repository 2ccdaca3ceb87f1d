import { minuteMs } from '../../core/time/days.ts';

/** Rounding of times in a report. Stored data is never rounded. */
export interface Rounding {
  /** The step in minutes; 0 leaves times unchanged. */
  readonly minutes: number;
  readonly mode: 'up' | 'nearest' | 'down';
}

export const exact: Rounding = { minutes: 0, mode: 'nearest' };

/** Rounds a duration (ms). A full step stays as it is, and no time stays no time. */
export function rounded(ms: number, { minutes, mode }: Rounding): number {
  if (minutes === 0) return ms;
  const step = minutes * minuteMs;
  const round = mode === 'up' ? Math.ceil : mode === 'down' ? Math.floor : Math.round;
  return round(ms / step) * step;
}
