import { l10n } from 'vscode';
import { AppError } from '../../../shared/appError.ts';
import type { TaskInput } from '../../../shared/contract.ts';
import { addDays, dayOf, type Day } from '../../../shared/days.ts';
import type { PlanFact, PlanTaskFact } from '../../../shared/facts.ts';
import type { PlanDraft, PlanInputs } from '../../../shared/planInputs.ts';
import { clampPlan } from '../../../ai/clamp.ts';
import { planByRules } from '../../../ai/rules/planner.ts';
import type { Services } from '../../services.ts';
import type { StoredPlan } from '../../worker/protocol.ts';

/** The day that "Generate Plan" makes a plan for, by the setting `daymark.plan.for`. */
export function planDay({ clock, settings }: Services): Day {
  const now = clock.now();
  const today = dayOf(now, clock.utcOffset(now), settings.timeRules.dayStartsAt);
  return settings.get('plan.for') === 'today' ? today : addDays(today, 1);
}

/**
 * Makes the plan of `planDay` with the built-in rules and records it.
 * @param replace whether a plan that is there may be replaced; what was ticked or added by hand is kept all the same
 * @throws AppError `plan-exists` when there is one and it may not be replaced
 */
export async function generatePlan(services: Services, replace: boolean): Promise<{ day: Day; tasks: number }> {
  const day = planDay(services);
  const stored = await services.read('plan', { day });
  if (stored.plan && !replace) {
    throw new AppError('plan-exists', l10n.t('There is already a plan for {0}.', day));
  }
  const inputs = await services.read('planInputs', { ...services.readOptions(), day });
  const { draft, ungrounded } = clampPlan(planByRules(inputs, services.t), inputs, services.t);
  if (ungrounded > 0) services.log.warn(`${ungrounded} plan items were dropped: they cite no known evidence`);
  const tasks = recordPlan(services, { inputs, draft, stored });
  await services.recorder.flush();
  return { day, tasks };
}

function recordPlan(services: Services, made: { inputs: PlanInputs; draft: PlanDraft; stored: StoredPlan }): number {
  const { recorder, clock } = services;
  const { inputs, draft, stored } = made;
  const at = clock.now();
  const kept = stored.tasks.filter((task) => task.doneAt !== undefined || task.source === 'user');
  for (const task of stored.tasks) {
    if (!kept.includes(task)) recorder.append({ ...task, rev: task.rev + 1, at, deleted: true });
  }
  recorder.append(planFact({ inputs, draft, at }, stored.plan));
  const titles = new Set(kept.map((task) => task.title));
  const added = draft.tasks.filter((task) => !titles.has(task.title));
  const first = Math.max(0, ...kept.map((task) => task.order)) + 1;
  added.forEach((task, index) => {
    const id = recorder.nextId();
    recorder.append({
      ...task,
      type: 'planTask',
      id,
      rev: 1,
      at,
      day: inputs.day,
      order: first + index,
      source: 'rules',
    });
  });
  return kept.length + added.length;
}

function planFact(made: { inputs: PlanInputs; draft: PlanDraft; at: number }, previous?: PlanFact): PlanFact {
  const { inputs, draft, at } = made;
  return {
    type: 'plan',
    id: planId(inputs.day),
    rev: (previous?.rev ?? 0) + 1,
    at,
    day: inputs.day,
    provider: 'rules',
    capacityMinutes: inputs.capacityMinutes,
    capacityEvidence: inputs.capacityEvidence,
    ...(draft.learning && { learning: { ...draft.learning, done: false } }),
    // An answer that was given is the user's: the question it answers stays with it.
    ...(previous?.reflection?.answer
      ? { reflection: previous.reflection }
      : draft.reflection && { reflection: { ...draft.reflection, answer: '' } }),
  };
}

export function planId(day: Day): string {
  return `plan:${day}`;
}

/** Records a new or changed task; resolves to its id. A task for a day without a plan makes an empty plan for it. */
export async function saveTask(services: Services, input: TaskInput): Promise<{ id: string }> {
  const { recorder, clock } = services;
  const { id, ...fields } = input;
  if (id !== undefined) {
    await reviseTask(services, id, fields);
    return { id };
  }
  const at = clock.now();
  const stored = await services.read('plan', { day: input.day });
  if (!stored.plan) recorder.append(emptyPlan(services, input.day, at));
  const order = Math.max(0, ...stored.tasks.map((task) => task.order)) + 1;
  const made = recorder.nextId();
  recorder.append({ type: 'planTask', id: made, rev: 1, at, ...fields, order, source: 'user', evidence: [] });
  await recorder.flush();
  return { id: made };
}

function emptyPlan({ settings }: Services, day: Day, at: number): PlanFact {
  const capacityMinutes = Math.round(settings.goals.hoursPerDay * 60);
  return { type: 'plan', id: planId(day), rev: 1, at, day, provider: 'rules', capacityMinutes, capacityEvidence: [] };
}

/** Records a change of a task. Throws `not-found` when it is gone. */
export async function reviseTask(services: Services, id: string, changes: Partial<PlanTaskFact>): Promise<void> {
  const task = await services.read('planTask', { id });
  if (!task) throw new AppError('not-found', l10n.t('That task is gone. It may have been deleted in another window.'));
  services.recorder.append({ ...task, ...changes, rev: task.rev + 1, at: services.clock.now() });
  await services.recorder.flush();
}

/** Ticks a task, or takes the tick back. */
export async function tickTask(services: Services, id: string, done: boolean): Promise<void> {
  const task = await services.read('planTask', { id });
  if (!task) throw new AppError('not-found', l10n.t('That task is gone. It may have been deleted in another window.'));
  const { doneAt: _, ...open } = task;
  const at = services.clock.now();
  services.recorder.append({ ...open, rev: task.rev + 1, at, ...(done && { doneAt: task.doneAt ?? at }) });
  await services.recorder.flush();
}

/** Puts a task before another of its day, or last: one fact, with an order between the two neighbours. */
export async function moveTask(services: Services, id: string, before: string | null): Promise<void> {
  const task = await services.read('planTask', { id });
  if (!task) throw new AppError('not-found', l10n.t('That task is gone. It may have been deleted in another window.'));
  const others = (await services.read('plan', { day: task.day })).tasks.filter((other) => other.id !== id);
  const at = before === null ? others.length : others.findIndex((other) => other.id === before);
  if (at < 0) throw new AppError('not-found', l10n.t('That task is gone. It may have been deleted in another window.'));
  const next = others[at]?.order ?? (others[at - 1]?.order ?? 0) + 2;
  const previous = others[at - 1]?.order ?? next - 2;
  await reviseTask(services, id, { order: (previous + next) / 2 });
}

/** Changes the plan of a day: the tick of its learning goal, or the answer to its question. */
export async function revisePlan(services: Services, day: Day, change: (plan: PlanFact) => PlanFact): Promise<void> {
  const { plan } = await services.read('plan', { day });
  if (!plan) throw new AppError('not-found', l10n.t('There is no plan for {0}. Generate one first.', day));
  services.recorder.append({ ...change(plan), rev: plan.rev + 1, at: services.clock.now() });
  await services.recorder.flush();
}
