import { type DayShape, stretchesIn, workDay } from './dayShape.ts';
import type { MoodTraits } from './moods.ts';
import type { Random } from './random.ts';

/** The length of the last stretch before now, in minutes, and how long ago it ended. */
const finale = { length: 14, ago: 4 } as const;

/** Today so far, at any hour: its last stretch ends some minutes before now. */
export interface TodayShape extends DayShape {
  readonly finale: { readonly from: number; readonly to: number };
}

/** @param now minutes after local midnight */
export function todayShape(random: Random, traits: MoodTraits, now: number): TodayShape {
  const to = Math.max(2, now - finale.ago);
  const last = { from: Math.max(1, to - finale.length), to };
  // Never a Friday, on which one goes home early.
  const day = workDay(random, traits, 1);
  if (last.from < day.hours.from + 150) return { ...earlyDay(random, traits, last.from), finale: last };
  const isOver = ({ to: end }: { readonly to: number }) => end <= last.from;
  const evening = last.from > day.hours.to + 40 ? [{ from: last.from - 35, to: last.from }] : [];
  const stretches = day.stretches.filter(({ from }) => from < last.from - 5);
  return {
    hours: { from: day.hours.from, to: last.to },
    lunch: day.lunch && isOver(day.lunch) ? day.lunch : undefined,
    appointments: day.appointments.filter(isOver),
    stretches: [...stretches.map(({ from, to: end }) => ({ from, to: Math.min(end, last.from) })), ...evening],
    finale: last,
  };
}

/** Before noon, or at night: work began some hours ago. */
function earlyDay(random: Random, traits: MoodTraits, until: number): DayShape {
  const hours = { from: Math.max(1, until - random.between(150, 240)), to: until };
  const from = hours.from + 50;
  const daily = { from, to: from + 15, kind: 'meeting', title: 'Daily', errors: 0 } as const;
  const appointments = daily.to < until - 20 ? [daily] : [];
  return {
    hours,
    lunch: undefined,
    appointments,
    stretches: stretchesIn(random, traits, { hours, taken: appointments }),
  };
}
