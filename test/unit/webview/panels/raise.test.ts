import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weights, scoreOf } from '../../../../src/analytics/score/score.ts';
import type { ScoreComponent, ScoreComponentId } from '../../../../src/core/views/views.ts';
import { pointsLeft, withMissing } from '../../../../src/webview/panels/score/raise.ts';
import { sampleComponents } from '../../../fakes/viewHost/sampleScore.ts';
import { context, day, rows } from '../../analytics/given.ts';

const ids = Object.keys(weights) as ScoreComponentId[];

describe('what would raise the score', () => {
  it('comes, over all components, to what the score lacks of 100', () => {
    const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: ids.length, maxLength: ids.length }), (values) => {
        const all = ids.map((id, index): ScoreComponent => ({
          id,
          weight: weights[id],
          value: values[index] ?? null,
          facts: {},
        }));
        const counted = all.filter((one) => one.value !== null);
        if (counted.length === 0) return;
        const weight = counted.reduce((sum, one) => sum + one.weight, 0);
        const score = counted.reduce((sum, one) => sum + 100 * one.weight * (one.value ?? 0), 0) / weight;
        const left = counted.reduce((sum, one) => sum + (pointsLeft(one, all) ?? 0), 0);
        // Each is rounded by itself.
        assert.ok(Math.abs(score + left - 100) <= counted.length / 2 + 1e-9, `${score} + ${left}`);
      }),
    );
  });

  it('is not known without data', () => {
    const none = scoreOf({ day, segments: [], rows: rows({}) }, context()).components;
    assert.ok(none.every((one) => pointsLeft(one, none) === null));
  });

  it('tells what is missing in the facts, never below nothing', () => {
    const [focus, , progress] = sampleComponents as [ScoreComponent, ScoreComponent, ScoreComponent];
    assert.equal(withMissing(focus).facts['brokenMinutes'], 43);
    assert.equal(withMissing(progress).facts['openMinutes'], 30);
    assert.equal(withMissing({ ...progress, facts: { doneMinutes: 9, dueMinutes: 2 } }).facts['openMinutes'], 0);
    assert.deepEqual(
      withMissing({ ...progress, facts: { dueMinutes: 20, expectedMinutes: 60, workedMinutes: 45 } }).facts,
      {
        dueMinutes: 20,
        expectedMinutes: 60,
        workedMinutes: 45,
        brokenMinutes: 0,
        openMinutes: 20,
        missingMinutes: 15,
      },
    );
  });
});
