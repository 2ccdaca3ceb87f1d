import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byPromptOf, editedBy } from '../../../src/agents/byPrompt.ts';
import type { UsageEntry } from '../../../src/agents/usage.ts';

const where = { session: 's', project: '/work/shop' };
const event = (at: number) => ({ ...where, key: `e${at}`, at });
const call = (at: number, model = 'claude-sonnet-4-5'): UsageEntry => ({
  ...event(at),
  model,
  tokens: { input: 10, output: 5, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 100, reasoning: 0 },
});
const edit = (at: number, file: string, [added, removed]: readonly [number[], number[]]) => ({
  ...event(at),
  file,
  added,
  removed,
  state: 'done' as const,
});

describe('what a session did after each prompt', () => {
  it('is each call and each change once, up to the next prompt; what comes before the first is in none', () => {
    const found = byPromptOf(
      {
        turns: [event(200), event(100), event(100), where as never],
        entries: [call(50), call(100), call(150), call(250, 'unheard-of')],
        toolCalls: [event(120), event(199), event(200), { ...where, key: 'undated' }],
        edits: [edit(130, 'a.ts', [[1, 2], [3]]), edit(140, 'a.ts', [[4], []]), edit(300, 'b.ts', [[], [5]])],
      },
      {},
    );
    const shown = found.map(({ at, calls, toolCalls, tokens, files, added, removed }) => [
      [at, calls, toolCalls, tokens],
      [files, added, removed],
    ]);
    assert.deepEqual(shown, [
      [
        [100, 2, 2, 230],
        [1, 3, 1],
      ],
      [
        [200, 1, 1, 115],
        [1, 0, 1],
      ],
    ]);
    assert.deepEqual(
      found.map(({ costUsd, unpricedCalls }) => [costUsd > 0, unpricedCalls]),
      [
        [true, 0],
        [false, 1],
      ],
    );
  });

  it('adds up to the session from its first prompt on, for the newest 200 prompts', () => {
    const instant = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 300 }), fc.array(instant), (prompts, calls) => {
        const found = byPromptOf(
          { turns: prompts.map(event), entries: calls.map((at) => call(at)), toolCalls: calls.map(event), edits: [] },
          {},
        );
        const first = found[0]?.at ?? 0;
        assert.deepEqual(
          found.map(({ at }) => at),
          [...new Set(prompts)].sort((a, b) => a - b).slice(-200),
        );
        const expected = calls.filter((at) => at >= first).length;
        assert.equal(
          found.reduce((sum, one) => sum + one.calls, 0),
          expected,
        );
        assert.equal(
          found.reduce((sum, one) => sum + one.toolCalls, 0),
          expected,
        );
      }),
    );
  });

  it('has each changed file once', () => {
    const edits = [edit(1, 'a.ts', [[1], [2, 3]]), edit(2, 'b.ts', [[], []]), edit(3, 'a.ts', [[1], []])];
    assert.deepEqual(editedBy(edits), { files: 2, added: 2, removed: 2 });
  });
});
