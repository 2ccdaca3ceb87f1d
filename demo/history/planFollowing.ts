import { minuteMs } from '../../src/core/time/days.ts';
import type { PlanFact, PlanTaskFact } from '../../src/core/facts/facts.ts';
import type { MadePlan } from './planMaker.ts';
import type { Scene } from './scene.ts';
import type { Stretch } from './stretch.ts';
import { answers } from './words.ts';

/** Fate of a plan on its day. */
export interface PlanDay {
  /** The times at work. */
  readonly stretches: readonly Stretch[];
  /** Part of the plan that gets done, 0 to 1. */
  readonly share: number;
  /** True if the learning goal and the question may have been seen to. */
  readonly reflects: boolean;
}

/**
 * Follows a plan through its day: tasks are ticked as work progresses, preferably the important ones.
 * @returns the tasks that are still open
 */
export function followPlan(scene: Scene, { plan, tasks }: MadePlan, day: PlanDay): PlanTaskFact[] {
  const { random, record } = scene;
  const wishes = tasks.map((task) => ({ task, delay: random.next() + (task.priority === 'high' ? 0 : 0.3) }));
  const inOrder = wishes.toSorted((a, b) => a.delay - b.delay).map(({ task }) => task);
  const count = Math.round(tasks.length * day.share);
  for (const task of inOrder.slice(0, count)) {
    const doneAt = instantIn(scene, day.stretches);
    record({ ...task, rev: task.rev + 1, at: doneAt, doneAt });
  }
  if (day.reflects) reflect(scene, plan, day.stretches);
  return inOrder.slice(count);
}

function reflect(scene: Scene, plan: PlanFact, stretches: readonly Stretch[]): void {
  const { random, record } = scene;
  const { learning, reflection } = plan;
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last) return;
  let current = plan;
  if (reflection && random.chance(0.35)) {
    const at = Math.round(first.from + 4 * minuteMs);
    current = { ...current, rev: current.rev + 1, at, reflection: { ...reflection, answer: random.pick(answers) } };
    record(current);
  }
  if (learning && random.chance(0.45)) {
    record({ ...current, rev: current.rev + 1, at: Math.round(last.to), learning: { ...learning, done: true } });
  }
}

/** An instant at which one is working. */
function instantIn({ random }: Scene, stretches: readonly Stretch[]): number {
  const { from, to } = random.pick(stretches);
  return Math.round(random.between(from, to));
}
