import { l10n } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { PlannedTask } from '../../../core/facts/plans.ts';
import { minuteMs, type Day } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { planDay } from '../../ai/planning.ts';
import type { Services } from '../../services.ts';

/** Open tasks of the plan of a day. */
export interface OpenPlan {
  readonly day: Day;
  readonly tasks: readonly PlannedTask[];
}

/** Returns today's plan if it has open tasks, or else that of the day for which plans are made. @throws AppError `not-found` without any */
export async function openPlan(services: Services): Promise<OpenPlan> {
  const today = presentDay(services.readOptions());
  for (const day of [today, planDay(services)]) {
    const tasks = (await services.read('plan.stored', { day })).tasks.filter(({ doneAt }) => doneAt === undefined);
    if (tasks.length > 0) return { day, tasks };
  }
  throw new AppError('not-found', l10n.t('There is no plan with open tasks. Generate one first.'));
}

/** Says how much of a plan there was no time for; empty if it all fits. */
export function leftText(minutes: number, { t }: Pick<Services, 't'>): string {
  if (minutes <= 0) return '';
  return l10n.t('{0} of it did not fit into your free time.', formatDuration(minutes * minuteMs, t));
}
