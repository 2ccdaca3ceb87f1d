import type { Day } from '../core/time/days.ts';
import type { Score, Today } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { todayOf } from './day.ts';
import { splitByDay } from './days.ts';
import type { Work } from './recentWork.ts';
import type { Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import { scoreInSteps } from './score/score.ts';
import { atOnce } from './steps.ts';
import { machineTimeOf, timelineInSteps } from './timeline.ts';

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
  return atOnce(measureInSteps(rows, day, context));
}

/** The same in steps, between which something else can be done. */
export function* measureInSteps(rows: Rows, day: Day, context: Context): Generator<undefined, MeasuredDay> {
  const timeline = yield* timelineInSteps(rows, context.rules);
  yield;
  return yield* measureWork({ rows, timeline }, day, context);
}

/** The same of work whose timeline is known. */
export function* measureWork({ rows, timeline }: Work, day: Day, context: Context): Generator<undefined, MeasuredDay> {
  const { dayStartsAt } = context.rules;
  const person = splitByDay(timeline, dayStartsAt).get(day) ?? [];
  yield;
  const machine = splitByDay(machineTimeOf(rows, timeline), dayStartsAt).get(day) ?? [];
  yield;
  const today = todayOf({ day, person, machine }, context);
  yield;
  const score = yield* scoreInSteps({ day, segments: person, rows }, context);
  yield;
  return { today, score, segments: person };
}
