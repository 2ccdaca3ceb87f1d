import assert from 'node:assert/strict';
import { streamedAnswer } from '../../../src/ai/streamedAnswer.ts';
import type { StreamingModel } from '../../../src/ai/streamedAnswer.ts';

const never = new Promise<never>(() => undefined);
async function* parts(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}
async function* failing(): AsyncGenerator<string> {
  yield '{"bottle';
  throw new Error('secret payload');
}
async function* endless(): AsyncGenerator<string> {
  for (;;) yield 'x'.repeat(10_000);
}
async function* silent(): AsyncGenerator<string> {
  yield 'x';
  await never;
}

describe('an answer that is streamed', () => {
  const made = (changes: Partial<StreamingModel> = {}) => {
    const cancelled: string[] = [];
    const model: StreamingModel = {
      id: 'm',
      open: () => Promise.resolve(parts('a', 'b')),
      cancel: () => void cancelled.push('m'),
      countTokens: (text) => Promise.resolve(text.length),
      outcomeOf: () => 'permission',
      ...changes,
    };
    return { model, cancelled };
  };
  const answer = (changes: Partial<StreamingModel> = {}, signal = new AbortController().signal) =>
    streamedAnswer(made(changes).model, ['one', 'two'], signal);

  it('is whole, with its tokens counted', async () => {
    const { outcome, text, tokens } = await answer();
    assert.deepEqual([outcome, text], ['ok', 'ab']);
    assert.deepEqual(tokens, { input: 6, output: 2, cacheRead: 0, cacheWrite: 0, estimated: true });
  });

  const failures: readonly [string, Partial<StreamingModel>, string][] = [
    ['does not begin', { open: () => Promise.reject(new Error('no')) }, 'permission'],
    ['throws midway', { open: () => Promise.resolve(failing()) }, 'permission'],
    ['has no text', { open: () => Promise.resolve(parts()) }, 'unreadable'],
    ['never stops talking', { open: () => Promise.resolve(endless()) }, 'unreadable'],
  ];
  for (const [name, changes, outcome] of failures)
    it(`that ${name} has its own message: ${outcome}`, async () => {
      const failed = await answer(changes);
      assert.equal(failed.outcome, outcome);
      assert.doesNotMatch(JSON.stringify(failed), /secret/);
    });

  for (const [name, open] of [
    ['falls silent', () => Promise.resolve(silent())],
    ['never begins', () => never],
  ] as const)
    it(`that ${name} can be cancelled, and the model is told to stop`, async () => {
      const controller = new AbortController();
      const { model, cancelled } = made({ open });
      const pending = streamedAnswer(model, [], controller.signal);
      setTimeout(() => controller.abort(), 20);
      assert.equal((await pending).outcome, 'cancelled');
      assert.deepEqual(cancelled, ['m']);
    });

  it('has a million characters at most', async () => {
    const outcomeOf = async (length: number) =>
      (await answer({ open: () => Promise.resolve(parts('x', 'x'.repeat(length - 1))) })).outcome;
    assert.deepEqual([await outcomeOf(1_000_000), await outcomeOf(1_000_001)], ['ok', 'unreadable']);
  });

  it('is not requested once cancelled', async () => {
    let opened = 0;
    const open = () => (opened++, Promise.resolve(parts('a')));
    assert.equal((await answer({ open }, AbortSignal.abort())).outcome, 'cancelled');
    assert.equal(opened, 0);
  });

  for (const [name, countTokens] of [
    ['throws', () => Promise.reject(new Error('no'))],
    ['says nonsense', () => Promise.resolve(Number.NaN)],
    ['says less than nothing', () => Promise.resolve(-4)],
  ] as const)
    it(`is counted by our estimate where the counter ${name}`, async () => {
      const { outcome, tokens } = await answer({ countTokens });
      assert.deepEqual([outcome, tokens?.input, tokens?.output], ['ok', 2, 1]);
    });
});
