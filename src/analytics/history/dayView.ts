import { addDays, dayOf, hourMs, rangeAround, type Day } from '../../core/time/days.ts';
import { fullName } from '../../core/categories/categories.ts';
import { readCategories } from '../../core/categories/categoryRecords.ts';
import { presentDay, userDay, userOffsets } from '../../core/time/presentDay.ts';
import type { RunFact } from '../../core/facts/facts.ts';
import { dayLimits } from '../../core/views/history.ts';
import type { DayMark, DayRun, DayView } from '../../core/views/historyViews.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { blocksOf, siteOf } from '../blocks.ts';
import { segmentCategories } from '../categories.ts';
import { dayWaits } from '../collaboration/dayWaits.ts';
import { isCommitId, readGithubPart } from '../collaboration/githubFeed.ts';
import type { Context } from '../context.ts';
import { isNotable } from '../feedItems.ts';
import { projectNames } from '../labels.ts';
import { measureDay } from '../measure.ts';
import { outcomeOf, unendedAt } from '../outcome.ts';
import { readRows, type Rows } from '../rows.ts';
import { durationOf, kindOfRun, type Segment } from '../segment.ts';

/** Returns one day in detail: its time by block, runs, commits, and GitHub events. */
export function readDay(reader: ActivityReader, day: Day, context: Context): DayView {
  const { now } = context;
  const rows = readRows(reader, day, day);
  const { today, score, segments } = measureDay(rows, day, context);
  const offset = segments.at(-1)?.offset ?? userOffsets(context)(Date.parse(day) + 12 * hourMs);
  const present = presentDay(context);
  const first = reader.firstInstant();
  const firstDay = first === undefined ? present : userDay(context, first);
  return {
    day,
    offset,
    now: day === present ? now : null,
    totalMs: today.totalMs,
    goalMs: today.goalMs,
    bySplit: today.bySplit,
    score: { value: score.value, level: score.level },
    byKind: today.byKind,
    researchMs: durationOf(segments.filter(({ connection }) => connection !== undefined)),
    timeline: blocksOf(segments, projectNames(segments.flatMap(({ project }) => project ?? [])), {
      atMost: dayLimits.blocks,
      categoryOf: categoryNames(reader, day, context),
    }),
    runs: runsOf(rows, day, context),
    marks: marksOf(reader, day, context),
    waits: dayWaits(reader, { day, offset }, context),
    before: day > firstDay ? addDays(day, -1) : null,
    after: day < present ? addDays(day, 1) : null,
  };
}

/** Returns the name of the category of a page or an application; undefined for work elsewhere, whose kind says it. */
function categoryNames(reader: ActivityReader, day: Day, { t }: Context): (segment: Segment) => string | undefined {
  const { categories } = readCategories(reader, t);
  const categoryOf = segmentCategories(reader, { from: day, to: day }, { t });
  return (segment) => (siteOf(segment) === undefined ? undefined : fullName(categories, categoryOf(segment)));
}

/** Runs that began on the day, in order; of too many the longest. */
function runsOf(rows: Rows, day: Day, { now, rules }: Context): DayRun[] {
  const runs = rows.runs
    .filter((run) => isNotable(run) && dayOf(run.start, run.offset, rules.dayStartsAt) === day)
    .map((run) => ({ start: run.start, name: run.name, kind: kindOfRun(run), ...endOf(run, rows, now) }));
  const lengthOf = ({ start, end }: DayRun) => (end ?? now) - start;
  return runs
    .sort((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, dayLimits.runs)
    .sort((a, b) => a.start - b.start);
}

function endOf(run: RunFact, { states }: Rows, now: number): Pick<DayRun, 'end' | 'outcome'> {
  if (run.end !== undefined) return { end: run.end, outcome: outcomeOf(run) };
  const { isRunning, knownMs } = unendedAt(run, states, now);
  return isRunning ? { end: null, outcome: 'running' } : { end: run.start + knownMs, outcome: 'unknown' };
}

/** Commits, each once whether it was made here, seen on GitHub or both, and what else happened there, in order; of too many the latest. */
function marksOf(reader: ActivityReader, day: Day, context: Context): DayMark[] {
  const items = readGithubPart(reader, rangeAround(day, day), context).items(projectNames([]));
  return items
    .filter(
      ({ start, offset = userOffsets(context)(start) }) => dayOf(start, offset, context.rules.dayStartsAt) === day,
    )
    .map(({ id, start, title, detail, url }): DayMark => {
      const type = isCommitId(id) ? 'commit' : 'github';
      return { at: start, type, title, ...(detail && { detail }), ...(url && { url }) };
    })
    .sort((a, b) => a.at - b.at)
    .slice(-dayLimits.marks);
}
