import { leisureReasons } from '../categories.ts';
import type { Context } from '../context.ts';
import { ciRuns } from '../collaboration/ciRuns.ts';
import { measureDay } from '../measure.ts';
import { readRows } from '../rows.ts';
import { explainFigure, type DayWhy } from './explain.ts';
import { isProject } from './narrow.ts';
import { reconcile, type ReconciledCommit } from './reconcile.ts';
import {
  countedRunsOf,
  fixTimesOf,
  greenTimesOf,
  type CountedRun,
  type FixTime,
  type GreenTime,
} from './turnarounds.ts';
import { commitsIn } from '../../core/facts/commits.ts';
import { dayOf, rangeAround } from '../../core/time/days.ts';
import type { Figure } from '../../core/views/figure.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { problemCausesIn, type ProblemCauseCounts } from '../../core/facts/problemCauses.ts';
import { testRunsIn } from '../../core/facts/testRuns.ts';
import type { ScoreComponent } from '../../core/views/views.ts';

/** A figure with its account, its commits next to the observed edits, and how long broken things stayed broken. */
export interface ExplainedDay extends DayWhy {
  readonly commits: readonly ReconciledCommit[];
  readonly fixes: readonly FixTime[];
  readonly greens: readonly GreenTime[];
  /** Test runs whose output contained their counts, oldest first. */
  readonly tests: readonly CountedRun[];
  /** Causes that introduced and that fixed problems, over the whole day. */
  readonly causes: ProblemCauseCounts;
  /** Set for a figure that is a component of the score. */
  readonly component?: ScoreComponent;
}

/** Explains a figure: its time, and what happened in the same project on that day. */
export function explained(reader: ActivityReader, figure: Figure, context: Context): ExplainedDay {
  const { day, component: id } = figure;
  const { rules, t } = context;
  const rows = readRows(reader, day, day);
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = figure;
  const isOf = (at: number, { offset, project }: { readonly offset: number; readonly project?: string }): boolean =>
    at >= from &&
    at < to &&
    dayOf(at, offset, rules.dayStartsAt) === day &&
    isProject(project, figure.project, t('No project'));
  const commits = reconcile(commitsIn(reader.documents('commits', rangeAround(day, day))), rows.spans);
  const tests = testRunsIn(reader.documents('testRuns', rangeAround(day, day)));
  const ended = rows.runs.filter((one) => one.end !== undefined && isOf(one.end, one));
  // Local folders and GitHub repositories have different names, so for one project only its own runs are included.
  const ci = figure.project === undefined ? ciRuns(reader, rangeAround(day, day)) : [];
  const ciEnded = ci.filter(({ end = 0, offset }) => isOf(end, { offset }));
  const causes = reader
    .documents('problemCauses', rangeAround(day, day))
    .filter(({ start, offset }) => dayOf(start, offset, rules.dayStartsAt) === day);
  const component = id && measureDay(rows, day, context).score.components.find((one) => one.id === id);
  const leisureBy = leisureReasons(reader, context);
  const why = explainFigure(rows, { figure, rules, t });
  const entries = why.entries.map((entry) => {
    const by = entry.type === 'work' ? leisureBy(entry) : undefined;
    return by ? { ...entry, leisureBy: by } : entry;
  });
  return {
    ...why,
    entries,
    commits: commits.filter(({ commit }) => isOf(commit.at, commit)),
    fixes: fixTimesOf(rows.diagnostics.filter((one) => one.fixed !== undefined && isOf(one.fixed, one))),
    greens: greenTimesOf([...ended, ...ciEnded], tests),
    tests: countedRunsOf(ended, tests),
    causes: problemCausesIn(causes),
    ...(component && { component }),
  };
}
