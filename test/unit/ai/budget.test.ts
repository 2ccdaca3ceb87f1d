import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { settledCost, soundTokens, spentIn } from '../../../src/ai/budget.ts';
import { callModel } from '../../../src/ai/callModel.ts';
import type { ModelAnswer, ModelProvider } from '../../../src/ai/provider.ts';
import { errorCode } from '../../../src/core/base/appError.ts';
import { bundleChild } from '../../harness/bundleChild.ts';
import { ask, desk, ok, replay, tokens } from './desk.ts';

const { signal } = new AbortController();
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'ok', errorCode);
const asked = (n: number) => ({ ...ask, content: `{"n":${n}}` });
/** The most that one call of these tests may cost, US dollars: 1,000 tokens of answer, and a few of question. */
const most = 0.0101;

describe('the AI budget', () => {
  const lost: ModelAnswer = { outcome: 'timeout', model: 'claude-sonnet-5-5', tokens: null };

  it('counts calls that failed at what they may have cost', async () => {
    const at = desk({
      provider: replay(Array.from({ length: 99 }, () => lost)),
      limits: { usd: 3.5 * most, calls: 99 },
    });
    const ends = [];
    for (let n = 0; n < 6; n++) ends.push(await codeOf(callModel(asked(n), at, signal)));
    assert.deepEqual(ends, ['ai-timeout', 'ai-timeout', 'ai-timeout', 'ai-budget', 'ai-budget', 'ai-budget']);
    assert.ok(at.book.last.every(({ costUsd, costAtMost }) => (costUsd ?? 0) > 0.01 && costAtMost === true));
  });

  it('counts calls that were turned away as free', async () => {
    const refused: ModelAnswer = { outcome: 'rate-limited', model: 'm', tokens: null, unbilled: true };
    const at = desk({
      provider: replay(Array.from({ length: 9 }, () => refused)),
      limits: { usd: 1.5 * most, calls: 99 },
    });
    for (let n = 0; n < 5; n++) assert.equal(await codeOf(callModel(asked(n), at, signal)), 'ai-rate-limited');
    assert.equal(at.book.last[0]?.costUsd, 0);
  });

  it('reserves the most a call may cost while it is under way, and gives back what was not used', async () => {
    const at = desk({ limits: { usd: 1.5 * most, calls: 99 } });
    let end: (answer: ModelAnswer) => void = () => undefined;
    const provider: ModelProvider = { ...replay([]), send: () => new Promise((resolve) => void (end = resolve)) };
    const first = callModel(asked(1), { ...at, provider }, signal);
    await new Promise(setImmediate);
    assert.equal(at.book.last[0]?.costAtMost, true);
    assert.equal(await codeOf(callModel(asked(2), at, signal)), 'ai-budget');
    end({ ...ok, tokens: { ...tokens, input: 10, output: 10 } });
    await first;
    assert.equal(at.book.last[0]?.costAtMost, undefined);
    assert.equal(await codeOf(callModel(asked(3), at, signal)), 'ok');
  });

  it('holds for calls that begin at the same time in one window', async () => {
    const at = desk({ provider: replay(Array.from({ length: 20 }, () => ok)), limits: { usd: 5, calls: 1 } });
    const ends = await Promise.all(Array.from({ length: 20 }, (_, n) => codeOf(callModel(asked(n), at, signal))));
    assert.deepEqual([at.provider.calls, ends.filter((end) => end === 'ok').length], [1, 1]);
  });

  it('closes the receipt of a provider that throws, answers nothing, or does not stop when told to', async () => {
    const controller = new AbortController();
    const sends: readonly [ModelProvider['send'], string][] = [
      [() => Promise.reject(new Error('secret')), 'ai-server-error'],
      [() => Promise.resolve(undefined as unknown as ModelAnswer), 'ai-server-error'],
      [() => new Promise(() => setTimeout(() => controller.abort(), 10)), 'ai-cancelled'],
    ];
    for (const [send, code] of sends) {
      const at = desk();
      const end = await codeOf(callModel(ask, { ...at, provider: { ...at.provider, send } }, controller.signal));
      assert.deepEqual([end, at.book.last[0]?.outcome, at.book.last[0]?.costAtMost], [code, code.slice(3), true]);
    }
  });

  it('uses an answer whose receipt could not be closed, and leaves the reservation', async () => {
    const at = desk();
    const write = at.book.write;
    at.book.write = (receipt) => (receipt.outcome === 'sent' ? write(receipt) : Promise.reject(new Error('ENOSPC')));
    assert.equal(await codeOf(callModel(ask, at, signal)), 'ok');
    assert.equal(at.book.last[0]?.outcome, 'sent');
  });

  it('takes receipts of earlier versions without a cost at the most they may have cost', async () => {
    const at = desk();
    await callModel(ask, at, signal);
    const [{ costAtMost: _, ...receipt }] = at.book.last as [(typeof at.book.last)[0]];
    const earlier = { ...receipt, outcome: 'timeout', tokens: null, costUsd: null } as const;
    assert.ok(spentIn([earlier]).usd > 0.08);
    assert.equal(spentIn([{ ...earlier, model: 'unknown' }]).unpriced, 1);
  });

  it('never takes a call for less than nothing, nor for more than it may cost by usage that cannot be', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e300, -0, Number.NaN));
    const usage = fc.record({ input: number, output: number, cacheRead: number, cacheWrite: number });
    fc.assert(
      fc.property(usage, (counts) => {
        const told = soundTokens({ ...counts, estimated: false }, { maxTokens: 1000 }, 'payload');
        const price = { most, prices: {} };
        const { costUsd } = settledCost({ tokens: told, model: 'x' }, replay([]), price);
        assert.ok(costUsd !== null && costUsd >= 0 && costUsd < 0.05, String(costUsd));
      }),
      { seed: 20_261_128 },
    );
  });
});

describe('the AI budget of windows in separate processes', () => {
  const folders: string[] = [];
  let child: string;
  before(() => (child = bundleChild(join(import.meta.dirname, 'budgetChild.ts'))));
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  const run = async (count: number, limits: object, outcome: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'daymark-budget-'));
    folders.push(folder);
    const started = Array.from({ length: count }, () =>
      spawn(process.execPath, [child, folder, JSON.stringify(limits), outcome], {
        stdio: ['ignore', 'inherit', 'inherit'],
      }),
    );
    await Promise.all(started.map((one) => once(one, 'exit')));
    const ends = readFileSync(join(folder, 'ends'), 'utf8').trim().split('\n');
    return { calls: readFileSync(join(folder, 'calls'), 'utf8').length, ends: ends.sort() };
  };

  it('holds a limit of one call: 20 windows at once make one', async function () {
    this.timeout(120_000);
    const { calls, ends } = await run(20, { usd: 5, calls: 1 }, 'ok');
    assert.deepEqual([calls, ends], [1, [...Array.from({ length: 19 }, () => 'ai-budget'), 'ok']]);
  });

  it('holds a limit of money with calls that fail', async function () {
    this.timeout(120_000);
    const { calls, ends } = await run(8, { usd: 2.5 * most, calls: 99 }, 'timeout');
    assert.deepEqual([calls, ends.filter((end) => end === 'ai-timeout').length], [2, 2]);
  });
});
