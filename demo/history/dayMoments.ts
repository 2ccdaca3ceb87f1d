import { minuteMs } from '../../src/core/time/days.ts';
import type { StateFact } from '../../src/core/facts/facts.ts';
import { Desk } from './desk.ts';
import { recordRun, runFor } from './runs.ts';
import type { Scene } from './scene.ts';
import type { Stretch } from './stretch.ts';
import type { WorkItem } from './workItem.ts';

/** A window is opened before the first stretch and closed after the last; on some days tracking is paused in between. */
export function recordStates(scene: Scene, stretches: readonly Stretch[]): void {
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last) return;
  recordState(scene, first.from - 20_000, 'started');
  recordState(scene, last.to + 30_000, 'stopped');
  const index = scene.random.whole(0, stretches.length - 2);
  const [before, after] = [stretches[index], stretches[index + 1]];
  if (!before || !after || !scene.random.chance(0.08)) return;
  recordState(scene, before.to + 5_000, 'paused');
  recordState(scene, after.from - 10_000, 'resumed');
}

/** Now and then a long build is left to itself over lunch. */
export function buildOverLunch(scene: Scene, item: WorkItem, lunch: Stretch): void {
  if (!scene.random.chance(0.12)) return;
  const desk = new Desk(scene, lunch.from, lunch.to);
  const ms = scene.random.between(9, 24) * minuteMs;
  recordRun(desk, item, {
    source: 'task',
    group: 'build',
    name: `${item.project.stack.build} (release)`,
    exitCode: 0,
    ...runFor(desk, ms),
  });
}

function recordState({ nextId, utcOffset, record }: Scene, at: number, state: StateFact['state']): void {
  record({ type: 'state', id: nextId(), at: Math.round(at), offset: utcOffset(at), state });
}
