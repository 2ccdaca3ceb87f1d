import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import { dayOf, minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { RunFact } from '../../core/facts/facts.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { runPurpose } from '../../core/facts/runPurpose.ts';
import { testRunsIn } from '../../core/facts/testRuns.ts';
import type { TestRun } from '../../core/facts/testRuns.ts';
import { isStopped, outcomeOf } from '../outcome.ts';
import { groupBy, inTimes, inWords, minutesOf, percent, shareOf, sum, tenths } from './digestFact.ts';
import type { DigestInput } from './digestFact.ts';
import { editedIn, isCheck, turnsOf } from './runTurns.ts';
import type { EditedStretch, EndedRun } from './runTurns.ts';

/** A run is worth a fact when it ran this often. */
const leastRuns = 2;
/** Checks have reserved places, so that a tool that is used all day can't take them. */
const most = { checks: 10, others: 5 } as const;

/**
 * Facts about builds, tests, and other programs that end by themselves: how long they take. For checks also how often they fail, and
 * whether edits change their outcome.
 */
export function runFacts(reader: ActivityReader, measured: DigestInput): DigestFact[] {
  const { history, from, to } = measured;
  const ended = history.rows.runs.filter(
    (run): run is EndedRun => run.end !== undefined && run.group !== 'run' && run.source !== 'debug',
  );
  const runs = ended.filter(({ start }) => start >= from && start <= to).sort((a, b) => a.start - b.start);
  const counts = testRunsIn(reader.documents('testRuns', { from, to }));
  const using = { edits: editedIn(history.rows.spans, history.rows.runs), counts, measured };
  const factsOf = (some: readonly EndedRun[], atMost: number): DigestFact[] =>
    [...groupBy(some, ({ project, name }) => `${project ?? ''}:${name}`)]
      .filter(([, group]) => group.length >= leastRuns)
      .map(([key, group]) => runFact(key, group, using))
      .sort((a, b) => b.weight - a.weight || compareText(a.id, b.id))
      .slice(0, atMost);
  const others = runs.filter((run) => !isCheck(run) && isTimed(run));
  return [...factsOf(runs.filter(isCheck), most.checks), ...factsOf(others, most.others)];
}

/** Returns true if a run ended by itself, so that its length is meaningful. */
function isTimed(run: RunFact): boolean {
  return run.exitCode !== undefined && !isStopped(run) && runPurpose(run.name) === 'batch';
}

interface RunFactInput {
  readonly edits: readonly EditedStretch[];
  readonly counts: ReadonlyMap<string, TestRun>;
  readonly measured: DigestInput;
}

function runFact(key: string, group: readonly EndedRun[], { edits, counts, measured }: RunFactInput): DigestFact {
  const { context } = measured;
  const lengths = group.filter(isTimed).map(({ start, end }) => end - start);
  const dayIn = ({ start, offset }: RunFact) => dayOf(start, offset, context.rules.dayStartsAt);
  const days = (of: readonly EndedRun[]): number => new Set(of.map(dayIn)).size;
  const judged = group.filter((run) => isCheck(run) && outcomeOf(run) !== 'unknown');
  const failures = judged.filter((run) => outcomeOf(run) === 'failed');
  const turns = turnsOf(judged, edits, counts);
  const row = judged.slice(judged.findLastIndex((run) => outcomeOf(run) === 'passed') + 1);
  const last = group.at(-1) as EndedRun;
  const values: RunValues = {
    runs: group.length,
    days: days(group),
    ...(isCheck(last) && {
      failures: failures.length,
      failShare: shareOf(failures.length, judged.length),
      turns: turns.all.length,
      turnsWithoutEdits: turns.unexplained.length,
      turnDays: days(turns.unexplained),
      failedInARow: row.length,
      failedRowDays: days(row),
    }),
    timedRuns: lengths.length,
    medianMinutes: minutesOrTenths(medianOf(lengths)),
    totalMinutes: minutesOf(sum(lengths)),
  };
  return {
    // A program of the terminal and a task may have the same name.
    id: `${isCheck(last) ? 'run' : 'program'}:${key}`,
    topic: 'run',
    weight: weightOf(values),
    names: { run: last.name, ...(last.project !== undefined && { project: last.project }) },
    labels: { group: last.group },
    values,
    text: textOf(last.name, values, measured),
  };
}

type RunValues = Readonly<Record<'runs' | 'days' | 'timedRuns' | 'medianMinutes' | 'totalMinutes', number>> &
  Partial<
    Readonly<
      Record<
        'failures' | 'failShare' | 'turns' | 'turnsWithoutEdits' | 'turnDays' | 'failedInARow' | 'failedRowDays',
        number
      >
    >
  >;

function weightOf({ turnsWithoutEdits: turns = 0, failedInARow: row = 0, failures = 0, ...times }: RunValues): number {
  const { medianMinutes, totalMinutes } = times;
  const slow = medianMinutes >= 5 ? medianMinutes + totalMinutes / 20 : 0;
  return Math.min(95, 20 + 6 * turns + 4 * row + slow + failures);
}

function textOf(name: string, values: RunValues, { context }: DigestInput): string {
  const { t } = context;
  const { runs, failures, failShare = 0, turnsWithoutEdits: turns = 0, failedInARow: row = 0 } = values;
  const { timedRuns, medianMinutes, totalMinutes } = values;
  const length = medianMinutes < 1 ? t('{0} min', medianMinutes) : inWords(medianMinutes, context);
  return [
    failures === undefined
      ? t('{0}: ran {1} times', name, runs)
      : t('{0}: ran {1} times, {2} failed ({3} %)', name, runs, failures, percent(failShare)),
    ...(timedRuns > 0 ? [t('{0} a run, {1} in all', length, inWords(totalMinutes, context))] : []),
    ...(turns > 0 ? [t('its outcome changed {0} with no edit in between', inTimes(turns, context))] : []),
    ...(row > 1 ? [t('the last {0} runs failed', row)] : []),
  ].join('; ');
}

/** Whole minutes from three on, or else with one decimal. */
function minutesOrTenths(ms: number): number {
  return ms >= 3 * minuteMs ? minutesOf(ms) : tenths(ms / minuteMs);
}
