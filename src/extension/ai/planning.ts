import { l10n } from 'vscode';
import { AppError } from '../../core/base/appError.ts';
import { addDays, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { PlanFact } from '../../core/facts/facts.ts';
import type { By } from './modelChoice.ts';
import type { Drafted } from './plans.ts';
import type { Services } from '../services.ts';
import type { StoredPlan } from '../../planning/planQueries.ts';
import { planId } from '../../planning/plans.ts';
import { taskOfPlan } from '../../planning/tasks/planLinks.ts';

/** The day that "Generate Plan" makes a plan for, by the setting `daymark.plan.for`. */
export function planDay({ readOptions, settings }: Services): Day {
  const today = presentDay(readOptions());
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
  const before = await services.read('plan.stored', { day });
  if (before.plan && !replace) {
    throw new AppError('plan-exists', l10n.t('There is already a plan for {0}.', day));
  }
  const { draftPlan } = await import('./plans.ts');
  const drafted = await draftPlan(services, { day, by }, signal);
  if (drafted.ungrounded > 0) {
    services.log.warn(`${drafted.ungrounded} plan items were dropped: they cite no known evidence`);
  }
  // A model takes its time: what was ticked or added meanwhile is kept too.
  const stored = await services.read('plan.stored', { day });
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
  const links = new Set(kept.map(({ evidence }) => taskOfPlan(evidence)));
  const isThere = ({ title, evidence }: (typeof draft.tasks)[number]): boolean => {
    const link = taskOfPlan(evidence);
    return titles.has(title) || (link !== undefined && links.has(link));
  };
  const added = draft.tasks.filter((task) => !isThere(task));
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
