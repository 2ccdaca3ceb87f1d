import { addDays, dayOf, minuteMs, type Day } from '../../core/time/days.ts';
import type { DiagnosticFact, RunFact } from '../../core/facts/facts.ts';
import type { Context } from '../context.ts';
import { outcomeOf } from '../outcome.ts';
import { problemsInSteps } from '../problems.ts';
import { inParts } from '../steps.ts';
import type { JudgedDay, ComponentValue } from './judgedDay.ts';

/** During the day, breakage in the last minutes (ms) is work in progress and doesn't count against it. */
export const graceMs = 15 * minuteMs;

type DayStart = Context['rules']['dayStartsAt'];

/**
 * Quality: the mean of two parts, each left out without data. Errors: those fixed on the day and one more, against those,
 * the ones introduced on the day that stay open, and one more. Builds and tests: of those that ran on the day, by name, the
 * share that passed last.
 */
export function* judgeQuality(day: JudgedDay, dayStartsAt: DayStart): Generator<undefined, ComponentValue> {
  const errors = yield* judgeErrors(day, dayStartsAt);
  const runs = judgeRuns(day, dayStartsAt);
  const parts = [errors.value, runs.value].filter((value) => value !== null);
  const mean = parts.reduce((sum, value) => sum + value, 0) / parts.length;
  return { value: day.isEnough && parts.length > 0 ? mean : null, facts: { ...errors.facts, ...runs.facts } };
}

function* judgeErrors(
  { day, rows, until, isSettled, now }: JudgedDay,
  dayStartsAt: DayStart,
): Generator<undefined, ComponentValue> {
  const isByThen = beforeEndOf(day, dayStartsAt);
  const errors = rows.diagnostics.filter(
    ({ severity, introduced, offset }) => severity === 'error' && introduced < until && isByThen(introduced, offset),
  );
  const isFixedInTime = ({ fixed }: DiagnosticFact) => fixed !== undefined && fixed <= until;
  const isOfDay = (at: number, { offset }: DiagnosticFact) => dayOf(at, offset, dayStartsAt) === day;
  let fixed = 0;
  for (const part of inParts(errors)) {
    yield;
    for (const error of part) if (isFixedInTime(error) && isOfDay(error.fixed ?? 0, error)) fixed++;
  }
  const isRecent = ({ introduced }: DiagnosticFact) => !isSettled && introduced > now - graceMs;
  const sights = rows.spans.filter(({ start, offset }) => isByThen(start, offset));
  const { open, fixed: fixedEver } = yield* problemsInSteps(errors, sights);
  const late = fixedEver.filter((error) => !isFixedInTime(error));
  let [ofDay, held] = [0, 0];
  for (const part of inParts([...open, ...late])) {
    yield;
    const here = part.filter((error) => isOfDay(error.introduced, error));
    ofDay += here.length;
    held += here.filter((error) => !isRecent(error)).length;
  }
  const value = fixed + held > 0 ? (fixed + 1) / (fixed + held + 1) : null;
  return { value, facts: { errorsFixed: fixed, errorsOpen: ofDay } };
}

/** Returns a test for whether an instant with its offset is before the end of a day, since later sightings of a problem don't count. */
function beforeEndOf(day: Day, dayStartsAt: DayStart): (at: number, offset: number) => boolean {
  const end = Date.parse(`${addDays(day, 1)}T00:00:00Z`) + dayStartsAt * minuteMs;
  return (at, offset) => at < end - offset * minuteMs;
}

function judgeRuns({ day, rows, until, isSettled, now }: JudgedDay, dayStartsAt: DayStart): ComponentValue {
  const judged = rows.runs
    .filter((run) => (run.group === 'build' || run.group === 'test') && outcomeOf(run) !== 'unknown')
    .filter(({ end = Infinity, offset }) => end <= until && dayOf(end, offset, dayStartsAt) === day)
    .sort((a, b) => (a.end ?? 0) - (b.end ?? 0));
  const last = new Map<string, RunFact>();
  let turnedGreen = 0;
  for (const run of judged) {
    const key = `${run.project ?? ''}\n${run.name}`;
    const before = last.get(key);
    if (before && outcomeOf(before) === 'failed' && outcomeOf(run) === 'passed') turnedGreen++;
    last.set(key, run);
  }
  const lasts = [...last.values()];
  const passing = lasts.filter((run) => outcomeOf(run) === 'passed').length;
  const failing = lasts.filter((run) => outcomeOf(run) === 'failed');
  const held = failing.filter(({ end = 0 }) => isSettled || end <= now - graceMs).length;
  const value = passing + held > 0 ? passing / (passing + held) : null;
  return { value, facts: { runsPassing: passing, runsFailing: failing.length, turnedGreen } };
}
