import { AppError } from '../core/base/appError.ts';
import type { Evidence, PlanFact, PlanTaskFact } from '../core/facts/facts.ts';
import type { App } from '../core/operations/app.ts';
import type { Day } from '../core/time/days.ts';
import type { TaskInput } from './taskInput.ts';
import { getPlanTask, getStoredPlan } from './planQueries.ts';

export function planId(day: Day): string {
  return `plan:${day}`;
}

/**
 * Records a new or changed task; resolves to its id. A task for a day without a plan makes an empty plan for it.
 * @param evidence of a new one, where it rests on something
 */
export async function saveTask(
  app: App,
  input: TaskInput,
  evidence: readonly Evidence[] = [],
): Promise<{ id: string }> {
  const { recorder, clock } = app;
  const { id, link, ...fields } = input;
  if (id !== undefined) {
    const task = link === undefined ? undefined : await app.read(getPlanTask, { id });
    await reviseTask(app, id, { ...fields, ...(task && { evidence: withLink(task.evidence, link) }) });
    return { id };
  }
  const at = clock.now();
  const stored = await app.read(getStoredPlan, { day: input.day });
  if (!stored.plan) recorder.append(emptyPlan(app, input.day, at));
  const order = Math.max(0, ...stored.tasks.map((task) => task.order)) + 1;
  const made = recorder.nextId();
  recorder.append({
    type: 'planTask',
    id: made,
    rev: 1,
    at,
    ...fields,
    order,
    source: 'user',
    evidence: withLink(evidence, link),
  });
  await recorder.flush();
  return { id: made };
}

/** The page that the person gave a task, as one of the things it rests on. */
function withLink(evidence: readonly Evidence[], link = ''): Evidence[] {
  const others = evidence.filter(({ id }) => id !== 'link');
  return link === '' ? others : [...others, { id: 'link', text: link, url: link }];
}

function emptyPlan({ readOptions }: App, day: Day, at: number): PlanFact {
  const capacityMinutes = Math.round(readOptions().goals.hoursPerDay * 60);
  return { type: 'plan', id: planId(day), rev: 1, at, day, provider: 'rules', capacityMinutes, capacityEvidence: [] };
}

/** Records a change of a task. Throws `not-found` when it is gone. */
export async function reviseTask(app: App, id: string, changes: Partial<PlanTaskFact>): Promise<void> {
  const task = await findTask(app, id);
  app.recorder.append({ ...task, ...changes, rev: task.rev + 1, at: app.clock.now() });
  await app.recorder.flush();
}

/** Ticks a task, or takes the tick back. Resolves to the task as it was. */
export async function tickTask(app: App, id: string, done: boolean): Promise<PlanTaskFact> {
  const task = await findTask(app, id);
  const { doneAt: _, ...open } = task;
  const at = app.clock.now();
  app.recorder.append({ ...open, rev: task.rev + 1, at, ...(done && { doneAt: task.doneAt ?? at }) });
  await app.recorder.flush();
  return task;
}

/** Puts a task before another of its day, or last: one fact, with an order between the two neighbours. */
export async function moveTask(app: App, id: string, before: string | null): Promise<void> {
  const task = await findTask(app, id);
  const others = (await app.read(getStoredPlan, { day: task.day })).tasks.filter((other) => other.id !== id);
  const at = before === null ? others.length : others.findIndex((other) => other.id === before);
  if (at < 0) throw taskGone(app);
  const next = others[at]?.order ?? (others[at - 1]?.order ?? 0) + 2;
  const previous = others[at - 1]?.order ?? next - 2;
  await reviseTask(app, id, { order: (previous + next) / 2 });
}

/** Changes the plan of a day: its learning goal or its reflection. @throws AppError `not-found` when there is none */
export async function revisePlan(app: App, day: Day, change: (plan: PlanFact) => PlanFact): Promise<void> {
  const { plan } = await app.read(getStoredPlan, { day });
  if (!plan) throw new AppError('not-found', app.t('There is no plan for {0}. Generate one first.', day));
  app.recorder.append({ ...change(plan), rev: plan.rev + 1, at: app.clock.now() });
  await app.recorder.flush();
}

/** @throws AppError `not-found` when it was deleted */
export async function findTask(app: App, id: string): Promise<PlanTaskFact> {
  const task = await app.read(getPlanTask, { id });
  if (!task) throw taskGone(app);
  return task;
}

function taskGone({ t }: App): AppError {
  return new AppError('not-found', t('That task no longer exists. It may have been deleted in another window.'));
}
