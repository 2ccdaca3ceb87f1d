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

/** Cost of each rule's finding at its limit: the order in which findings that are just worth a word compete for the five places. */
const costs: Readonly<Record<string, number>> = {
  'four changes of outcome without an edit, on two days': 80,
  'three changes of outcome without an edit, each on a day of its own': 75,
  'runs of five minutes': 40,
  'four failures in a row': 36,
  'a file that is broken for two hours on half of the days': 84,
  'a file that is broken for 90 minutes, more than its share of the work explains': 72,
  'a file whose errors keep to a time of the day': 72,
  'the same error in two projects': 57,
  'an error without a name that takes long to fix': 57,
  'an error without a name that is a third of all': 52,
  'errors that cost an hour, however often others come': 52,
  'errors of one code that are half of all': 75,
  'six switches of project an hour': 75,
  'two and a half times the usual switches': 65,
  'two shredded hours a day': 67.5,
  'two switches of file a minute': 62,
  'stretches of twelve minutes': 47.5,
  'reviews that wait for most of a working day': 56,
  'reviews that wait for more than a working day beside quick ones': 51,
  'waiting that was logged': 45,
  'other waiting that was logged': 45,
  'a review that is planned again and again': 46,
  'three of fifteen branches that lie still': 69,
  'two of five branches that lie still until they are reviewed': 61,
  'plans of which less than half is done': 40,
  'a planned hour that takes more': 25,
  'a planned hour that takes less': 25,
  'someone who waits for your review': 50,
  'red checks': 50,
  'pull requests that no one touches': 28,
  'CI of ten minutes that is waited for': 50,
  'CI that stays red': 35,
};

describe('the cost of what the built-in rules find', () => {
  it('at its limit is the one by which it competes with the others', () => {
    const limits = [...workLimits, ...waitLimits].map(({ rule, of, at }) => [rule, costOf(of, at)]);
    assert.deepEqual(Object.fromEntries(limits), costs);
  });

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
