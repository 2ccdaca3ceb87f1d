import { asFailure } from '../../ai/failureText.ts';
import type { ClampedPlan } from '../../ai/clamp.ts';
import { payloadOf } from '../../ai/callModel.ts';
import { plannedByModel, plannedByRules, planQuestion } from '../../ai/planning.ts';
import type { PlanningInput } from '../../ai/planning.ts';
import type { AppError } from '../../core/base/appError.ts';
import type { Day } from '../../core/time/days.ts';
import type { PlanProvider } from '../../core/facts/facts.ts';
import type { PlannedTask } from '../../core/facts/plans.ts';
import type { PlanInputs } from '../../core/insights/planInputs.ts';
import { capacityBeside } from '../../planning/calendar/planCapacity.ts';
import { taskOfPlan } from '../../planning/tasks/planLinks.ts';
import { isForGoal } from '../../habits/goalEvidence.ts';
import type { Services } from '../services.ts';
import { openDesk, previewProvider } from './aiDesk.ts';
import { isModelChosen, type CallOrigin } from './modelChoice.ts';
import { readDigestNow, readKept } from './analyses.ts';

/** A plan that was drafted, and by whom. */
export interface AuthoredPlan extends ClampedPlan {
  readonly inputs: PlanInputs;
  readonly provider: PlanProvider;
  /** Reason why the chosen model did not make it. */
  readonly failure?: AppError;
}

/** Drafts the plan of a day: by the chosen model, or else by the built-in rules. Records nothing. */
export async function draftPlan(
  services: Services,
  { day, by }: { day: Day; by: CallOrigin },
  signal: AbortSignal,
): Promise<AuthoredPlan> {
  const inputs = await readInputs(services, day);
  const byRules = () => ({ ...plannedByRules(inputs, services.t), inputs, provider: 'rules' }) as const;
  if (!isModelChosen(services)) return byRules();
  try {
    const desk = await openDesk(services, by);
    const input = await planningInput(services, inputs);
    const names = services.settings.get('ai.names');
    const plan = await plannedByModel(input, { desk, names }, signal);
    // A model that gives no evidence for any task has made no plan.
    if (plan.draft.tasks.length === 0) return byRules();
    return { ...plan, inputs, provider: desk.provider.id };
  } catch (error) {
    const failure = asFailure(error, services.t);
    services.log.warn(`plan: ${failure.code}`);
    return { ...byRules(), failure };
  }
}

/** Returns what planning a day would send now, with the chosen model. */
export async function planPayload(services: Services, day: Day): Promise<string> {
  const input = await planningInput(services, await readInputs(services, day));
  const { ask } = planQuestion(input, services.settings.get('ai.names'));
  return payloadOf(await previewProvider(services), ask);
}

async function readInputs({ read, settings, t }: Services, day: Day): Promise<PlanInputs> {
  const measured = await read('plan.inputs', { day });
  const isListed = ({ evidence }: PlannedTask): boolean => taskOfPlan(evidence) !== undefined;
  // Tasks that the last plan took from the list are read from the list, where they may have been done, changed, or deleted since.
  const planned = measured.unfinished.filter(isListed).flatMap(({ evidence }) => evidence.map(({ id }) => id));
  // Goals come after the tasks that a person wrote, and are read again for each plan.
  const listed = [...(await read('tasks.forPlan', { day, planned })), ...(await read('goals.forPlan', { day }))];
  const unfinished = measured.unfinished.filter((task) => !isListed(task) && !isForGoal(task.evidence));
  const inputs = { ...measured, listed, unfinished };
  const capacity = capacityBeside(measured, await read('calendar.taken', { day }), t);
  return { ...inputs, ...capacity, interests: settings.get('plan.learningInterests') };
}

async function planningInput(services: Services, inputs: PlanInputs): Promise<PlanningInput> {
  const { settings, t } = services;
  const [digest, { analyses }] = await Promise.all([readDigestNow(services), readKept(services)]);
  const preferences = {
    workingHours: settings.get('plan.workingHours'),
    focusTime: settings.get('plan.focusTime'),
    interests: settings.get('plan.learningInterests'),
  };
  return { inputs, digest, analysis: analyses.at(-1), preferences, t };
}
