import type { Translate } from '../../core/base/translate.ts';
import type { DayTotals } from '../../core/facts/dailyTotals.ts';
import { addDays, hourMs, minuteMs, weekdayOf, type Day } from '../../core/time/days.ts';
import type { RestDays } from '../goals.ts';

/** Basis of milestones. Lists of days are sorted; a repeated day counts twice. */
export interface MilestoneFacts {
  readonly totals: readonly DayTotals[];
  readonly today: Day;
  readonly workdays: readonly number[];
  /** The hours of a full day, by the settings. */
  readonly hoursPerDay: number;
  readonly rests: readonly RestDays[];
  /** Days on which a task was done, a commit was made, a focus session ran as planned, and a period of a goal that was met ended. */
  readonly tasks: readonly Day[];
  readonly commits: readonly Day[];
  readonly sessions: readonly Day[];
  readonly goalsMet: readonly Day[];
}

/** A milestone: its subject, and when it was earned. */
export interface Milestone {
  readonly id: string;
  readonly title: string;
  /** Subject that it is earned by. */
  readonly what: string;
  /** The day on which it was earned; absent as long as it isn't. */
  readonly day?: Day;
}

/** A day with less was no day of work. */
const workMs = 15 * minuteMs;

/**
 * Computes the milestones. None of them counts hours of a day, times of day, or work on days off; several are for rest. They follow from
 * facts, so an import or a correction adds or removes them.
 */
export function milestonesOf(facts: MilestoneFacts, t: Translate): Milestone[] {
  const worked = facts.totals.filter(({ totalMs }) => totalMs >= workMs).map(({ day }) => day);
  const rule = (id: string, [title, what]: readonly [string, string], day: Day | undefined): Milestone => ({
    id,
    title,
    what,
    ...(day !== undefined && { day }),
  });
  return [
    rule('first-day', [t('First day'), t('A day with measured time.')], worked[0]),
    rule('days-20', [t('Settled in'), t('20 days with measured time.')], worked[19]),
    rule('days-100', [t('A hundred days'), t('100 days with measured time.')], worked[99]),
    rule(
      'languages-3',
      [t('Trilingual'), t('An hour in each of three languages.')],
      reachedNames(facts, 'language', 3),
    ),
    rule('languages-8', [t('Polyglot'), t('An hour in each of eight languages.')], reachedNames(facts, 'language', 8)),
    rule('projects-5', [t('Five projects'), t('An hour in each of five projects.')], reachedNames(facts, 'project', 5)),
    rule('learning-1', [t('Learner'), t('An hour of learning.')], reachedKind(facts, 'learning', 1)),
    rule(
      'learning-20',
      [t('Student of the craft'), t('20 hours of learning in total.')],
      reachedKind(facts, 'learning', 20),
    ),
    rule(
      'review-5',
      [t('Second pair of eyes'), t('Five hours of reviewing in total.')],
      reachedKind(facts, 'reviewing', 5),
    ),
    rule('testing-5', [t('Tested'), t('Five hours of testing in total.')], reachedKind(facts, 'testing', 5)),
    rule('tasks-1', [t('First task done'), t('A completed task.')], facts.tasks[0]),
    rule('tasks-50', [t('Fifty tasks'), t('50 completed tasks.')], facts.tasks[49]),
    rule('commits-10', [t('Ten days of commits'), t('Commits on ten days.')], distinct(facts.commits)[9]),
    rule('focus-1', [t('First focus session'), t('A focus session that ran as planned.')], facts.sessions[0]),
    rule('focus-25', [t('Deep worker'), t('25 focus sessions that ran as planned.')], facts.sessions[24]),
    rule('goal-1', [t('Goal met'), t('One goal met.')], facts.goalsMet[0]),
    rule('goal-30', [t('Steady'), t('Goals met 30 times.')], facts.goalsMet[29]),
    rule('vacation', [t('Real vacation'), t('Five planned days off in a row without work.')], vacation(facts)),
    rule('weekends-4', [t('Free weekends'), t('Four weeks in a row with no work on the days off.')], freeWeeks(facts)),
    rule('within-5', [t('On time'), t('A week of workdays, none longer than a full day.')], withinHours(facts)),
    rule('back', [t('Welcome back'), t('Back after two weeks or more away.')], cameBack(worked)),
  ];
}

function distinct(days: readonly Day[]): Day[] {
  return [...new Set(days)];
}

/** Returns the day on which this many names had an hour each. */
function reachedNames({ totals }: MilestoneFacts, of: 'language' | 'project', count: number): Day | undefined {
  const sums = new Map<string, number>();
  for (const { day, by } of totals) {
    for (const [name, ms] of by[of]) if (name !== '') sums.set(name, (sums.get(name) ?? 0) + ms);
    if ([...sums.values()].filter((ms) => ms >= hourMs).length >= count) return day;
  }
  return undefined;
}

function reachedKind({ totals }: MilestoneFacts, kind: string, hours: number): Day | undefined {
  let sum = 0;
  return totals.find(({ by }) => (sum += by.kind.get(kind) ?? 0) >= hours * hourMs)?.day;
}

/** The last of the first five planned days off in a row without work, once they are over. */
function vacation({ totals, rests, today }: MilestoneFacts): Day | undefined {
  const times = timesOf(totals);
  const first = totals[0]?.day;
  if (first === undefined) return undefined;
  let row = 0;
  for (let day = first; day < today; day = addDays(day, 1)) {
    const isRest = rests.some(({ from, to }) => day >= from && day <= to);
    row = isRest && (times.get(day) ?? 0) < workMs ? row + 1 : 0;
    if (row === 5) return day;
  }
  return undefined;
}

/** The end of the first four weeks in a row with work on workdays, and none on the other days. */
function freeWeeks({ totals, workdays, today }: MilestoneFacts): Day | undefined {
  const times = timesOf(totals);
  let first = totals[0]?.day;
  if (first === undefined || workdays.length === 0 || workdays.length === 7) return undefined;
  while (weekdayOf(first) !== 1) first = addDays(first, 1);
  let row = 0;
  for (let monday = first; addDays(monday, 6) < today; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at));
    const worked = days.filter((day) => (times.get(day) ?? 0) >= workMs);
    row = worked.length > 0 && worked.every((day) => workdays.includes(weekdayOf(day))) ? row + 1 : 0;
    if (row === 4) return addDays(monday, 6);
  }
  return undefined;
}

/** The end of the first five days of work in a row that were no longer than a full day. */
function withinHours({ totals, hoursPerDay, today }: MilestoneFacts): Day | undefined {
  let row = 0;
  return totals.find(({ day, totalMs }) => {
    if (day >= today || totalMs < workMs) return false;
    row = totalMs <= hoursPerDay * hourMs ? row + 1 : 0;
    return row === 5;
  })?.day;
}

function cameBack(worked: readonly Day[]): Day | undefined {
  return worked.find((day, at) => addDays(worked[at - 1] ?? day, 15) <= day);
}

function timesOf(totals: readonly DayTotals[]): ReadonlyMap<Day, number> {
  return new Map(totals.map(({ day, totalMs }) => [day, totalMs]));
}
