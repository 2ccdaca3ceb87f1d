import { dayMs, minuteMs } from '../../core/time/days.ts';
import { instantOf, type OffsetAt } from '../../core/time/zone.ts';

/**
 * An instant as the value of an `<input type="datetime-local">`: `YYYY-MM-DDTHH:mm`.
 * @param at milliseconds since the epoch
 * @param offset minutes east of UTC of the clock to show
 */
export function toWallTime(at: number, offset: number): string {
  return new Date(at + offset * minuteMs).toISOString().slice(0, 16);
}

/** Returns the instant of such a value; undefined if it is incomplete. @param offsetAt the offsets of the clock by which it was typed */
export function fromWallTime(value: string, offsetAt: OffsetAt): number | undefined {
  const wall = Date.parse(`${value}Z`);
  return Number.isNaN(wall) ? undefined : instantOf(wall, offsetAt);
}

/** Days from `from` to `to`, both `YYYY-MM-DD`; negative when `to` is earlier. */
export function dayDistance(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}
