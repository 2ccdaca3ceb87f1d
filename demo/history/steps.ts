import type { Desk } from './desk.ts';
import { fromOutside, inBulk, writing } from './editing.ts';
import { recordRun, runBuild, runTests } from './runs.ts';
import { fixProblems, introduceProblems } from './troubles.ts';
import { pickFile, placeOf, type WorkItem } from './workItem.ts';

/** One step of work on something. */
type Step = (desk: Desk, item: WorkItem) => void;

const steps = { write, look, check, build: runBuild, debug, note, replace } satisfies Record<string, Step>;

const weights: Readonly<Record<keyof typeof steps, number>> = {
  write: 58,
  look: 16,
  check: 13,
  build: 4,
  debug: 3,
  note: 3,
  replace: 1,
};

/** Continues working: on whatever comes next, or on failures. */
export function workOn(desk: Desk, item: WorkItem): void {
  if (item.failures > 0) return mend(desk, item);
  steps[desk.scene.random.weighted(weights)](desk, item);
}

/** The last steps of a branch: green tests, a build, a look at the whole change, and it is merged. */
export function wrapUp(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  fixProblems(desk, item, 1);
  runTests(desk, item, true);
  for (let i = random.whole(2, 5); i > 0; i--) {
    desk.spend({ place: placeOf(item, random.pick(item.files)), kind: 'reviewing' });
  }
  runBuild(desk, item);
  pull(desk, item, 'main');
}

/** Files change on disk, as a checkout or a pull leaves them. */
export function pull(desk: Desk, item: WorkItem, branch: string): void {
  const { random } = desk.scene;
  for (let i = random.whole(1, 3); i > 0; i--) {
    desk.change({ ...placeOf(item, random.pick(item.files)), branch }, fromOutside(random));
  }
}

/** Reads someone else's change. */
export function review(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  for (let i = random.whole(3, 8); i > 0 && desk.left > 0; i--) {
    desk.spend({ place: { ...placeOf(item, random.pick(item.files)), branch: 'main' }, kind: 'reviewing' });
  }
}

export function look(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  for (let i = random.whole(1, 3); i > 0; i--) {
    desk.spend({ place: placeOf(item, pickFile(random, item)), kind: 'reading' });
  }
}

/** Looks for something: a few seconds in each of many files. */
export function hunt(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  for (let i = random.whole(4, 10); i > 0; i--) {
    const place = placeOf(item, random.pick(item.files));
    desk.spend({ place, kind: 'reading', longest: 9_000 });
  }
}

function write(desk: Desk, item: WorkItem): void {
  const { random, traits } = desk.scene;
  for (let i = random.whole(3, 6); i > 0; i--) {
    const file = pickFile(random, item);
    desk.spend({ place: placeOf(item, file), kind: 'coding', counts: (ms) => writing(random, ms) });
    if (random.chance(traits.trouble)) introduceProblems(desk, item, file);
  }
  fixProblems(desk, item, 0.12);
}

function check(desk: Desk, item: WorkItem): void {
  const { random, traits } = desk.scene;
  runTests(desk, item, !random.chance(traits.red));
}

/** On the way from red to green: look or debug, change something, try again. */
function mend(desk: Desk, item: WorkItem): void {
  const { random, traits } = desk.scene;
  (random.chance(0.25) ? debug : look)(desk, item);
  write(desk, item);
  if (desk.left > 0) runTests(desk, item, random.chance(traits.green));
}

function debug(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  const start = desk.at;
  const { root, stack } = item.project;
  desk.touch({ place: { project: root, branch: item.branch }, kind: 'debugging', source: 'debug' });
  for (let i = random.whole(3, 8); i > 0; i--) {
    desk.spend({ place: placeOf(item, pickFile(random, item)), kind: 'debugging', source: 'debug' });
  }
  recordRun(desk, item, { source: 'debug', group: 'run', name: stack.debug, start, end: desk.at });
}

function note(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  const place = { ...placeOf(item, { file: 'TODO.md', language: 'markdown' }) };
  if (item.project.languages.has('markdown')) {
    desk.spend({ place, kind: 'planning', counts: (ms) => writing(random, ms) });
  }
}

function replace(desk: Desk, item: WorkItem): void {
  const { random } = desk.scene;
  for (const file of item.files.slice(0, random.whole(2, 4))) desk.change(placeOf(item, file), inBulk(random));
}
