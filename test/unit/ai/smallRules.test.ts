import assert from 'node:assert/strict';
import { isWithin, mostFor, spentIn } from '../../../src/ai/budget.ts';
import { contextOf } from '../../../src/ai/claims/context.ts';
import { tokensIn } from '../../../src/ai/claims/tokens.ts';
import { withNumberWords } from '../../../src/ai/claims/numberWords.ts';
import { patchesIn } from '../../../src/ai/drafts/codeDiff.ts';
import { Outgoing } from '../../../src/ai/outgoing.ts';
import type { Receipt } from '../../../src/core/insights/receipts.ts';
import { fact } from './given.ts';

describe('the budget of a day', () => {
  const receipt = (changes: Partial<Receipt>) =>
    ({ outcome: 'done', provider: 'claude', model: 'unknown', payload: '', costUsd: 0.5, ...changes }) as Receipt;

  it('is spent by calls that were made, of which some have no price', () => {
    const calls = [receipt({}), receipt({ costUsd: null }), receipt({ costUsd: 0 }), receipt({ outcome: 'cached' })];
    assert.deepEqual(spentIn(calls), { calls: 3, usd: 0.5, unpriced: 1 });
    assert.deepEqual(spentIn([]), { calls: 0, usd: 0, unpriced: 0 });
  });

  it('allows one more call up to its limits, and without a price by number alone', () => {
    const spent = { calls: 4, usd: 1, unpriced: 0 };
    const within = (calls: number, usd: number, most: number | null) => isWithin({ calls, usd }, spent, most);
    assert.deepEqual([within(5, 2, 1), within(4, 2, 1), within(5, 2, 1.01)], [true, false, false]);
    assert.deepEqual([within(5, 1, null), within(4, 1, null), within(5, 0.9, null)], [true, false, false]);
  });

  it('has the most that a call may cost for a model with a price', () => {
    const at = (id: string, model: string) => mostFor({ id, model, maxTokens: 1000 } as never, 'x'.repeat(3000), {});
    assert.ok((at('claude', 'claude-sonnet-5-5') ?? 0) > 0);
    assert.deepEqual([at('claude', 'unknown'), at('other', 'claude-sonnet-5-5')], [null, null]);
  });
});

describe('names that go to a model', () => {
  const sent = (text: string, names: 'aliased' | 'none' | 'real', learn: (policy: Outgoing) => void) => {
    const policy = new Outgoing({ isEnabled: true, names });
    learn(policy);
    return policy.sentence(text);
  };
  const work = (rules: Parameters<Outgoing['learnWork']>[0]['rules']) => (policy: Outgoing) =>
    policy.learnWork({ projects: ['/home/me/shop'], rules });

  it('are replaced, of projects and of those that rules name', () => {
    const text = 'shop, tax, and Wiki';
    assert.equal(sent(text, 'aliased', work({})), 'project-1, tax, and Wiki');
    const rules = { projects: [{ project: 'tax' }], userRules: [{ project: 'Wiki' }, {}] } as never;
    assert.equal(sent(text, 'aliased', work(rules)), 'project-1, project-2, and project-3');
    assert.equal(sent(text, 'real', work(rules)), text);
    assert.doesNotMatch(sent(text, 'none', work(rules)), /shop|tax|Wiki/);
  });

  it('are none where they are blank', () => {
    assert.equal(
      sent('a   b', 'aliased', (policy) => policy.learn('project', '   ')),
      'a   b',
    );
  });

  it('are labels of two letters or more that are not public', () => {
    const error = (code: string) =>
      sent(`code ${code}.`, 'aliased', (policy) =>
        policy.learnFacts([fact({ names: {}, labels: { reporter: 'own-linter', code } })]),
      );
    assert.equal(error('7'), 'code 7.');
    assert.notEqual(error('q7'), 'code q7.');
    assert.notEqual(error('secret-rule'), 'code secret-rule.');
  });
});

describe('the words around a number', () => {
  const around = (text: string, number: number) => {
    const tokens = withNumberWords(tokensIn(text));
    const at = tokens.findIndex((token) => token.is === 'number' && token.value === number);
    return contextOf({ tokens, at });
  };

  it('are those before it, nearest first, and those behind it up to the next number or sign', () => {
    const { before, after, clause, sentence, signs } = around('Lately, in all of it 12 runs failed 30 times, then', 12);
    assert.deepEqual(before, ['it', 'of', 'all', 'in']);
    assert.deepEqual(after, ['runs', 'failed']);
    assert.deepEqual(clause, ['in', 'all', 'of', 'it', 'runs', 'failed', 'times']);
    assert.deepEqual([sentence.at(0), sentence.at(-1), signs], ['lately', 'then', 'it']);
    const far = around('one two: of all that I ran in May and June, "12" runs', 12);
    assert.deepEqual([far.before, far.signs], [[], '"']);
    assert.deepEqual(around('so of all that I ran in May 12', 12).before, ['may', 'in', 'ran', 'i', 'that', 'all']);
    assert.equal(around('12 runs', 12).signs, '');
  });

  it('are those of its clause, which no sign within a number or a quotation ends', () => {
    for (const [text, clause] of [
      ['It took 1.5 h "for" 12 Runs, then', ['it', 'took', 'for', 'runs']],
      ['Then (for 12 runs) it took', ['for', 'runs']],
      ['12 runs – then', ['runs']],
      ['12 of the 30 runs; then', ['of', 'the', 'runs']],
    ] as const)
      assert.deepEqual(around(text, 12).clause, clause);
    assert.deepEqual(around('12 of the 30 runs; then', 12).whole, { value: 30, after: ['runs'] });
  });

  it('say whether it is a part or a whole', () => {
    const part = around('12 out of all the 30 runs failed', 12);
    assert.deepEqual(
      [part.isPartOf, part.isWholeOf, part.whole],
      [true, false, { value: 30, after: ['runs', 'failed'] }],
    );
    const whole = around('12 of 30 runs failed', 30);
    assert.deepEqual([whole.isPartOf, whole.isWholeOf], [false, true]);
    const neither = around('of 30 runs some failed', 30);
    assert.deepEqual([neither.isPartOf, neither.isWholeOf], [false, false]);
    assert.equal(around('12 of the runs failed', 12).whole, undefined);
  });

  it('say whether another number is a time of day', () => {
    assert.deepEqual(
      ['12 runs at 14:00', '12 runs in 14 days', '14:00'].map(
        (text) => around(text, text === '14:00' ? 14 : 12).hasClock,
      ),
      [true, false, false],
    );
  });

  it('are a segment between conjunctions, in which two times of day are one thing', () => {
    assert.equal(around('12 runs failed but 30 passed', 12).segment, '# runs failed');
    assert.equal(around('12 runs failed but 30 passed', 30).segment, '# passed');
    assert.equal(around('12 runs failed between 13:00 and 16:00', 12).segment, '# runs failed between 9:00 and 9:00');
    assert.equal(around('12 runs and 13:00', 12).segment, '# runs');
    assert.equal(around('13:00 and 12 Runs', 12).segment, '# runs');
    assert.equal(around('between 13:00 and 16:00', 13).segment, 'between # and 9:00');
    assert.equal(around('12 and 30 runs failed', 12).segment, '#');
    assert.equal(around('Lately, all in all 12 runs of 30, and so on', 12).segment, 'all in all # runs of 0');
    assert.equal(around('30 passed, and of these 12 failed which ran', 12).segment, 'of these # failed');
  });
});

describe('the output of git diff', () => {
  it('is split by file, without what stands before the first', () => {
    assert.deepEqual(patchesIn('warning: x\ndiff --git a/1 b/1\n+a\ndiff --git a/2 b/2\n'), [
      'diff --git a/1 b/1\n+a\n',
      'diff --git a/2 b/2\n',
    ]);
    assert.deepEqual([patchesIn(''), patchesIn('x\rdiff --git a/1 b/1')], [[], []]);
  });
});
