import type { Day } from '../../src/core/time/days.ts';
import type { Backlog } from './backlog.ts';
import { Desk } from './desk.ts';
import { writing } from './editing.ts';
import { runTests } from './runs.ts';
import type { Scene } from './scene.ts';
import { look } from './steps.ts';
import type { Stretch } from './stretch.ts';
import { breakFile, fixProblems } from './troubles.ts';
import { addWork, pickFile, placeOf } from './workItem.ts';

/**
 * The last minutes before now, so that there is something to see: one project's tests are red, and one of its files has errors; the rest is
 * fine.
 */
export function asOfNow(scene: Scene, backlog: Backlog, { day, from, to }: Stretch & { readonly day: Day }): void {
  const desk = new Desk(scene, from + 20_000, to);
  const item = backlog.current;
  for (const other of backlog.open) {
    fixProblems(desk, other, 1);
    if (other !== item && other.failures > 0) runTests(desk, other, true);
  }
  const file = item.files[0] ?? pickFile(scene.random, item);
  const place = placeOf(item, file);
  const coding = { kind: 'coding', counts: (ms: number) => writing(scene.random, ms) } as const;
  for (let i = 0; i < 3; i++) desk.spend({ place, ...coding });
  breakFile(desk, item, file);
  for (let i = 0; i < 2; i++) {
    runTests(desk, item, false);
    look(desk, item);
  }
  while (desk.left > 0) desk.spend({ place, ...coding });
  addWork(item, day, desk.at - from);
}
