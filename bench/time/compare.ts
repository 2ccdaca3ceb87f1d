import { truthDays } from '../../test/truth/days/index.ts';
import type { TruthDay } from '../../test/truth/truthDay.ts';
import { play } from '../../test/truth/world.ts';
import { daymarkOf, type DayFigures } from './daymark.ts';
import { minutesOn } from './interval.ts';
import { rivals } from './rivals.ts';

export const trackers = ['daymark', 'wakatime', 'wakapi', 'hackatime', 'codetime', 'activitywatch'] as const;
export type Tracker = (typeof trackers)[number];

/** Each tracker's result for one day, in minutes. */
export interface DayComparison {
  readonly day: TruthDay;
  readonly told: DayFigures;
  readonly minutes: Readonly<Record<Tracker, number>>;
}

/** Errors in percent of the true minutes of a day. */
export interface Errors {
  readonly mae_percent: number;
  readonly worst_percent: number;
  readonly worst_day: string;
}

export function compareAll(days: readonly TruthDay[] = truthDays): DayComparison[] {
  return days.map(compare);
}

function compare(day: TruthDay): DayComparison {
  const played = play(day);
  const told = daymarkOf(played, day);
  const { date = '2026-11-20' } = day;
  const minutesBy = (name: keyof typeof rivals) => minutesOn(date, rivals[name](played.seen), played);
  const { wakatime, wakapi, hackatime, codetime, activitywatch } = Object.fromEntries(
    trackers.slice(1).map((name) => [name, minutesBy(name as keyof typeof rivals)]),
  ) as Record<keyof typeof rivals, number>;
  return { day, told, minutes: { daymark: told.minutes, wakatime, wakapi, hackatime, codetime, activitywatch } };
}

/** A tracker's error on a day, in percent of the true minutes; negative if it misses some. */
export function errorOf({ day, minutes }: DayComparison, tracker: Tracker): number {
  return (100 * (minutes[tracker] - day.minutes)) / day.minutes;
}

export function errorsOf(compared: readonly DayComparison[], tracker: Tracker): Errors {
  const errors = compared.map((one) => ({ id: one.day.id, error: Math.abs(errorOf(one, tracker)) }));
  const worst = errors.reduce((most, one) => (one.error > most.error ? one : most));
  const mean = errors.reduce((sum, { error }) => sum + error, 0) / errors.length;
  return { mae_percent: round(mean), worst_percent: round(worst.error), worst_day: worst.id };
}

/**
 * Minutes that Daymark gave to another name than the truth does, in percent of the day: half of all differences, so that a minute in the
 * wrong place counts once.
 */
export function misplaced(told: Readonly<Record<string, number>>, truth: Readonly<Record<string, number>>): number {
  const total = Object.values(truth).reduce((sum, minutes) => sum + minutes, 0);
  let off = 0;
  for (const [name, minutes] of Object.entries(truth)) off += Math.abs((told[name] ?? 0) - minutes);
  return round((100 * off) / total);
}

const round = (value: number): number => Math.round(value * 100) / 100;
