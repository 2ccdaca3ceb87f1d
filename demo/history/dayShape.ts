import type { ActivityKind } from '../../src/core/facts/activity.ts';
import type { MoodTraits } from './moods.ts';
import type { Random } from './random.ts';
import { learningTitles, meetingTitles } from './words.ts';

/** A part of a day, in minutes after local midnight. */
export interface Slot {
  readonly from: number;
  readonly to: number;
}

/** Something other than work in the editor that is logged by hand. */
export interface Appointment extends Slot {
  readonly kind: ActivityKind;
  readonly title: string;
  readonly errors: number;
}

/** The start and end of a day's work, and its other parts. */
export interface DayShape {
  readonly hours: Slot;
  readonly lunch: Slot | undefined;
  readonly appointments: readonly Appointment[];
  /** Work in the editor. */
  readonly stretches: readonly Slot[];
}

/** A day at work. */
export function workDay(random: Random, traits: MoodTraits, weekday: number): DayShape {
  const from = random.around(9 * 60, 22);
  const to = random.around((weekday === 5 ? 16.2 : 17.2) * 60, 30);
  const noon = random.around(12.4 * 60, 15);
  const lunch = { from: noon, to: noon + random.between(30, 65) };
  const hours = { from, to };
  const appointments = withoutOverlap([dailyMeeting(random), ...otherAppointments(random, traits)], lunch);
  return {
    hours,
    lunch,
    appointments,
    stretches: stretchesIn(random, traits, { hours, taken: [lunch, ...appointments] }),
  };
}

/** An hour or two on a day off. */
export function freeDay(random: Random, traits: MoodTraits): DayShape {
  const from = random.between(10 * 60, 20 * 60);
  const hours = { from, to: from + random.between(45, 140) };
  return { hours, lunch: undefined, appointments: [], stretches: stretchesIn(random, traits, { hours, taken: [] }) };
}

/** Divides free time into stretches of work with rests in between. */
export function stretchesIn(
  random: Random,
  { stretch, rest }: MoodTraits,
  { hours, taken }: { readonly hours: Slot; readonly taken: readonly Slot[] },
): Slot[] {
  const stretches: Slot[] = [];
  let at = hours.from;
  for (const next of [...taken.toSorted((a, b) => a.from - b.from), { from: hours.to, to: hours.to }]) {
    // Nobody begins anything a few minutes before a meeting.
    while (next.from - at > 6 && at < hours.to) {
      const to = Math.min(next.from, hours.to, at + random.between(...stretch));
      stretches.push({ from: at, to });
      at = to + random.between(...rest);
    }
    at = Math.max(at, next.to);
  }
  return stretches;
}

function dailyMeeting(random: Random): Appointment {
  const from = 9 * 60 + 45;
  return { from, to: from + random.pick([10, 15, 15, 20]), kind: 'meeting', title: 'Daily', errors: 0 };
}

function otherAppointments(random: Random, traits: MoodTraits): Appointment[] {
  const meetings = Array.from({ length: random.whole(...traits.meetings) }, () => meeting(random));
  if (random.chance(0.3)) meetings.push(learning(random));
  if (random.chance(0.06)) meetings.push(helping(random));
  return meetings;
}

function meeting(random: Random): Appointment {
  const from = random.pick([10.5, 11, 13.5, 14, 15, 15.5, 16]) * 60;
  return {
    from,
    to: from + random.pick([30, 30, 45, 60]),
    kind: 'meeting',
    title: random.pick(meetingTitles),
    errors: 0,
  };
}

function learning(random: Random): Appointment {
  const from = random.pick([13.25, 14.5, 16.5]) * 60;
  return {
    from,
    to: from + random.pick([20, 30, 45]),
    kind: 'learning',
    title: random.pick(learningTitles),
    errors: 0,
  };
}

function helping(random: Random): Appointment {
  const from = random.pick([11.25, 14.75, 15.75]) * 60;
  const title = 'Helped with a deploy that failed';
  return { from, to: from + random.pick([20, 35, 50]), kind: 'debugging', title, errors: random.whole(1, 4) };
}

function withoutOverlap(appointments: readonly Appointment[], lunch: Slot): Appointment[] {
  const kept: Appointment[] = [];
  for (const one of appointments) {
    const clashes = [lunch, ...kept].some((other) => one.from < other.to && other.from < one.to);
    if (!clashes) kept.push(one);
  }
  return kept;
}
