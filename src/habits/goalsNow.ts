import { isTimeMeasure } from '../core/views/goalNames.ts';
import { formatDuration } from '../core/base/format.ts';
import type { ListedTask } from '../core/insights/planInputs.ts';
import { internalQuery } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { daysBetween, minuteMs, weekdayOf, type Day } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { evidenceOfGoal } from './goalEvidence.ts';
import { goalSubjects, recordedFrom, type GoalBasis } from './goalQueries.ts';
import { goalsOf, restDaysOf } from './storedGoals.ts';
import type { Goal, RestDays } from './goals.ts';
import { goalTitle } from './goalTitle.ts';
import { valuesOf } from './measured.ts';
import { periodOf } from './periods.ts';
import { judgePeriods, type Outcome } from './progress.ts';

/** Progress of a goal in the period that today is in. */
export interface GoalNow extends Goal {
  readonly id: string;
  readonly title: string;
  /** Minutes, or a number, as the target of this period. */
  readonly value: number;
  readonly due: number;
  readonly outcome: Outcome;
}

/** A plan isn't a list of goals. */
const mostForPlan = 3;
/** Minutes of a plan's task for a goal. */
const [shortest, longest] = [15, 240];

/** Makes the queries for the goals that count today. They read no more than the present periods, and nothing if there is no goal. */
export function goalsNowQueries(basis: GoalBasis) {
  return {
    now: internalQuery('goals.now', (read: Reading) => goalsNow(read, basis)),
    forPlan: internalQuery('goals.forPlan', (read: Reading, { day }: { readonly day: Day }) =>
      goalTasks(goalsNow(read, basis), { day, today: presentDay(read), rests: restDaysOf(read) }, read.t),
    ),
  };
}

function goalsNow(read: Reading, basis: GoalBasis): GoalNow[] {
  const today = presentDay(read);
  const active = goalsOf(read).filter(
    ({ status, firstDay, lastDay }) => status === 'active' && firstDay <= today && (lastDay ?? today) >= today,
  );
  if (active.length === 0) return [];
  const known = recordedFrom(read);
  const begins = active.map(({ firstDay, period }) => latest(firstDay, known, periodOf(today, period).from));
  const totals = basis.totals.since(
    read,
    begins.reduce((first, day) => (day < first ? day : first), today),
  );
  const rests = restDaysOf(read);
  const subjectOf = goalSubjects(read, basis, totals);
  return active.flatMap((goal, at): GoalNow[] => {
    const judged = { ...goal, firstDay: begins[at] ?? today };
    const last = judgePeriods(judged, {
      values: valuesOf(judged, totals, { read, tasksDone: basis.tasksDone }),
      rests,
      today,
    }).at(-1);
    if (!last) return [];
    const title = goalTitle(goal, subjectOf(goal), read.t);
    return [{ ...goal, title, value: last.value, due: last.target, outcome: last.outcome }];
  });
}

function latest(...days: readonly [Day, ...Day[]]): Day {
  return days.reduce((last, day) => (day > last ? day : last));
}

interface Planning {
  /** The day of the plan. */
  readonly day: Day;
  readonly today: Day;
  readonly rests: readonly RestDays[];
}

/**
 * Returns tasks toward goals of at least some time for something, with an even share of what is left in the period. Days off and weekdays
 * that don't count have none.
 */
export function goalTasks(goals: readonly GoalNow[], { day, today, rests }: Planning, t: Reading['t']): ListedTask[] {
  const isDue = (goal: Goal, one: Day) =>
    goal.weekdays.includes(weekdayOf(one)) && !rests.some(({ from, to }) => one >= from && one <= to);
  const shares = goals.flatMap((goal) => {
    const { to } = periodOf(day, goal.period);
    const hasSubject = isTimeMeasure(goal.measure) && goal.measure !== 'time';
    if (!hasSubject || goal.direction !== 'atLeast' || !isDue(goal, day) || (goal.lastDay ?? day) < day) return [];
    const isSamePeriod = today >= periodOf(day, goal.period).from;
    const left = isSamePeriod ? goal.due - goal.value : goal.target;
    const days = daysBetween(day, to).filter((one) => isDue(goal, one)).length;
    return left > 0 ? [{ goal, left, minutes: left / days }] : [];
  });
  return shares
    .sort((a, b) => b.minutes - a.minutes)
    .slice(0, mostForPlan)
    .map(({ goal: { id, title, project }, left, minutes }) => ({
      title: t('Work toward a goal: {0}', title),
      priority: 'medium',
      minutes: Math.min(longest, Math.max(shortest, Math.ceil(minutes / 5) * 5)),
      ...(project !== undefined && { project }),
      evidence: [evidenceOfGoal(id, t('A goal of yours, {0} left', formatDuration(left * minuteMs, t)))],
    }));
}
