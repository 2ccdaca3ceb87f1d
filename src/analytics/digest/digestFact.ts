import type { Day } from '../../core/time/days.ts';
import { counted } from '../../core/base/counted.ts';
import { durationInWords } from '../../core/base/format.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { Context } from '../context.ts';
import type { PlanHistory } from '../plan/history.ts';
import type { Segment } from '../segment.ts';

/** The input of every part of the digest. */
export interface DigestInput {
  readonly history: PlanHistory;
  readonly context: Context;
  /** The days of the digest on which someone worked, ascending, with their segments. */
  readonly days: readonly (readonly [Day, readonly Segment[]])[];
  /** Start of the first and end of the last of these days, ms since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly nameOf: (project: string) => string;
}

export type DigestPart = (measured: DigestInput) => DigestFact[];

/** Minutes, whole. */
export function minutesOf(ms: number): number {
  return Math.round(ms / minuteMs);
}

/** A number with one decimal. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A share, 0 to 1, with two decimals: a whole percentage. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((100 * part) / whole) / 100 : 0;
}

export function percent(share: number): number {
  return Math.round(share * 100);
}

/** A duration given in minutes, as people say it. */
export function inWords(minutes: number, { t }: Context): string {
  return durationInWords(minutes * minuteMs, t);
}

/** A number of days, such as "1 day". */
export function inDays(days: number, { t }: Context): string {
  return counted(t, ['1 day', '{0} days'], [days]);
}

/** Says how often something happened, such as "once". */
export function inTimes(times: number, { t }: Context): string {
  return counted(t, ['once', '{0} times'], [times]);
}

/** Groups by a key, in the order in which the keys first come. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The local hour, 0 to 23, of an instant. */
export function hourOf(at: number, offset: number): number {
  return Math.floor(((((at + offset * minuteMs) % 86_400_000) + 86_400_000) % 86_400_000) / 3_600_000);
}

export function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
