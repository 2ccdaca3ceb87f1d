import assert from 'node:assert/strict';
import { Ledger } from '../../../src/agents/ledger.ts';
import { claudeCode } from '../../../src/agents/readers/claudeCode.ts';
import { categoryOf, categoryOfPrompt } from '../../../src/agents/sessionCategory.ts';
import { agentSessions } from '../../../src/agents/sessionRecords.ts';
import { sessionsOf } from '../../../src/agents/sessions.ts';
import type { LogFormat } from '../../../src/agents/usage.ts';
import { translator } from '../../../src/core/base/translate.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { DataFolder } from '../../../src/headless/dataFolder.ts';
import { defaultAnswerSettings } from '../../../src/headless/settingsFile.ts';
import { HeadlessFolder } from '../storage/headlessFolder.ts';
import { wasmPath } from '../storage/storageFolder.ts';

describe('the category of a session', () => {
  const of = (branch: string, files?: readonly string[], ...prompts: readonly string[]): string | undefined => {
    const found = categoryOf({
      branches: branch === '' ? [] : [branch],
      prompts: prompts.map(categoryOfPrompt),
      ...(files && { edits: files.map((file) => ({ file })) }),
    });
    return found && `${found.category} by ${found.by}`;
  };

  it('is that of its branch, then of its files, then of most prompts', () => {
    assert.equal(of('fix/cart', ['README.md'], 'Add a cart'), 'fix by branch');
    assert.equal(of('me/feature-cart', ['a.ts']), 'feature by branch');
    assert.equal(of('main', ['README.md', 'docs/a.png'], 'Add a cart'), 'docs by files');
    assert.equal(of('main', ['test/a.ts', 'src/a.test.ts', 'pkg/a_test.go'], 'Fix it'), 'tests by files');
    assert.equal(of('main', ['src/a.ts'], 'Fix the crash', 'Rename it', 'It still fails'), 'fix by prompt');
    assert.equal(of('main', ['src/a.ts', 'README.md'], 'Implement the cart'), 'feature by prompt');
    assert.equal(of('main', [], 'Go on'), 'exploration by nothing changed');
    assert.equal(of('main', ['src/a.ts'], 'Go on'), undefined);
    assert.equal(of('main', undefined, 'Go on'), undefined, 'what it edited is not known');
    for (const branch of ['main', 'prefix', 'latest/x', 'testing', 'documents'])
      assert.equal(of(branch), undefined, branch);
  });

  for (const [prompt, expected] of [
    ['Please review my changes', 'review'],
    ['Why does the test fail?', 'exploration'],
    ['Add a test for the cart', 'tests'],
    ['Update the README', 'docs'],
    ['Simplify cart.ts', 'refactoring'],
    ['Support two currencies', 'feature'],
    ['ok', undefined],
  ] as const)
    it(`of "${prompt}" is ${expected}`, () => assert.equal(categoryOfPrompt(prompt), expected));

  it('is read from a log, of which no word of the prompt stays', () => {
    const ledger = new Ledger(claudeCode as unknown as LogFormat);
    const shared = { sessionId: 's', cwd: '/shop', gitBranch: 'main', timestamp: '2026-11-29T08:00:00.000Z' };
    const message = { role: 'user', content: 'Fix the secret cart' };
    const format = claudeCode as unknown as LogFormat;
    const state = format.begin('/p/s.jsonl');
    format.read({ ...shared, type: 'user', uuid: 'u1', message }, state, ledger);
    const usage = { input_tokens: 1, output_tokens: 1 };
    const answer = { id: 'm1', model: 'claude-sonnet-4-5', role: 'assistant', content: [], usage };
    format.read({ ...shared, type: 'assistant', uuid: 'u2', requestId: 'r1', message: answer }, state, ledger);
    const [found] = sessionsOf(ledger, { prices: {}, offsetAt: () => 0 });
    assert.deepEqual([found?.session.category, found?.session.categoryBy], ['fix', 'prompt']);
    assert.doesNotMatch(JSON.stringify([found, ledger.turns()]), /secret|cart/);
  });

  describe('that is recorded', () => {
    const made = HeadlessFolder.forEach();
    const shown = async (): Promise<unknown> => {
      const day = new Date(made.disk.clock.now()).toISOString().slice(0, 10);
      const { sessions } = (await made.run('agents.day', { day })) as {
        readonly sessions: readonly { readonly category?: string; readonly categoryBy?: string }[];
      };
      return sessions.map(({ category, categoryBy }) => [category, categoryBy]);
    };

    it('is changed by the user, who has the last word, until the rules decide again', async () => {
      const { folder, clock } = made.disk;
      const at = clock.now();
      const data = new DataFolder({ folder, wasmPath, clock, mayWrite: true });
      const read = (query: { readonly name: string }, params: unknown): Promise<unknown> =>
        data.answer({ operation: query.name, params, options: { ...defaultAnswerSettings, now: at, offset: 0 } });
      const records = recordsOf({ clock, t: translator(), recorder: data.recorder, read: read as never });
      const tokens = { input: 1, output: 1, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
      const part = { at, model: 'm', calls: 1, tokens, costUsd: 0, unpricedCalls: 1, unpricedTokens: 2 };
      const session = {
        tool: 'claude-code',
        start: at,
        end: at,
        offset: 0,
        turns: 1,
        toolCalls: 0,
        usage: [part],
        work: [],
      } as const;
      await records(agentSessions).put('s1', {
        ...session,
        usage: [part],
        work: [],
        project: '/shop',
        category: 'fix',
        categoryBy: 'prompt',
      });
      await data.close();
      assert.deepEqual(await shown(), [['fix', 'prompt']]);
      await made.run('agents.categorize', { session: 's1', category: 'tests' });
      assert.deepEqual(await shown(), [['tests', 'you']]);
      await made.run('agents.categorize', { session: 's1', category: null });
      assert.deepEqual(await shown(), [['fix', 'prompt']]);
      await made.run('agents.categorize', { session: 's1', category: null });
      await assert.rejects(made.run('agents.categorize', { session: 'other', category: 'fix' }), { code: 'not-found' });
      await assert.rejects(made.run('agents.categorize', { session: 's1', category: 'magic' }), {
        code: 'invalid-input',
      });
    });
  });
});
