import { type Day, hourMs, minuteMs } from '../../src/core/time/days.ts';
import type { Backlog } from './backlog.ts';
import { Desk } from './desk.ts';
import type { Scene } from './scene.ts';
import { hunt, look, pull, review, workOn, wrapUp } from './steps.ts';
import { addWork } from './workItem.ts';

/** From one instant to another, in ms since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Works without a planned break, as undisturbed as the mood of the day allows. */
export function workStretch(scene: Scene, backlog: Backlog, { day, from, to }: Stretch & { readonly day: Day }): void {
  const { random, traits } = scene;
  const desk = new Desk(scene, from, to);
  if (random.chance(0.08)) review(desk, backlog.current);
  while (desk.left > 0) {
    const before = desk.at;
    const item = backlog.current;
    workOn(desk, item);
    addWork(item, day, desk.at - before);
    const hours = (desk.at - before) / hourMs;
    if (item.leftMs <= 0 && desk.left > 0) {
      wrapUp(desk, item);
      backlog.finish();
    } else if (random.chance(traits.turnsPerHour * hours)) {
      pull(desk, backlog.turn(), backlog.current.branch);
    }
    for (let i = random.times(traits.huntsPerHour * hours); i > 0; i--) hunt(desk, item);
    for (let i = random.times(traits.glancesPerHour * hours); i > 0; i--) glance(desk, backlog);
    if (random.chance(traits.interruptionsPerHour * hours)) desk.pass(random.between(2.5, 9) * minuteMs);
  }
}

/** Someone asks about something else, and one looks it up. */
function glance(desk: Desk, backlog: Backlog): void {
  const other = backlog.open.find(({ project }) => project !== backlog.current.project);
  if (other) look(desk, other);
}
