import { l10n } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { TaskInput } from '../../../core/views/contract.ts';
import { addDays, dayOf, type Day } from '../../../core/time/days.ts';
import type { Evidence, PlanFact, PlanTaskFact } from '../../../core/facts/facts.ts';
import type { By } from '../../ai/modelChoice.ts';
import type { Drafted } from '../../ai/plans.ts';
import type { Services } from '../../services.ts';
import type { StoredPlan } from '../../worker/protocol.ts';

/** The day that "Generate Plan" makes a plan for, by the setting `daymark.plan.for`. */
export function planDay({ clock, settings }: Services): Day {
  const now = clock.now();
  const today = dayOf(now, clock.utcOffset(now), settings.timeRules.dayStartsAt);
  return settings.get('plan.for') === 'today' ? today : addDays(today, 1);
}

/** How a plan is made. */
export interface Making {
  /** Whether a plan that is there may be replaced; what was ticked or added by hand is kept all the same. */
  readonly replace: boolean;
  /** Default: that of `planDay`. */
  readonly day?: Day;
  readonly by?: By;
  readonly signal?: AbortSignal;
}

/** A plan that was made; `failure` tells why the chosen model did not make it. */
export interface MadePlan {
  readonly day: Day;
  readonly tasks: number;
  readonly failure?: AppError;
}

/**
 * Makes a plan by the chosen model or the built-in rules, and records it.
 * @throws AppError `plan-exists` when there is one and it may not be replaced
 */
export async function generatePlan(services: Services, making: Making): Promise<MadePlan> {
  const { replace, day = planDay(services), by = 'user', signal = new AbortController().signal } = making;
  const before = await services.read('plan', { day });
  if (before.plan && !replace) {
    throw new AppError('plan-exists', l10n.t('There is already a plan for {0}.', day));
  }
  const { draftPlan } = await import('../../ai/plans.ts');
  const drafted = await draftPlan(services, { day, by }, signal);
  if (drafted.ungrounded > 0) {
    services.log.warn(`${drafted.ungrounded} plan items were dropped: they cite no known evidence`);
  }
  // A model takes its time: what was ticked or added meanwhile is kept too.
  const stored = await services.read('plan', { day });
  const tasks = recordPlan(services, { ...drafted, stored });
  await services.recorder.flush();
  services.dashboard.planMade(day);
  return { day, tasks, ...(drafted.failure && { failure: drafted.failure }) };
}

interface Made extends Pick<Drafted, 'inputs' | 'draft' | 'provider'> {
  readonly stored: StoredPlan;
}

function recordPlan(services: Services, made: Made): number {
  const { recorder, clock } = services;
  const { inputs, draft, stored, provider } = made;
  const at = clock.now();
  const kept = stored.tasks.filter((task) => task.doneAt !== undefined || task.source === 'user');
  for (const task of stored.tasks) {
    if (!kept.includes(task)) recorder.append({ ...task, rev: task.rev + 1, at, deleted: true });
  }
  recorder.append(planFact(made, at));
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
      source: provider,
    });
  });
  return kept.length + added.length;
}

function planFact({ inputs, draft, provider, stored: { plan: previous } }: Made, at: number): PlanFact {
  return {
    type: 'plan',
    id: planId(inputs.day),
    rev: (previous?.rev ?? 0) + 1,
    at,
    day: inputs.day,
    provider,
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

/**
 * Records a new or changed task; resolves to its id. A task for a day without a plan makes an empty plan for it.
 * @param evidence of a new one, where it rests on something
 */
export async function saveTask(
  services: Services,
  input: TaskInput,
  evidence: readonly Evidence[] = [],
): Promise<{ id: string }> {
  const { recorder, clock } = services;
  const { id, link, ...fields } = input;
  if (id !== undefined) {
    const task = link === undefined ? undefined : await services.read('planTask', { id });
    await reviseTask(services, id, { ...fields, ...(task && { evidence: withLink(task.evidence, link) }) });
    return { id };
  }
  const at = clock.now();
  const stored = await services.read('plan', { day: input.day });
  if (!stored.plan) recorder.append(emptyPlan(services, input.day, at));
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
