import { dayMs, hourMs, minuteMs } from '../../src/core/time/days.ts';
import { habits, routines, type Habit } from './habits/days.ts';
import { Person, type Project, type Workday } from './habits/person.ts';
import { plantOf } from './habits/plants.ts';
import { Pulls } from './habits/pulls.ts';
import { Recorder } from './habits/recorder.ts';
import type { Hours } from './habits/routine.ts';
import { projectNames, stems } from './habits/stacks.ts';
import { Random } from './random.ts';
import { causes, type Cause, type SeededHistory } from './seededHistory.ts';

export { habits, type Habit } from './habits/days.ts';

export interface HabitHistory extends SeededHistory {
  readonly habit: Habit;
}

export interface HabitOptions {
  readonly seed: number;
  readonly habit: Habit;
  readonly cause: Cause | 'clean';
  /** The last day: midnight of it in UTC, ms since the epoch. */
  readonly lastDay?: number;
}

const historyDays = 28;
const usualLastDay = Date.UTC(2026, 10, 20);
/** Histories of each habit and cause. As many again, divided by two, are held out: one third of all. */
const perPair = 2;
const cleanPerHabit = 4;

/**
 * Histories of people with different habits than those in `seededHistory`: every habit with every cause, and without one.
 * @param seed 0 for the usual ones
 * @param isHeldOut the third that is kept aside until the rules are final
 */
export function habitHistories(seed: number, isHeldOut: boolean): HabitHistory[] {
  const share = isHeldOut
    ? { pairs: perPair / 2, cleans: cleanPerHabit / 2 }
    : { pairs: perPair, cleans: cleanPerHabit };
  const first = seed * 100_000 + (isHeldOut ? 50_000 : 0);
  return habits.flatMap((habit, h) =>
    [...causes, 'clean' as const].flatMap((cause, c) =>
      Array.from({ length: cause === 'clean' ? share.cleans : share.pairs }, (_, n) =>
        habitHistory({ seed: first + 1 + h * 1000 + c * 100 + n, habit, cause }),
      ),
    ),
  );
}

/**
 * Four weeks of a person with a habit. The same seed gives the same facts. It was written without reading the rules that it judges: a cause is
 * planted as such a person would meet it, in moderate strength.
 */
export function habitHistory({ seed, habit, cause, lastDay = usualLastDay }: HabitOptions): HabitHistory {
  const random = new Random(seed * 9973 + 71);
  const routine = routines[habit];
  const offset = random.pick([-480, -300, 0, 60, 120, 330, 540]);
  const name = `${habit}-${cause}-${seed}`;
  const rec = new Recorder(random, { name: `h${seed}`, offset, fullCommands: random.chance(0.25) });
  const now = lastDay - offset * minuteMs + 20 * hourMs;
  const person = new Person(rec, projectsOf(habit, random), now);
  routine.setUp?.(person);
  const weekdays = routine.weekdays(random);
  const isMornings = habit === 'part-time' && weekdays.length === 5;
  const days = workdays(lastDay, weekdays, offset);
  // Half of the people who wait for reviews log it by hand. Their reviews on GitHub, if it is connected, are quick.
  const isLogged = cause === 'waiting-reviews' && seed % 2 === 0;
  const plant = plantOf(cause === 'waiting-reviews' && !isLogged ? 'clean' : cause, person, days);
  const isConnected = (cause === 'waiting-reviews' && !isLogged) || random.chance(0.6);
  const pulls = isConnected
    ? new Pulls(person, days, { isSlow: cause === 'waiting-reviews' && !isLogged, isMornings })
    : undefined;
  for (const day of days) {
    const hours = routine.hours(random, day, isMornings);
    rec.at = Math.round(hours.start);
    rec.state('started');
    if (pulls) pulls.onDay(day);
    else if (day.index % 4 === 0) for (const { root } of person.projects) rec.branches.set(root, `work/${day.index}`);
    person.tonight = hours.end;
    person.tomorrow = (days[day.index + 1]?.midnight ?? Infinity) + 9 * hourMs;
    plant(day, hours);
    workDay(person, { day, hours, habit });
    rec.state('stopped');
  }
  pulls?.write((days[0]?.midnight ?? now) - 30 * dayMs);
  return { name, habit, cause, now, offset, facts: rec.facts };
}

function workDay(person: Person, { day, hours, habit }: { day: Workday; hours: Hours; habit: Habit }): void {
  const { rec, random } = person;
  const { begin, morning, step } = routines[habit];
  begin?.(person, day, hours);
  const stretch = (until: number) => {
    let project = person.anyProject();
    let change = rec.at + random.between(1, 3) * hourMs;
    person.fill(until, () => {
      if (rec.at > change) {
        project = person.anyProject();
        change = rec.at + random.between(1, 3) * hourMs;
      }
      step(person, project);
    });
    commit(person, project);
  };
  if (morning) morning(person, hours.lunch);
  else stretch(hours.lunch);
  if (hours.end > hours.back) {
    rec.at = Math.max(rec.at, Math.round(hours.back));
    stretch(hours.end);
  }
  // The rest of today's plan is done before the day ends.
  person.attend(Infinity);
}

function commit(person: Person, { root }: Project): void {
  const { rec, random } = person;
  const hash = Array.from({ length: 5 }, () => random.whole(0x1000_0000, 0xffff_ffff).toString(16)).join('');
  const branch = rec.branches.get(root);
  const lines = { files: random.whole(1, 9), insertions: random.whole(3, 140), deletions: random.whole(0, 60) };
  const subject = random.pick(['Tidy up', 'Fix the total', 'Add a case', 'Move the check', 'Style the header']);
  const body = { hash, subject, project: root, ...(branch !== undefined && { branch }), authoredAt: rec.at, ...lines };
  rec.document('commits', `commit:${hash}`, { start: rec.at, body });
}

function projectsOf(habit: Habit, random: Random): Project[] {
  const { stacks } = routines[habit];
  const names = [...projectNames];
  return Array.from({ length: random.whole(4, 6) }, (_, i) => {
    const [name = 'project'] = names.splice(random.whole(0, names.length - 1), 1);
    const from = random.whole(0, 5);
    const own = stems.slice(from, from + random.whole(6, 9));
    // Different numbers, so that the counts show whose tests ran.
    const tests = new Map(own.map((stem, n) => [stem, 3 + n * 3 + random.whole(0, 2)]));
    return { root: `/home/me/${name}`, stack: stacks[i % stacks.length] ?? random.pick(stacks), stems: own, tests };
  });
}

function workdays(lastDay: number, weekdays: readonly number[], offset: number): Workday[] {
  const days: Workday[] = [];
  for (let back = historyDays - 1; back >= 0; back--) {
    const midnight = lastDay - back * dayMs;
    if (!weekdays.includes(new Date(midnight).getUTCDay())) continue;
    days.push({ index: days.length, midnight: midnight - offset * minuteMs, isLate: back < historyDays / 2 });
  }
  return days;
}
