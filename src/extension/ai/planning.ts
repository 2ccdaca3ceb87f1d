import { l10n } from 'vscode';
import type * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import { addDays, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { civilDay } from '../../core/facts/plans.ts';
import type { CallOrigin } from './modelChoice.ts';
import type { AuthoredPlan } from './plans.ts';
import type { Services } from '../services.ts';
import type { StoredPlan } from '../../planning/planQueries.ts';
import { addTask, afterLast, planId, plans, planTasks } from '../../planning/plans.ts';
import { taskOfPlan } from '../../planning/tasks/planLinks.ts';

/** The day that "Generate Plan" makes a plan for, by the setting `daymark.plan.for`. */
export function planDay({ readOptions, settings }: Services): Day {
  const today = presentDay(readOptions());
  return settings.get('plan.for') === 'today' ? today : addDays(today, 1);
}

/** Options for making a plan. */
export interface PlanOptions {
  /** True if an existing plan may be replaced; tasks that were ticked or added by hand are kept anyway. */
  readonly replace: boolean;
  /** Default: that of `planDay`. */
  readonly day?: Day;
  readonly by?: CallOrigin;
  readonly signal?: AbortSignal;
}

/** A new plan; `failure` gives the reason if the chosen model did not make it. */
export interface NewPlan {
  readonly day: Day;
  readonly tasks: number;
  readonly failure?: AppError;
}

/**
 * Makes a plan by the chosen model or the built-in rules, and records it.
 * @throws AppError `plan-exists` if there is one and it may not be replaced
 */
export async function generatePlan(services: Services, making: PlanOptions): Promise<NewPlan> {
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
  // Read again after the model's answer, since tasks may have been ticked or added in the meantime.
  const stored = await services.read('plan.stored', { day });
  const tasks = await recordPlan(services, { ...drafted, stored });
  services.dashboard.planMade(day);
  return { day, tasks, ...(drafted.failure && { failure: drafted.failure }) };
}

interface DraftedPlan extends Pick<AuthoredPlan, 'inputs' | 'draft' | 'provider'> {
  readonly stored: StoredPlan;
}

async function recordPlan(services: Services, plan: DraftedPlan): Promise<number> {
  const { inputs, draft, stored, provider } = plan;
  const tasks = services.records(planTasks);
  const kept = stored.tasks.filter((task) => task.doneAt !== undefined || task.source === 'user');
  for (const task of stored.tasks) if (!kept.includes(task)) await tasks.remove(task.id);
  await services.records(plans).put(stored.plan?.id ?? planId(inputs.day), planValues(plan));
  const titles = new Set(kept.map((task) => task.title));
  const links = new Set(kept.map(({ evidence }) => taskOfPlan(evidence)));
  const isThere = ({ title, evidence }: (typeof draft.tasks)[number]): boolean => {
    const link = taskOfPlan(evidence);
    return titles.has(title) || (link !== undefined && links.has(link));
  };
  const added = draft.tasks.filter((task) => !isThere(task));
  const first = afterLast(kept);
  for (const [index, task] of added.entries()) {
    await addTask(services, inputs.day, { ...task, sort: first + index, source: provider });
  }
  return kept.length + added.length;
}

function planValues({
  inputs,
  draft,
  provider,
  stored: { plan: previous },
}: DraftedPlan): z.input<typeof plans.schema> {
  return {
    ...civilDay(inputs.day),
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
