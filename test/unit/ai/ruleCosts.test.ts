import assert from 'node:assert/strict';
import { analyzeByRules, itemsAtMost } from '../../../src/ai/rules/analyzer.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { digest, t } from './given.ts';
import type { Limit, Values } from './limits/limit.ts';
import { waitLimits } from './limits/waitLimits.ts';
import { workLimits } from './limits/workLimits.ts';

/** The values of each topic of which more costs more, so that the finding comes earlier. */
const raising: Readonly<Partial<Record<DigestFact['topic'], readonly string[]>>> = {
  run: ['turnsWithoutEdits', 'failedInARow', 'totalMinutes'],
  file: ['days', 'brokenMinutes'],
  error: ['count', 'projects', 'totalFixMinutes'],
  switching: ['projectSwitchesPerHour', 'worstProjectSwitchesPerHour', 'fileSwitchesPerHour'],
  focus: ['breaksPerHour'],
  review: ['medianWorkingHours', 'totalHours'],
  plan: ['days'],
  branch: ['branches', 'medianWaitDays'],
  github: ['days', 'ofThem', 'waitMinutes'],
};

function costOf({ topic, ...of }: Limit['of'], values: Values): number | undefined {
  const fact = { id: `${topic}:1`, topic, weight: 50, names: {}, labels: {}, text: '', ...of, values };
  return analyzeByRules(digest([fact]), t).bottlenecks[0]?.cost;
}

describe('the cost of what the built-in rules find', () => {
  let raised = 0;
  for (const { rule, of, at } of [...workLimits, ...waitLimits])
    it(`is higher with more, and some minutes to a few hours at the limit: ${rule}`, () => {
      const cost = costOf(of, at) ?? 0;
      assert.ok(cost >= 20 && cost <= 90, `${cost}`);
      for (const key of (raising[of.topic] ?? []).filter((one) => (at[one] ?? 0) > 0)) {
        const more = costOf(of, { ...at, [key]: (at[key] ?? 0) * 1.5 });
        // Another rule may take a much larger value.
        if (more === undefined) continue;
        if (more !== cost) raised++;
        assert.ok(more >= cost, `${key}: ${cost} → ${more}`);
        assert.ok(more - cost <= 40, `${key}: ${cost} → ${more}`);
      }
    });

  it('is raised by about thirty values in all', () => assert.ok(raised >= 30, `${raised}`));

  it('is what five of seven findings are chosen by, and all are facts', () => {
    const waits = Array.from({ length: 7 }, (_, at) => ({
      id: `plan:${at}`,
      topic: 'plan' as const,
      weight: 50,
      labels: { about: 'review' },
      text: '',
      names: { task: `Review ${at}` },
      values: { days: 4 + at },
    }));
    const found = analyzeByRules(digest(waits), t).bottlenecks;
    assert.deepEqual(
      found.map(({ facts }) => facts[0]?.id),
      [6, 5, 4, 3, 2].map((at) => `plan:${at}`),
    );
    assert.equal(itemsAtMost.bottlenecks, 5);
  });
});
