import assert from 'node:assert/strict';
import { claudeRequest } from '../../../src/ai/claude/request.ts';

describe('what Claude is asked', () => {
  const effort = (task: 'plan' | 'tests' | 'analysis' | 'standup', model = 'claude-sonnet-5-5') =>
    claudeRequest(model, { task, system: 'Do.', content: '{}' }).output_config.effort;

  it('takes more effort for a plan and for tests, of a model that knows the word', () => {
    assert.deepEqual(
      (['plan', 'tests', 'analysis', 'standup'] as const).map((task) => effort(task)),
      ['medium', 'medium', 'low', 'low'],
    );
    assert.deepEqual(
      ['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-opus-4-6'].map((model) => effort('plan', model)),
      [undefined, undefined, 'medium'],
    );
  });

  it('is the content alone, with room for 8,000 tokens', () => {
    const { output_config: _, ...rest } = claudeRequest('m', { task: 'plan', system: 'Do.', content: '{"a":1}' });
    const messages = [{ role: 'user', content: '{"a":1}' }];
    assert.deepEqual(rest, { model: 'm', max_tokens: 8000, system: 'Do.', messages });
  });
});
