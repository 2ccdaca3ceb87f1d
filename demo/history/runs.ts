import type { RunFact } from '../../src/core/facts/facts.ts';
import type { Desk } from './desk.ts';
import type { WorkItem } from './workItem.ts';

type Run = Pick<RunFact, 'start' | 'end' | 'source' | 'group' | 'name' | 'exitCode'>;

/** Runs the tests; returns whether they passed. Someone watches them, or looks at a file in the meantime. */
export function runTests(desk: Desk, item: WorkItem, passes: boolean): boolean {
  const { random } = desk.scene;
  const { root, stack, testMs } = item.project;
  const ms = testMs * random.between(0.75, 1.4);
  desk.touch({ place: { project: root, branch: item.branch }, kind: 'testing', source: 'task' });
  recordRun(desk, item, {
    source: 'task',
    group: 'test',
    name: stack.test,
    exitCode: passes ? 0 : 1,
    ...runFor(desk, ms),
  });
  desk.pass(ms + random.between(800, 6_000));
  item.failures = passes ? 0 : item.failures + 1;
  return passes;
}

/** Builds, which seldom fails. */
export function runBuild(desk: Desk, item: WorkItem): void {
  const { random, traits } = desk.scene;
  const { root, stack, buildMs } = item.project;
  const ms = buildMs * random.between(0.8, 1.3);
  const exitCode = random.chance(traits.red / 5) ? 2 : 0;
  desk.touch({ place: { project: root, branch: item.branch }, kind: 'building', source: 'task' });
  recordRun(desk, item, { source: 'task', group: 'build', name: stack.build, exitCode, ...runFor(desk, ms) });
  desk.pass(ms + random.between(800, 6_000));
}

/** From now on for some time. */
export function runFor(desk: Desk, ms: number): Pick<Run, 'start' | 'end'> {
  return { start: desk.at, end: desk.at + Math.round(ms) };
}

export function recordRun(desk: Desk, item: WorkItem, run: Run): void {
  const { nextId, utcOffset, record } = desk.scene;
  const { project, branch } = item;
  record({ type: 'run', id: nextId(), offset: utcOffset(run.start), ...run, project: project.root, branch });
}
