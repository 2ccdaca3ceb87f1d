import { compareText } from '../core/base/compareText.ts';
import { commitsIn } from '../core/facts/commits.ts';
import { addDays, dayOf, daysBetween, mondayOf, rangeAround, type Day } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { DayTotal, Share } from '../core/views/views.ts';
import type { WeekSummary } from '../core/views/weekSummary.ts';
import type { Context } from './context.ts';
import { splitByDay } from './days.ts';
import { kindLabel, projectNames } from './labels.ts';
import { measureDay } from './measure.ts';
import { outcomeOf } from './outcome.ts';
import type { DailyRollups, DayScore } from './rollups/dailyRollups.ts';
import { readRows, type Rows } from './rows.ts';
import { stretchesOf } from './score/stretches.ts';
import type { Segment } from './segment.ts';
import { timelineOf } from './timeline.ts';

/** The number of projects, languages, and kinds that are named. */
const named = 8;

/**
 * Summarizes the week of a day by the same rules as the dashboard; the current week up to now.
 * @param rollups the results of finished days
 */
export function weekSummaryOf(
  { reader, rollups }: { readonly reader: ActivityReader; readonly rollups: DailyRollups },
  day: Day,
  context: Context,
): WeekSummary {
  const today = presentDay(context);
  const from = mondayOf(day);
  const sunday = addDays(from, 6);
  const to = sunday < today ? sunday : today;
  const rows = readRows(reader, from, to);
  const byDay = splitByDay(timelineOf(rows, context.rules), context.rules.dayStartsAt);
  const segments = daysBetween(from, to).flatMap((one) => byDay.get(one) ?? []);
  const days = rollups
    .scores(daysBetween(from, sunday < today ? sunday : addDays(today, -1)), reader, context)
    .map(figuresOf);
  if (to === today) days.push(presentFigures(reader, today, context));
  const before = rollups.scores(daysBetween(addDays(from, -7), addDays(to, -7)), reader, context);
  return {
    from,
    to,
    days,
    totalMs: days.reduce((sum, { totalMs }) => sum + totalMs, 0),
    beforeMs: before.reduce((sum, { total }) => sum + total.totalMs, 0),
    ...sharesOf(segments, context),
    longestMs: Math.max(0, ...daysBetween(from, to).map((one) => longestOf(byDay.get(one) ?? []))),
    ...countsOf(rows, { from, to }, context),
    commits: commitsOf(reader, { from, to }, context),
    demo: reader.isDemo(),
  };
}

type Figures = DayTotal & { readonly score: number | null };

function figuresOf({ score, total }: DayScore): Figures {
  return { ...total, score };
}

function presentFigures(reader: ActivityReader, day: Day, context: Context): Figures {
  const { today, score } = measureDay(readRows(reader, day, day), day, context);
  return { day, totalMs: today.totalMs, bySource: today.bySource, score: score.value };
}

function longestOf(segments: readonly Segment[]): number {
  return stretchesOf(segments).reduce((most, { workedMs }) => Math.max(most, workedMs), 0);
}

function sharesOf(
  segments: readonly Segment[],
  { t }: Context,
): Pick<WeekSummary, 'byProject' | 'byLanguage' | 'byKind'> {
  const nameOf = projectNames(segments.flatMap(({ project }) => project ?? []));
  return {
    byProject: shares(segments, ({ project }) => (project === undefined ? undefined : nameOf(project))),
    byLanguage: shares(segments, ({ language }) => language),
    byKind: shares(segments, ({ kind }) => kindLabel(kind, t)),
  };
}

function shares(segments: readonly Segment[], nameOf: (segment: Segment) => string | undefined): Share[] {
  const sums = new Map<string, number>();
  for (const segment of segments) {
    const name = nameOf(segment);
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + segment.end - segment.start);
  }
  const all = [...sums].map(([name, ms]) => ({ name, ms }));
  return all.sort((a, b) => b.ms - a.ms || compareText(a.name, b.name)).slice(0, named);
}

type Counts = Pick<WeekSummary, 'tasks' | 'errorsFixed' | 'runs'>;

interface Week {
  readonly from: Day;
  readonly to: Day;
}

function countsOf({ planTasks, diagnostics, runs }: Rows, week: Week, context: Context): Counts {
  const isIn = within(week, context);
  const ended = runs.filter(
    ({ group, end, offset }) => (group === 'test' || group === 'build') && end !== undefined && isIn(end, offset),
  );
  const outcomes = ended.map(outcomeOf);
  const isFixed = ({ severity, fixed, offset }: (typeof diagnostics)[number]) =>
    severity === 'error' && fixed !== undefined && isIn(fixed, offset);
  return {
    tasks: {
      planned: planTasks.length,
      done: planTasks.filter(({ doneAt }) => doneAt !== undefined).map(({ title }) => title),
    },
    errorsFixed: diagnostics.filter(isFixed).length,
    runs: {
      passed: outcomes.filter((outcome) => outcome === 'passed').length,
      failed: outcomes.filter((outcome) => outcome === 'failed').length,
    },
  };
}

function commitsOf(reader: ActivityReader, week: Week, context: Context): number {
  const isIn = within(week, context);
  const commits = commitsIn(reader.documents('commits', rangeAround(week.from, week.to)));
  return commits.filter(({ at, offset }) => isIn(at, offset)).length;
}

/** Returns a test for whether an instant, by its local clock, lies in the week. */
function within({ from, to }: Week, { rules }: Context): (at: number, offset: number) => boolean {
  return (at, offset) => {
    const day = dayOf(at, offset, rules.dayStartsAt);
    return day >= from && day <= to;
  };
}
