import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import { secondMs, type Person, type Project } from './person.ts';
import { fullDay, fullWeek, plainStep, type Routine } from './routine.ts';
import { stacks } from './stacks.ts';
import { onCall, terminalFirst } from './terminalDays.ts';

export const habits = [
  'test-driven',
  'terminal-first',
  'reviewer',
  'on-call',
  'part-time',
  'notebook',
  'designer',
] as const;
export type Habit = (typeof habits)[number];

/** Red, a change of seconds, green: dozens of times a day. */
const testDriven: Routine = {
  stacks: [stacks.vitest, stacks.jest, stacks.vitest, stacks.python],
  weekdays: fullWeek,
  hours: fullDay,
  step: (person, project) => {
    const { random, rec } = person;
    const stem = random.pick(project.stems);
    person.read(project, random.between(0.5, 4) * minuteMs * person.tempo);
    person.tweak(project, stem, true);
    rec.wait(random.between(5, 90) * secondMs);
    person.tweak(project, stem, true);
    if (random.chance(0.85)) person.test(project, { stem, isGreen: false });
    let isGreen = false;
    while (!isGreen) {
      person.tweak(project, stem);
      rec.wait(random.between(1, 12) * secondMs);
      isGreen = random.chance(0.82);
      person.test(project, { stem, isGreen });
      if (isGreen || !random.chance(0.1)) continue;
      // Another file may still be well, while this one is red.
      person.test(project, { stem: random.pick(project.stems.filter((one) => one !== stem)), isGreen: true });
    }
    if (random.chance(0.4)) {
      person.code(project, stem, random.between(1, 8) * minuteMs * person.tempo);
      person.test(project, { stem, isGreen: true });
    }
    if (random.chance(0.3)) allTests(person, project);
    if (random.chance(0.12)) person.read(project, random.between(1, 5) * minuteMs);
    if (random.chance(0.03)) person.build(project);
  },
};

function allTests(person: Person, project: Project): void {
  const { random } = person;
  let isGreen = random.chance(0.93);
  person.test(project, { isGreen });
  // Dependencies that others changed: nothing is edited, and it is green.
  if (!isGreen && random.chance(0.04)) {
    person.shell('git pull', project, 0);
    person.shell('npm ci', project, 0);
    return person.test(project, { isGreen: true });
  }
  while (!isGreen) {
    person.code(project, random.pick(project.stems), random.between(0.5, 5) * minuteMs);
    isGreen = random.chance(0.8);
    person.test(project, { isGreen });
  }
}

/** Five projects in a morning, a while in each; the afternoon in one. */
const reviewer: Routine = {
  stacks: [stacks.vitest, stacks.go, stacks.java, stacks.python, stacks.jest],
  weekdays: fullWeek,
  hours: fullDay,
  begin: (person, { midnight }) => {
    const { random, rec } = person;
    if (random.chance(0.5)) {
      const start = midnight + random.between(16, 16.4) * hourMs;
      const title = random.pick(['Architecture review', 'Review with the platform team', 'Planning', 'Team meeting']);
      const end = start + random.whole(2, 5) * 10 * minuteMs;
      person.later(start, () => {
        const from = rec.at;
        rec.wait(end - start);
        rec.log({ title, kind: title.includes('eview') ? 'reviewing' : 'meeting', start: from, end: rec.at });
      });
    }
  },
  morning: (person, until) => {
    const { random, rec } = person;
    for (const project of person.projects.slice(0, 5)) {
      if (rec.at >= until) return;
      person.attend();
      const end = Math.min(until, rec.at + random.between(12, 42) * minuteMs);
      const before = rec.branches.get(project.root) ?? 'main';
      person.shell('gh pr checkout 41', project, 0);
      rec.branches.set(project.root, `pull/${random.whole(100, 999)}`);
      while (rec.at < end) {
        const spot = person.spot(project, random.pick(project.stems), random.chance(0.3));
        rec.span({ ...spot, scheme: random.pick(['git', 'pr', 'diff']) }, random.between(0.5, 5) * minuteMs, {
          kind: 'reviewing',
        });
        rec.wait(random.between(2, 50) * secondMs);
      }
      if (random.chance(0.4)) person.test(project, { isGreen: random.chance(0.85) });
      person.shell('git switch -', project, 0);
      rec.branches.set(project.root, before);
      rec.wait(random.between(1, 6) * minuteMs);
    }
    person.fill(until, () => plainStep(person, person.first));
  },
  step: plainStep,
};

/** Two days a week, or mornings only. */
const partTime: Routine = {
  stacks: [stacks.java, stacks.java, stacks.vitest, stacks.vitest],
  weekdays: (random) => (random.chance(0.5) ? [2, 4] : fullWeek()),
  hours: (random, day, isMornings) => {
    if (!isMornings) return fullDay(random, day);
    const end = day.midnight + random.between(12, 12.7) * hourMs;
    return { start: day.midnight + random.between(8, 8.7) * hourMs, lunch: end, back: end, end };
  },
  setUp: (person) => {
    person.isTaskUser = person.random.chance(0.7);
  },
  step: plainStep,
};

/** Cells, repeatedly; trainings of half an hour; some tests of the library. */
const notebook: Routine = {
  stacks: [stacks.python],
  weekdays: fullWeek,
  hours: (random, day) => {
    const late = random.between(0.3, 1.2) * hourMs;
    const { start, lunch, back, end } = fullDay(random, day);
    return { start: start + late, lunch: lunch + late, back: back + late, end: end + late / 2 };
  },
  step: (person, project) => {
    const { random, rec } = person;
    const dice = random.next();
    if (dice < 0.7) {
      const file = `notebooks/${random.pick(project.stems)}.ipynb`;
      const cell = { project: project.root, file, language: 'python', scheme: 'vscode-notebook-cell' };
      for (let i = random.whole(2, 7); i > 0; i--) {
        rec.span(
          cell,
          random.between(6, 150) * secondMs,
          random.chance(0.7) ? { kind: 'coding', edited: 'typed' } : { kind: 'reading' },
        );
        const ms = (random.chance(0.1) ? random.between(20, 240) : random.between(0.1, 15)) * secondMs;
        rec.task(
          { name: 'cell', group: 'run', source: 'editor' },
          { project: project.root, ms, exitCode: random.chance(0.18) ? 1 : 0 },
        );
        rec.wait(Math.min(ms, 60_000));
      }
    } else if (dice < 0.84) person.code(project, random.pick(project.stems), random.between(2, 9) * minuteMs);
    else if (dice < 0.93) person.testRound(project);
    else if (dice < 0.95)
      person.beside('python train.py', project, {
        ms: random.between(8, 45) * minuteMs,
        exitCode: random.pick([0, 0, 1, 130]),
      });
    else if (dice < 0.97) person.build(project);
    else rec.span({ scheme: 'webview' }, random.between(1, 6) * minuteMs, { kind: 'reading' });
  },
};

/** Styles and images, with a server that runs all day. */
const designer: Routine = {
  stacks: [stacks.css, stacks.css, stacks.vitest],
  weekdays: fullWeek,
  hours: fullDay,
  begin: (person, _day, { end }) => {
    const { random, rec, first } = person;
    const ms = end - rec.at - random.between(1, 30) * minuteMs;
    person.beside(random.pick(['npm run dev', 'npx vite', 'npm run storybook']), first, { ms, exitCode: 130 });
  },
  step: (person, project) => {
    const { random, rec } = person;
    const dice = random.next();
    if (dice < 0.55) {
      for (let i = random.whole(2, 8); i > 0; i--) {
        person.tweak(project, random.pick(project.stems));
        // Looks at it in the browser.
        rec.wait(random.between(4, 70) * secondMs);
      }
    } else if (dice < 0.75) person.code(project, random.pick(project.stems), random.between(2, 10) * minuteMs);
    else if (dice < 0.87) {
      const file = `assets/${random.pick(project.stems)}.${random.pick(['svg', 'png', 'webp'])}`;
      rec.span({ project: project.root, file }, random.between(0.2, 3) * minuteMs, { kind: 'reading' });
    } else if (dice < 0.95) person.testRound(project);
    else if (dice < 0.97) person.build(project);
    else rec.wait(random.between(3, 12) * minuteMs);
  },
};

export const routines: Readonly<Record<Habit, Routine>> = {
  'test-driven': testDriven,
  'terminal-first': terminalFirst,
  reviewer,
  'on-call': onCall,
  'part-time': partTime,
  notebook,
  designer,
};
