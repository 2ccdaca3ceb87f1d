import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import type { Random } from '../random.ts';
import type { Cause } from '../seededHistory.ts';
import type { Hours } from './routine.ts';
import { secondMs, type Person, type Workday } from './person.ts';

/** A cause's effect on a working day. */
export type Plant = (day: Workday, hours: Hours) => void;

/**
 * Plants a cause into a month. Days, number, and length are random; the last two weeks are at least as affected as the two before.
 * Slow reviews on GitHub are in `pulls.ts`; this file has the waits that the person logs by hand.
 */
export function plantOf(cause: Cause | 'clean', person: Person, days: readonly Workday[]): Plant {
  if (cause === 'flaky-test') return flaky(person, days);
  if (cause === 'broken-after-lunch') return broken(person, days);
  if (cause === 'waiting-reviews') return waiting(person, days);
  if (cause === 'context-switching') return switching(person, days);
  if (cause === 'slow-build') return slow(person, days);
  if (cause === 'repeated-error') return repeated(person, days);
  return () => undefined;
}

/** Number of times on each day, by its index: `total` in all, at least half of them in the last two weeks, at most three a day. */
function spread(total: number, days: readonly Workday[], random: Random): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const late = Math.ceil(total * random.between(0.5, 0.7));
  const put = (count: number, among: readonly Workday[]) => {
    for (let left = Math.min(count, among.length * 3); left > 0;) {
      const { index } = random.pick(among);
      const had = counts.get(index) ?? 0;
      if (had >= 3) continue;
      counts.set(index, had + 1);
      left--;
    }
  };
  put(
    late,
    days.filter(({ isLate }) => isLate),
  );
  put(
    total - late,
    days.filter(({ isLate }) => !isLate),
  );
  return counts;
}

/** A random choice of days, by their index: `share` of the last two weeks, and no more in the two before. */
export function chosen(share: number, days: readonly Workday[], random: Random): ReadonlySet<number> {
  const pick = (count: number, among: readonly Workday[]) => {
    const left = among.map(({ index }) => index);
    return Array.from(
      { length: Math.min(count, left.length) },
      () => left.splice(random.whole(0, left.length - 1), 1)[0] ?? -1,
    );
  };
  const late = days.filter(({ isLate }) => isLate);
  const count = Math.max(2, Math.round(share * late.length));
  const before = Math.min(count, Math.round(share * random.between(0.6, 1) * (days.length - late.length)));
  return new Set([
    ...pick(count, late),
    ...pick(
      before,
      days.filter(({ isLate }) => !isLate),
    ),
  ]);
}

/** A random instant of the day at which something that takes `ms` can begin. */
function sometime(random: Random, { start, lunch, back, end }: Hours, ms: number): number {
  const isMorning = end - back < ms + 0.5 * hourMs || random.chance(0.45);
  const [from, until] = isMorning ? [start, lunch] : [back, end];
  return random.between(from + 10 * minuteMs, Math.max(from + 11 * minuteMs, until - ms));
}

/** The same tests fail, then pass with no change in between. */
function flaky(person: Person, days: readonly Workday[]): Plant {
  const { random, rec, first } = person;
  const counts = spread(random.whole(4, 15), days, random);
  const stem = random.chance(0.35) ? first.stems[1] : undefined;
  const again = () => {
    const dice = random.next();
    if (dice < 0.55) rec.wait(random.between(2, 60) * secondMs);
    else if (dice < 0.85) person.read(first, random.between(0.3, 5) * minuteMs);
    else person.shell('rg -l timeout', first, 0);
  };
  const flake = () => {
    person.change(first, random.between(1, 7) * minuteMs);
    person.test(first, { stem, isGreen: false });
    again();
    if (random.chance(0.2)) {
      person.test(first, { stem, isGreen: false });
      again();
    }
    person.test(first, { stem, isGreen: true });
  };
  return ({ index }, hours) => {
    for (let i = counts.get(index) ?? 0; i > 0; i--) person.later(sometime(random, hours, 20 * minuteMs), flake);
  };
}

/** One file is broken for 22 to 65 minutes at a time, mostly after lunch, while the person works on it. */
function broken(person: Person, days: readonly Workday[]): Plant {
  const { random, rec, first } = person;
  const stem = first.stems[2] as string;
  const on = chosen(random.between(0.55, 0.85), days, random);
  const breakIt = () => {
    const until = rec.at + random.between(22, 65) * minuteMs;
    const spot = person.spot(first, stem);
    const messages = Array.from({ length: random.whole(1, 4) }, () =>
      person.worded(random.pick(first.stack.squiggles)),
    );
    rec.span(spot, random.between(20, 90) * secondMs, { kind: 'coding', edited: 'typed' });
    const introduced = rec.at - 5 * secondMs;
    while (rec.at < until) {
      if (random.chance(0.7)) person.code(first, stem, Math.min(until - rec.at, random.between(1, 6) * minuteMs));
      else person.read(first, random.between(0.3, 3) * minuteMs);
      if (random.chance(0.08)) person.test(first, { isGreen: false });
      rec.wait(random.between(2, 40) * secondMs);
    }
    const fixed = rec.at;
    for (const message of messages)
      rec.problem(spot, message, {
        introduced: introduced + random.between(0, 4) * minuteMs,
        fixed: fixed - random.between(0, 3) * minuteMs,
      });
  };
  return ({ index }, hours) => {
    if (!on.has(index)) return;
    const isMornings = hours.end === hours.back;
    const from = isMornings ? hours.start + hourMs : hours.back;
    person.later(from + random.between(5, 50) * minuteMs, breakIt);
    if (random.chance(0.4)) person.later(from + random.between(60, 150) * minuteMs, breakIt);
  };
}

const waitingTitles = [
  'Waiting for review',
  'Waiting for the review of the checkout change',
  'Waiting for code review from Ana',
  'PR waiting for approval',
  'Blocked: waiting for a reviewer',
];

/** About two hours of waiting a day, logged by hand. */
function waiting(person: Person, days: readonly Workday[]): Plant {
  const { random, rec, first } = person;
  const on = chosen(random.between(0.7, 1), days, random);
  const titles = Array.from({ length: 2 }, () => random.pick(waitingTitles));
  const kind = random.pick(['other', 'reviewing', 'break'] as const);
  const wait = (ms: number) => () => {
    const start = rec.at;
    rec.wait(ms);
    rec.log({ title: random.pick(titles), kind, start, end: rec.at, project: first.root });
  };
  return ({ index }, hours) => {
    if (!on.has(index)) return;
    const parts = random.pick([[120], [60, 60], [75, 40], [30, 30, 60]]);
    for (const part of parts) {
      const ms = part * random.between(0.85, 1.15) * minuteMs;
      person.later(sometime(random, hours, ms), wait(ms));
    }
  };
}

/** Two or three hours of the morning in four projects, a few minutes in each; the afternoon is calm. */
function switching(person: Person, days: readonly Workday[]): Plant {
  const { random, rec, projects } = person;
  const on = chosen(random.between(0.6, 0.9), days, random);
  const shred = () => {
    const until = rec.at + random.between(2, 3) * hourMs;
    let project = person.first;
    while (rec.at < until) {
      const before = project;
      project = random.pick(projects.slice(0, 4).filter((one) => one !== before));
      const stay = rec.at + random.between(1, 4.5) * minuteMs;
      while (rec.at < stay) {
        const dice = random.next();
        if (dice < 0.55) person.tweak(project, random.pick(project.stems));
        else if (dice < 0.9) person.read(project, random.between(15, 110) * secondMs);
        else person.shell('git status', project, 0);
        rec.wait(random.between(1, 15) * secondMs);
      }
    }
  };
  return ({ index }, { start }) => {
    if (on.has(index)) person.later(start + random.between(1, 25) * minuteMs, shred);
  };
}

/** Each build of the first project takes 6 to 15 minutes, and the person needs a few a day. */
function slow(person: Person, days: readonly Workday[]): Plant {
  const { random, first } = person;
  person.isBuildSlow = true;
  const on = chosen(random.between(0.6, 0.95), days, random);
  return ({ index }, hours) => {
    if (!on.has(index)) return;
    for (let i = random.whole(1, 4); i > 0; i--)
      person.later(sometime(random, hours, 20 * minuteMs), () => {
        person.change(first, random.between(1, 5) * minuteMs);
        person.build(first);
      });
  };
}

/** The same message in many files and several projects. */
function repeated(person: Person, days: readonly Workday[]): Plant {
  const { random, rec, projects } = person;
  const message = random.pick(person.first.stack.stubborn);
  const on = chosen(random.between(0.5, 0.85), days, random);
  const meet = () => {
    const project = random.chance(0.5) ? person.first : random.pick(projects.slice(0, 3));
    const stem = random.pick(project.stems);
    const spot = person.spot(project, stem);
    person.tweak(project, stem);
    const introduced = rec.at - secondMs;
    person.code(project, stem, random.between(1.5, 11) * minuteMs);
    rec.problem(spot, message, { introduced, fixed: rec.at });
  };
  return ({ index }, hours) => {
    if (!on.has(index)) return;
    for (let i = random.whole(1, 4); i > 0; i--) person.later(sometime(random, hours, 15 * minuteMs), meet);
  };
}
