import { addDays, hourMs } from '../core/time/days.ts';
import type { Day } from '../core/time/days.ts';
import type { PlannedTask } from '../core/facts/plans.ts';
import { durationInWords } from '../core/base/format.ts';
import type { PlanInputs } from '../core/insights/planInputs.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { Context } from './context.ts';
import { githubWorkOf } from './collaboration/githubWork.ts';
import { branchesOf } from './plan/branches.ts';
import { brokenFilesOf } from './plan/brokenFiles.ts';
import { capacityOf } from './plan/capacity.ts';
import { estimateRatioOf } from './plan/estimates.ts';
import { failingRunsOf } from './plan/failingRuns.ts';
import { historyWeeks, openDays, readHistory } from './plan/history.ts';
import type { PlanHistory } from './plan/history.ts';
import { lastDayOf } from './plan/lastDay.ts';
import { languagesOf, repeatedErrorsOf } from './plan/learning.ts';

/**
 * Returns the measurements that a plan for `day` can use, each with its evidence: the last eight weeks for usual values, the last two for
 * what is still open.
 */
export function readPlanInputs(reader: ActivityReader, day: Day, context: Context): PlanInputs {
  const history = readHistory(reader, day, context);
  const lastDay = lastDayOf(history, context.t);
  return {
    day,
    ...capacityOf(history, context),
    unfinished: unfinishedBefore(day, reader.planTasks(addDays(day, -openDays), addDays(day, -1))),
    branches: branchesOf(history, context.t),
    brokenFiles: brokenFilesOf(history, context),
    failingRuns: failingRunsOf(history, context),
    languages: languagesOf(history, context),
    repeatedErrors: repeatedErrorsOf(history, context),
    ...(lastDay && { lastDay }),
    ...estimatesOf(history, context),
    github: githubWorkOf(reader, context),
  };
}

/** Open tasks of the last day before `day` that had any, in their order; older ones were left behind by a later plan. */
function unfinishedBefore(day: Day, tasks: readonly PlannedTask[]): PlannedTask[] {
  const before = tasks.filter((task) => task.day < day);
  const last = before.reduce((latest, task) => (task.day > latest ? task.day : latest), '');
  return before.filter((task) => task.day === last && task.doneAt === undefined);
}

function estimatesOf(history: PlanHistory, { t }: Context): Pick<PlanInputs, 'estimates'> {
  const found = estimateRatioOf(history, addDays(history.today, -7 * historyWeeks));
  if (!found) return {};
  const { ratio, days, tasks } = found;
  const text = t('A planned hour took {0}, in {1} tasks on {2} days', durationInWords(ratio * hourMs, t), tasks, days);
  return { estimates: { ratio, evidence: [{ id: 'estimate', text }] } };
}
