import assert from 'node:assert/strict';
import { jsonIn } from '../../../src/ai/answerText.ts';
import { soundTokens } from '../../../src/ai/budget.ts';
import { correctEstimates } from '../../../src/ai/estimates.ts';
import type { PlanDraft } from '../../../src/core/insights/planInputs.ts';
import { evidence, inputs, task } from './inputs.ts';

describe('the JSON in a text', () => {
  const found = (text: string) => [...jsonIn(text)];

  it('is the whole of it, or each object between words', () => {
    assert.deepEqual(found(' {"a":1} '), [{ a: 1 }]);
    assert.deepEqual(found('x {"a":{"b":1}} y {"c":2} z'), [{ a: { b: 1 } }, { c: 2 }]);
    assert.deepEqual(found('{x} {"a":"}{\\"{"} {"b":'), [{ a: '}{"{' }]);
    assert.deepEqual(found('{ open {"a":1}'), [{ a: 1 }]);
    assert.deepEqual([found(''), found('none'), found('[1] x')], [[], [], []]);
  });

  it('is searched for in fifty places and a million characters at most', () => {
    assert.deepEqual([found(`${'{ '.repeat(49)}{"a":1}`), found(`${'{ '.repeat(50)}{"a":1}`)], [[{ a: 1 }], []]);
    const object = '{"a":1}';
    const blank = (length: number) => ' '.repeat(length);
    assert.deepEqual(found(blank(1_000_000 - object.length) + object), [{ a: 1 }]);
    assert.deepEqual(found(blank(1_000_001 - object.length) + object), []);
  });
});

describe('the tokens that a provider reports', () => {
  it('are believed where they can be right: as many as there are bytes, and as an answer may have', () => {
    const sound = (change: object) => {
      const tokens = { input: 10, output: 20, cacheRead: 0, cacheWrite: 0, estimated: false, ...change };
      return soundTokens(tokens, { maxTokens: 100 }, 'ä€x') === tokens;
    };
    const most = 6 + 10_000;
    for (const right of [{}, { input: most }, { output: 100 }, { input: 0, cacheRead: most }, { output: 0 }])
      assert.equal(sound(right), true, JSON.stringify(right));
    for (const wrong of [
      { input: most + 1 },
      { input: most, cacheWrite: 1 },
      { output: 101 },
      { output: -1 },
      { input: 20, cacheRead: -5 },
      { input: -5, cacheWrite: 20 },
      { output: 1.5 },
    ])
      assert.equal(sound(wrong), false, JSON.stringify(wrong));
    assert.equal(soundTokens(null, { maxTokens: 100 }, 'x'), null);
  });
});

describe('the estimates of a plan', () => {
  const planned = (minutes: number, ...ids: string[]): PlanDraft['tasks'][number] => ({
    title: `Task of ${minutes}`,
    priority: 'low',
    minutes,
    evidence: ids.flatMap(evidence),
  });
  const corrected = (ratio: number | undefined, ...tasks: PlanDraft['tasks'][number][]) => {
    const estimates = ratio === undefined ? {} : { estimates: { ratio, evidence: evidence('estimate') } };
    const unfinished = [task({ id: 'w:1', evidence: evidence('estimate') }), task({ id: 'w:2' })];
    return correctEstimates({ tasks }, inputs({ ...estimates, unfinished } as never)).tasks;
  };

  it('are corrected by the person’s own ratio in steps of five minutes, and say so', () => {
    assert.deepEqual(
      corrected(1.5, planned(30, 'a', 'b'), planned(8), planned(1)).map(({ minutes, evidence: on }) => [
        minutes,
        on.map(({ id }) => id).join(' '),
      ]),
      [
        [45, 'a estimate b'],
        [10, 'estimate'],
        [5, 'estimate'],
      ],
    );
    assert.deepEqual(
      corrected(0.5, planned(60, 'a')).map(({ minutes }) => minutes),
      [30],
    );
  });

  it('are left where the ratio is near one or unknown, and where they were corrected before', () => {
    const one = planned(30, 'a');
    for (const ratio of [undefined, 1, 1.09, 0.91]) assert.deepEqual(corrected(ratio, one), [one], String(ratio));
    assert.notDeepEqual(corrected(1.2, one), [one]);
    const before = [planned(30, 'estimate'), planned(30, 'a', 'task:w:1')];
    assert.deepEqual(corrected(2, ...before), before);
    assert.deepEqual(
      corrected(2, planned(30, 'task:w:2')).map(({ minutes }) => minutes),
      [60],
    );
  });
});
