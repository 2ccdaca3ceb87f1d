import type { Day } from '../../core/time/days.ts';
import type { Score, ScoreComponentId, ScoreLevel } from '../../core/views/views.ts';
import type { Context } from '../context.ts';
import type { Rows } from '../rows.ts';
import type { Segment } from '../segment.ts';
import { judgeCollaboration } from './collaboration.ts';
import { judgeFlow } from './flow.ts';
import { judgeFocus } from './focus.ts';
import { judgedDayOf } from './judgedDay.ts';
import type { ComponentValue } from './judgedDay.ts';
import { judgeProgress } from './progress.ts';
import { judgeQuality } from './quality.ts';
import { judgeSteadiness } from './steadiness.ts';
import { atOnce } from '../steps.ts';

/** Share of each component in the score when all have data. Chosen, not measured: see docs/score.md. */
export const weights: Readonly<Record<ScoreComponentId, number>> = {
  focus: 0.225,
  flow: 0.18,
  progress: 0.225,
  quality: 0.135,
  steadiness: 0.135,
  collaboration: 0.1,
};

/** The input of a score: human time of the day, and rows with the day's facts. */
export interface ScoreInput {
  readonly day: Day;
  readonly segments: readonly Segment[];
  readonly rows: Rows;
}

/**
 * Returns the score of a day as of `context.now`, 0 to 100; docs/score.md explains it. Working past the goal neither raises nor lowers it.
 */
export function scoreOf(input: ScoreInput, context: Context): Score {
  return atOnce(scoreInSteps(input, context));
}

/** The same in steps, between which something else can be done. */
export function* scoreInSteps(input: ScoreInput, context: Context): Generator<undefined, Score> {
  const day = judgedDayOf(input, context);
  const quality = yield* judgeQuality(day, context.rules.dayStartsAt);
  yield;
  const judgements: Record<ScoreComponentId, ComponentValue> = {
    focus: judgeFocus(day),
    flow: judgeFlow(day),
    progress: judgeProgress(day),
    quality,
    steadiness: judgeSteadiness(day),
    collaboration: judgeCollaboration(day, context.rules.dayStartsAt),
  };
  const ids = Object.keys(judgements) as ScoreComponentId[];
  const components = ids.map((id) => ({ id, weight: weights[id], ...judgements[id] }));
  const value = weightedMean(components);
  return { value, level: levelOf(value), components };
}

function weightedMean(components: Score['components']): number | null {
  let sum = 0;
  let weight = 0;
  for (const component of components) {
    if (component.value === null) continue;
    sum += component.weight * component.value;
    weight += component.weight;
  }
  return weight > 0 ? Math.round((100 * sum) / weight) : null;
}

/** `good` from 80, `fair` from 60, or else `low`; `none` without a score. */
export function levelOf(value: number | null): ScoreLevel {
  if (value === null) return 'none';
  if (value >= 80) return 'good';
  return value >= 60 ? 'fair' : 'low';
}
