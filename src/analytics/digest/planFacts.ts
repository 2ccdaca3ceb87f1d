import { addDays } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { PlannedTask } from '../../core/facts/plans.ts';
import { estimateRatioOf } from '../plan/estimates.ts';
import { durationOf } from '../segment.ts';
import { groupBy, inDays, inWords, minutesOf, percent, shareOf, sum, tenths } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';

/** A task that was planned on this many days and never done is carried from plan to plan. */
const carriedDays = 3;
const mostCarried = 3;

/** Facts about finished plans, tasks that are carried over, and estimates compared with actual time. */
export const planFacts: DigestPart = (measured) => {
  const first = measured.days[0]?.[0] ?? measured.history.today;
  // Today's plan is not over.
  const tasks = measured.history.rows.planTasks.filter(({ day }) => day >= first && day < measured.history.today);
  if (tasks.length === 0) return [];
  return [doneFact(tasks, measured), ...carriedFacts(tasks, measured), ...estimateFact(measured)];
};

function doneFact(tasks: readonly PlannedTask[], measured: DigestInput): DigestFact {
  const { context, history } = measured;
  const byDay = groupBy(tasks, ({ day }) => day);
  const done = tasks.filter(({ doneAt }) => doneAt !== undefined);
  const planned = sum(tasks.map(({ minutes }) => minutes));
  const worked = sum([...byDay.keys()].map((day) => durationOf(history.byDay.get(day) ?? [])));
  const values = {
    days: byDay.size,
    tasks: tasks.length,
    done: done.length,
    doneShare: shareOf(done.length, tasks.length),
    plannedMinutes: planned,
    workedMinutes: minutesOf(worked),
  };
  const text = context.t(
    '{0} of {1} planned tasks done ({2} %) on {3}; {4} planned, {5} worked in that time',
    values.done,
    values.tasks,
    percent(values.doneShare),
    inDays(values.days, context),
    inWords(planned, context),
    inWords(values.workedMinutes, context),
  );
  return { id: 'plan', topic: 'plan', weight: 65, names: {}, labels: {}, values, text };
}

function carriedFacts(tasks: readonly PlannedTask[], { context }: DigestInput): DigestFact[] {
  const byTitle = groupBy(tasks, ({ title }) => title.trim().toLowerCase());
  return [...byTitle.values()]
    .map((same) => ({ same, days: new Set(same.map(({ day }) => day)).size }))
    .filter(({ same, days }) => days >= carriedDays && same.every(({ doneAt }) => doneAt === undefined))
    .sort((a, b) => b.days - a.days)
    .slice(0, mostCarried)
    .map(({ same, days }): DigestFact => {
      const { title } = same[0] as PlannedTask;
      const text = context.t('"{0}": planned on {1} days and never done', title, days);
      const labels = { about: isReview(title) ? 'review' : 'carried' };
      return {
        id: `carried:${title}`,
        topic: 'plan',
        weight: 35 + 3 * days,
        names: { task: title },
        labels,
        values: { days },
        text,
      };
    });
}

/** Returns true if a title speaks of a review. */
export function isReview(title: string): boolean {
  return /\breview|\bpull request|\bmerge request|\b[PM]R\b/i.test(title);
}

function estimateFact(measured: DigestInput): DigestFact[] {
  const found = estimateRatioOf(measured.history, addDays(measured.history.today, -8 * 7));
  if (!found) return [];
  const { context } = measured;
  const values = { ratio: tenths(found.ratio), days: found.days, tasks: found.tasks };
  const text = context.t(
    'A planned hour took {0}, in {1} tasks on {2} days',
    inWords(Math.round(found.ratio * 60), context),
    values.tasks,
    values.days,
  );
  return [{ id: 'estimate', topic: 'estimate', weight: 60, names: {}, labels: {}, values, text }];
}
