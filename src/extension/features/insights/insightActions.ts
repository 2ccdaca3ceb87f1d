import { l10n } from 'vscode';
import { itemsOf } from '../../../ai/judgements.ts';
import type { NamedItem } from '../../../ai/judgements.ts';
import { AppError } from '../../../core/base/appError.ts';
import type { Priority } from '../../../core/facts/activity.ts';
import type { Day } from '../../../core/time/days.ts';
import type { Evidence } from '../../../core/facts/facts.ts';
import type { InsightsView, InsightVerdict } from '../../../core/insights/insights.ts';
import { analysisOf } from '../../ai/analyses.ts';
import { recordJudgement } from '../../ai/judgements.ts';
import type { Services } from '../../services.ts';
import { saveTask } from '../../../planning/plans.ts';
import { planDay } from '../../ai/planning.ts';
import { viewOf } from './insightsShown.ts';
import { taskTitle } from './insightTasks.ts';

/** The default estimate of a task made from an insight, in minutes. */
const taskMinutes = 30;

/** An item of a day. */
export interface ItemOfDay {
  readonly day: Day;
  readonly item: string;
}

/** Records what the person thinks of an item. @throws AppError `not-found` when it is gone */
export async function judge(
  services: Services,
  { day, item, verdict }: ItemOfDay & { readonly verdict: InsightVerdict | null },
): Promise<InsightsView> {
  await recordJudgement(services, await find(services, { day, item }), verdict);
  return viewOf(services, day);
}

/** Makes a task of an item; one that is in the plan already is left as it is. @throws AppError `not-found` */
export async function addToPlan(
  services: Services,
  { day, item, to = planDay(services) }: ItemOfDay & { readonly to?: Day | undefined },
): Promise<{ readonly id: string; readonly day: Day }> {
  const found = await find(services, { day, item });
  const title = taskTitle(found);
  const { tasks } = await services.read('plan.stored', { day: to });
  const there = tasks.find((task) => task.title === title);
  if (there) return { id: there.id, day: to };
  const task = { day: to, title, priority: priorityOf(found), minutes: taskMinutes };
  const { id } = await saveTask(services, task, { evidence: evidenceOf(found) });
  return { id, day: to };
}

async function find(services: Services, { day, item }: ItemOfDay): Promise<NamedItem> {
  const analysis = await analysisOf(services, day);
  const found = analysis && itemsOf(analysis).find(({ id }) => id === item);
  if (!found) throw new AppError('not-found', l10n.t('That insight no longer exists. There is a newer analysis.'));
  return found;
}

function priorityOf({ item }: NamedItem): Priority {
  return 'impact' in item ? item.impact : 'priority' in item ? item.priority : 'medium';
}

/** The item's evidence, and which of its numbers were not measured. */
function evidenceOf({ item: { evidence, flagged } }: NamedItem): Evidence[] {
  if (flagged.length === 0) return evidence;
  return [...evidence, { id: 'unverified', text: l10n.t('Not in what was measured: {0}', flagged.join(', ')) }];
}
