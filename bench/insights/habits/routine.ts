import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import type { Random } from '../random.ts';
import type { Person, Project, Workday } from './person.ts';
import type { Stack } from './stacks.ts';

/** Working hours of a day, `[start, lunch)` and `[back, end)`; the second is empty for people who work mornings. */
export interface Hours {
  readonly start: number;
  readonly lunch: number;
  readonly back: number;
  readonly end: number;
}

export interface Routine {
  readonly stacks: readonly Stack[];
  /** Days of the week on which the person works, 0 for Sunday. */
  readonly weekdays: (random: Random) => readonly number[];
  readonly hours: (random: Random, day: Workday, isMornings: boolean) => Hours;
  /** Sets traits of the person, once. */
  readonly setUp?: (person: Person) => void;
  /** At the beginning of a day. */
  readonly begin?: (person: Person, day: Workday, hours: Hours) => void;
  /** Replaces the usual morning. */
  readonly morning?: (person: Person, until: number) => void;
  /** A few minutes of work in a project. */
  readonly step: (person: Person, project: Project) => void;
}

export const fullWeek = (): readonly number[] => [1, 2, 3, 4, 5];
/** A day with lunch at noon or half an hour later. */
export const fullDay = (random: Random, { midnight }: Workday): Hours => {
  const start = midnight + random.between(8.4, 9.6) * hourMs;
  const lunch = midnight + random.between(11.9, 12.7) * hourMs;
  return {
    start,
    lunch,
    back: lunch + random.between(35, 65) * minuteMs,
    end: midnight + random.between(16.5, 18) * hourMs,
  };
};

/** Writes, and runs the tests a few times an hour. */
export function plainStep(person: Person, project: Project): void {
  const { random } = person;
  const dice = random.next();
  if (dice < 0.62) person.code(project, random.pick(project.stems), random.between(2, 11) * minuteMs * person.tempo);
  else if (dice < 0.78) person.read(project, random.between(0.5, 5) * minuteMs);
  else if (dice < 0.92) person.testRound(project);
  else if (dice < 0.96) person.build(project);
  else
    person.shell(
      random.pick(['git status', 'git push', 'git pull', 'npm install']),
      project,
      random.pick([0, 0, 0, 1]),
    );
}
