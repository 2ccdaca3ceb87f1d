import { compareText } from '../core/base/compareText.ts';
import { languageName } from '../core/base/languageName.ts';
import { isTimeMeasure } from '../core/views/goalNames.ts';
import * as z from 'zod';
import { fullName } from '../core/categories/categories.ts';
import { readCategories } from '../core/categories/categoryRecords.ts';
import type { Translate } from '../core/base/translate.ts';
import type { ActivityKind } from '../core/facts/activity.ts';
import type { DailyTotals, DayTotals } from '../core/facts/dailyTotals.ts';
import { query } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { addDays, type Day } from '../core/time/days.ts';
import { presentDay, userDay } from '../core/time/presentDay.ts';
import { hasSubject, type Goal, type RestDays } from './goals.ts';
import { goalTitle } from './goalTitle.ts';
import { goalsView, periodsShown, type GoalsView, type GoalView } from './goalViews.ts';
import { valuesOf, type TasksDone } from './measured.ts';
import { periodOf } from './periods.ts';
import { judgePeriods } from './progress.ts';
import { goalsOf, restDaysOf, type StoredGoal } from './storedGoals.ts';
import { fittingTarget, streaksOf } from './streaks.ts';

/** Reads what goals rest on: names of projects as people call them. */
export interface GoalBasis {
  readonly totals: DailyTotals;
  readonly tasksDone: TasksDone;
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
  readonly kindLabel: (kind: ActivityKind, t: Translate) => string;
}

/** Coding days look back on whole weeks, as the calendar of the year does. */
const codingDaysBack = 53 * 7;
/** The number of days whose projects and languages a new goal can choose. */
const choiceDays = 90;
const choicesAtMost = 30;
/** A day with less was no day of work; as for the score. */
const codingMinutes = 15;

/** Makes the query for goals; the catalog hands in the totals, which are another room's. */
export function goalsQuery(basis: GoalBasis) {
  return query('goals.get', {
    title: 'Goals',
    description:
      'The goals that the user set, with progress, consistency, and streaks; planned days off; and coding days.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ archived: z.boolean().default(false).describe('Also return archived goals.') }),
    result: goalsView,
    prepare: (read) => basis.totals.prepare(read, firstDay(read, goalsOf(read))),
    run: (read, { archived }) => goalsViewOf(read, basis, archived),
  });
}

/** The first requested day, but not before the first fact, since earlier days are unknown. */
function firstDay(read: Reading, stored: readonly Goal[]): Day {
  const oldest = addDays(presentDay(read), -codingDaysBack);
  const wanted = stored.reduce((first, { firstDay: day }) => (day < first ? day : first), oldest);
  const known = recordedFrom(read);
  return known > wanted ? known : wanted;
}

/** Returns the day of the first fact; today if there is none. */
export function recordedFrom(read: Reading): Day {
  const first = read.reader.firstInstant();
  const today = presentDay(read);
  const day = first === undefined ? today : userDay(read, first);
  return day < today ? day : today;
}

function goalsViewOf(read: Reading, basis: GoalBasis, archived: boolean): GoalsView {
  const all = goalsOf(read);
  const stored = all.filter(({ status }) => archived || status === 'active');
  const today = presentDay(read);
  const { tasksDone } = basis;
  const totals = basis.totals.since(read, firstDay(read, stored));
  const rests = restDaysOf(read);
  const known = recordedFrom(read);
  const roots = totals.flatMap(({ by }) => [...by.project.keys()]);
  const nameOf = namer(read, basis, new Set([...roots, ...stored.flatMap((goal) => goal.project ?? [])]));
  return {
    goals: stored.map((goal) => viewOf(goal, { read, totals, rests, today, known, nameOf, tasksDone })),
    hasArchived: all.some(({ status }) => status === 'archived'),
    restDays: rests.filter(({ to }) => to >= addDays(today, -8 * 7)),
    codingDays: codingDaysOf(read.goals.workdays, totals, { rests, today }),
    workdays: [...read.goals.workdays],
    choices: { ...choicesOf(totals, today, nameOf), categories: categoriesOf(read) },
  };
}

type NameOf = (measure: 'project' | 'language' | 'kind' | 'category', id: string) => string;

/** @param roots of all projects that may be named */
function namer({ reader, t }: Reading, basis: GoalBasis, roots: ReadonlySet<string>): NameOf {
  const nameOf = basis.projectNames(roots);
  return (measure, id) => {
    if (measure === 'project') return nameOf(id);
    if (measure === 'kind') return basis.kindLabel(id as ActivityKind, t);
    if (measure === 'language') return languageName(id);
    return fullName(readCategories(reader, t).categories, id) || t('a deleted category');
  };
}

interface GoalContext {
  readonly read: Reading;
  readonly totals: readonly DayTotals[];
  readonly rests: readonly RestDays[];
  readonly today: Day;
  /** The day of the first fact. */
  readonly known: Day;
  readonly tasksDone: TasksDone;
  readonly nameOf: NameOf;
}

function viewOf({ status, ...goal }: StoredGoal, { read, totals, tasksDone, ...judging }: GoalContext): GoalView {
  const { rests, today, known, nameOf } = judging;
  const judged = goal.firstDay < known ? { ...goal, firstDay: known } : goal;
  const results = judgePeriods(judged, { values: valuesOf(judged, totals, { read, tasksDone }), rests, today });
  const { current, longest, consistency, results: shown } = streaksOf(results, goal.period);
  const last = shown.at(-1);
  const isNow = last !== undefined && last.to >= today && (goal.lastDay === undefined || goal.lastDay >= today);
  const fitting = fittingTarget(results, goal, isTimeMeasure(goal.measure) ? 15 : 1);
  return {
    ...goal,
    title: goalTitle(goal, subjectOf(goal, nameOf), read.t),
    archived: status === 'archived',
    ...(isNow && { now: { value: last.value, target: last.target, outcome: last.outcome } }),
    consistency,
    streak: { current, longest },
    recent: shown.slice(-periodsShown).map(({ from, to, value, outcome }) => ({ from, to, value, outcome })),
    ...(fitting !== undefined && { fitting }),
  };
}

/** Returns a function that names what a goal is for; undefined for all time and counts. */
export function goalSubjects(read: Reading, basis: GoalBasis, totals: readonly DayTotals[]) {
  const roots = totals.flatMap(({ by }) => [...by.project.keys()]);
  const nameOf = namer(read, basis, new Set([...roots, ...goalsOf(read).flatMap(({ project }) => project ?? [])]));
  return (goal: Goal): string | undefined => subjectOf(goal, nameOf);
}

function subjectOf({ measure, project, subject }: Goal, nameOf: NameOf): string | undefined {
  if (measure !== 'project' && !hasSubject(measure)) return undefined;
  return nameOf(measure, (measure === 'project' ? project : subject) ?? '');
}

function codingDaysOf(
  workdays: readonly number[],
  totals: readonly DayTotals[],
  { rests, today }: Pick<GoalContext, 'rests' | 'today'>,
): GoalsView['codingDays'] {
  const worked = totals.find(({ totalMs }) => totalMs > 0)?.day;
  if (worked === undefined || workdays.length === 0) return { current: 0, longest: 0, consistency: { met: 0, due: 0 } };
  const oldest = periodOf(addDays(today, -codingDaysBack), 'week').from;
  const goal: Goal = {
    measure: 'time',
    direction: 'atLeast',
    target: codingMinutes,
    period: 'day',
    weekdays: [...workdays],
    firstDay: worked > oldest ? worked : oldest,
  };
  const values = new Map(totals.map(({ day, totalMs }) => [day, totalMs / 60_000]));
  const { current, longest, consistency } = streaksOf(judgePeriods(goal, { values, rests, today }), 'day');
  return { current, longest, consistency };
}

function categoriesOf({ reader, t }: Reading): GoalsView['choices']['categories'] {
  const { categories } = readCategories(reader, t);
  return categories.map(({ id }) => ({ id, name: fullName(categories, id) }));
}

function choicesOf(totals: readonly DayTotals[], today: Day, nameOf: NameOf): Omit<GoalsView['choices'], 'categories'> {
  const lately = totals.filter(({ day }) => day > addDays(today, -choiceDays));
  const most = (measure: 'project' | 'language') => {
    const sums = new Map<string, number>();
    for (const { by } of lately) for (const [id, ms] of by[measure]) sums.set(id, (sums.get(id) ?? 0) + ms);
    return [...sums]
      .filter(([id, ms]) => id !== '' && ms > 0)
      .sort(([a, msOfA], [b, msOfB]) => msOfB - msOfA || compareText(a, b))
      .slice(0, choicesAtMost)
      .map(([id]) => ({ id, name: nameOf(measure, id) }));
  };
  return { projects: most('project'), languages: most('language') };
}
