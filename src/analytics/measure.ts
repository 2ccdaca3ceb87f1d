import type { Day } from '../core/time/days.ts';
import type { Score, Today } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { todayOf } from './day.ts';
import { splitByDay } from './days.ts';
import type { Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import { scoreOf } from './score/score.ts';
import { machineTimeOf, timelineOf } from './timeline.ts';

/** The result of measuring a day. */
export interface MeasuredDay {
  readonly today: Today;
  readonly score: Score;
  /** The person's time. */
  readonly segments: readonly Segment[];
}

/**
 * Time and score of one day.
 * @param rows those of the day; what belongs to other days is passed over
 */
export function measureDay(rows: Rows, day: Day, context: Context): MeasuredDay {
  const steps = measureInSteps(rows, day, context);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in steps, between which something else can be done. */
export function* measureInSteps(rows: Rows, day: Day, context: Context): Generator<undefined, MeasuredDay> {
  const { dayStartsAt } = context.rules;
  const timeline = timelineOf(rows, context.rules);
  yield;
  const person = splitByDay(timeline, dayStartsAt).get(day) ?? [];
  const machine = splitByDay(machineTimeOf(rows, timeline), dayStartsAt).get(day) ?? [];
  yield;
  const today = todayOf({ day, person, machine }, context);
  yield;
  const score = scoreOf({ day, segments: person, rows }, context);
  yield;
  return { today, score, segments: person };
}
