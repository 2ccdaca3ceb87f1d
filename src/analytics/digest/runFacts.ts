import { dayOf, minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { RunFact, SpanFact } from '../../core/facts/facts.ts';
import { outcomeOf } from '../outcome.ts';
import { medianOf } from '../plan/capacity.ts';
import { groupBy, inWords, minutesOf, percent, shareOf, sum, tenths } from './digestFact.ts';
import type { Measured, Part } from './digestFact.ts';

type Ended = RunFact & { readonly end: number };

/** A task is told of when it ran this often. */
const leastRuns = 2;
const most = 10;
/** Who runs it again within this time (ms) has not mended it, whatever was typed meanwhile. */
const againMs = 30_000;

/** Builds, tests and other tasks: how often they fail, how long they take, and whether their outcome follows from edits. */
export const runFacts: Part = (measured) => {
  const { history, from, to } = measured;
  const ended = history.rows.runs.filter(
    (run): run is Ended => run.end !== undefined && run.group !== 'run' && run.source !== 'debug',
  );
  const runs = ended.filter(({ start }) => start >= from && start <= to).sort((a, b) => a.start - b.start);
  const groups = groupBy(runs, ({ project, name }) => `${project ?? ''}:${name}`);
  const edits = editsBySpan(history.rows.spans);
  return [...groups]
    .filter(([, group]) => group.length >= leastRuns)
    .map(([key, group]) => runFact(key, group, { edits, measured }))
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, most);
};

interface Edited {
  readonly start: number;
  readonly end: number;
  readonly project: string | undefined;
  readonly lines: number;
}

function editsBySpan(spans: readonly SpanFact[]): Edited[] {
  return spans
    .map(({ start, end, project, edits }) => ({
      start,
      end,
      project,
      lines: sum(Object.values(edits).map(({ edits: count, added, removed }) => Math.max(count, added + removed))),
    }))
    .filter(({ lines }) => lines > 0)
    .sort((a, b) => a.start - b.start);
}

interface With {
  readonly edits: readonly Edited[];
  readonly measured: Measured;
}

function runFact(key: string, group: readonly Ended[], { edits, measured }: With): DigestFact {
  const { context } = measured;
  const judged = group.filter((run) => outcomeOf(run) !== 'unknown');
  const failures = judged.filter((run) => outcomeOf(run) === 'failed');
  const lengths = group.map(({ start, end }) => end - start);
  const dayIn = ({ start, offset }: RunFact) => dayOf(start, offset, context.rules.dayStartsAt);
  const turns = turnsOf(judged, edits);
  const values = {
    runs: group.length,
    days: new Set(group.map(dayIn)).size,
    failures: failures.length,
    failShare: shareOf(failures.length, judged.length),
    turns: turns.all.length,
    turnsWithoutEdits: turns.unexplained.length,
    turnDays: new Set(turns.unexplained.map(dayIn)).size,
    failDays: new Set(failures.map(dayIn)).size,
    singleFailures: singleFailures(judged),
    failedInARow: failedInARow(judged),
    medianMinutes: minutesOrTenths(medianOf(lengths)),
    totalMinutes: minutesOf(sum(lengths)),
  };
  const last = group.at(-1) as Ended;
  return {
    id: `run:${key}`,
    topic: 'run',
    weight: weightOf(values),
    names: { run: last.name, ...(last.project !== undefined && { project: last.project }) },
    labels: { group: last.group },
    values,
    text: textOf(last.name, values, measured),
  };
}

type RunValues = Readonly<
  Record<
    'runs' | 'failures' | 'failShare' | 'turnsWithoutEdits' | 'failedInARow' | 'medianMinutes' | 'totalMinutes',
    number
  >
>;

function weightOf({ turnsWithoutEdits, failedInARow: row, medianMinutes, totalMinutes, failures }: RunValues): number {
  const slow = medianMinutes >= 5 ? medianMinutes + totalMinutes / 20 : 0;
  return Math.min(95, 20 + 6 * turnsWithoutEdits + 4 * row + slow + failures);
}

function textOf(name: string, values: RunValues, { context }: Measured): string {
  const { t } = context;
  const { runs, failures, failShare, turnsWithoutEdits, failedInARow: row, medianMinutes, totalMinutes } = values;
  const length = medianMinutes < 1 ? t('{0} min', medianMinutes) : inWords(medianMinutes, context);
  return [
    t('{0}: ran {1} times, {2} failed ({3} %)', name, runs, failures, percent(failShare)),
    t('{0} a run, {1} in all', length, inWords(totalMinutes, context)),
    ...(turnsWithoutEdits > 0 ? [t('its outcome changed {0} times with no edit in between', turnsWithoutEdits)] : []),
    ...(row > 1 ? [t('the last {0} runs failed', row)] : []),
  ].join('; ');
}

/** Whole minutes from three on, else with one decimal. */
function minutesOrTenths(ms: number): number {
  return ms >= 3 * minuteMs ? minutesOf(ms) : tenths(ms / minuteMs);
}

interface Turns {
  readonly all: readonly Ended[];
  /** Those with no edit in the project between the two runs: the outcome changed by itself. */
  readonly unexplained: readonly Ended[];
}

/** Runs whose outcome differs from that of the run before. */
function turnsOf(judged: readonly Ended[], edits: readonly Edited[]): Turns {
  const all = judged.filter((run, i) => {
    const before = judged[i - 1];
    return before !== undefined && outcomeOf(before) !== outcomeOf(run);
  });
  const unexplained = all.filter((run) => {
    const before = judged[judged.indexOf(run) - 1] as Ended;
    const lines = edits
      .filter(({ project, start, end }) => project === run.project && start < run.start && end > before.start)
      .reduce((total, edit) => total + edit.lines, 0);
    return lines === 0 || run.start - before.end <= againMs;
  });
  return { all, unexplained };
}

function failedInARow(judged: readonly Ended[]): number {
  return judged.length - 1 - judged.findLastIndex((run) => outcomeOf(run) === 'passed');
}

/** Failures after which the next run passed. */
function singleFailures(judged: readonly Ended[]): number {
  const isFailed = (run: Ended | undefined) => run !== undefined && outcomeOf(run) === 'failed';
  const isPassed = (run: Ended | undefined) => run === undefined || outcomeOf(run) === 'passed';
  return judged.filter((run, i) => isFailed(run) && isPassed(judged[i - 1]) && judged[i + 1] && isPassed(judged[i + 1]))
    .length;
}
