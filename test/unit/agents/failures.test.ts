import assert from 'node:assert/strict';
import { countFailures, failuresOf } from '../../../src/agents/failures.ts';
import { Ledger } from '../../../src/agents/ledger.ts';
import { claudeCode } from '../../../src/agents/readers/claudeCode.ts';
import { sessionsOf } from '../../../src/agents/sessions.ts';
import type { LogFormat } from '../../../src/agents/usage.ts';

const [at, later] = ['2026-11-28T10:00:00.000Z', '2026-11-28T10:05:00.000Z'];

describe('calls that failed in a session', () => {
  it('are in its record, after the prompt that they followed, once for all copies', () => {
    const format = claudeCode as unknown as LogFormat;
    const ledger = new Ledger(format);
    const line = (more: object) => ({ sessionId: 's', cwd: '/work/shop', timestamp: at, ...more });
    const user = (uuid: string, content: unknown, more: object = {}) =>
      line({ type: 'user', uuid, message: { content }, ...more });
    const result = user('3', [{ type: 'tool_result', tool_use_id: 't', is_error: true, content: 'no' }]);
    const lines = [
      user('1', 'One'),
      line({ type: 'assistant', requestId: 'r', message: { id: 'm', content: [], usage: { input_tokens: 1 } } }),
      result,
      result,
      user('4', 'Two', { timestamp: later }),
      line({
        type: 'assistant',
        uuid: 'e',
        isApiErrorMessage: true,
        timestamp: later,
        message: { model: '<synthetic>' },
      }),
    ];
    const state = format.begin('');
    for (const one of lines) format.read(one, state, ledger);
    const [found] = sessionsOf(ledger, { prices: {}, offsetAt: () => 0 });
    const failures = [
      [Date.parse(at), 'tool', 1],
      [Date.parse(later), 'model', 2],
    ];
    assert.deepEqual(found?.session.failures, failures);
    assert.deepEqual(countFailures(found?.session.failures), { tool: 1, model: 1 });
  });

  it('are those of the end where the tool does not date them, and the newest 500', () => {
    const failure = { session: 's', project: '', of: 'tool' } as const;
    assert.deepEqual(failuresOf([{ ...failure, key: 'a' }], [], 7), [[7, 'tool', 0]]);
    const many = Array.from({ length: 600 }, (_, i) => ({ ...failure, key: `${i}`, at: i }));
    assert.deepEqual(
      failuresOf(many, [], 7)
        .map(([first]) => first)
        .slice(0, 1),
      [100],
    );
    assert.deepEqual(countFailures(), { tool: 0, model: 0 });
  });
});
