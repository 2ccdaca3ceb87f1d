import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../../harness/anyText.ts';
import { AgentStream } from '../../../../src/agents/runs/agentStream.ts';
import { runAgents } from '../../../../src/agents/runs/runRecords.ts';

const streamOf = (agent: (typeof runAgents)[number]): AgentStream =>
  new AgentStream(agent, { prices: {}, now: () => Date.UTC(2026, 10, 29) });
const call = (id: string, output: number, more: object = {}): string =>
  JSON.stringify({
    type: 'assistant',
    session_id: 's-1',
    parent_tool_use_id: null,
    message: {
      id,
      model: 'claude-sonnet-4-5-20250929',
      content: [{ type: 'text', text: 'Hello' }],
      usage: { input_tokens: 100_000, output_tokens: output },
    },
    ...more,
  });

describe('the output of agents', () => {
  it('Claude Code: a call that comes in several lines counts once, with its largest usage', () => {
    const stream = streamOf('claude');
    assert.equal(stream.line(call('m1', 0)), 'Hello');
    stream.line(call('m1', 100_000));
    stream.line(call('m2', 0, { parent_tool_use_id: 'toolu_1' }));
    const { turns, costUsd, session } = stream.progress;
    // $3 for a million tokens of input, $15 of output; the subagent's call costs, and isn't a turn.
    assert.equal(costUsd?.toFixed(4), '2.1000');
    assert.deepEqual({ turns, session }, { turns: 1, session: 's-1' });
  });

  it('Claude Code: its own total wins, and refusals and limits are told', () => {
    const stream = streamOf('claude');
    stream.line(call('m1', 5));
    const result = {
      type: 'result',
      subtype: 'success',
      is_error: false,
      num_turns: 3,
      total_cost_usd: 0.25,
      session_id: 's-1',
    };
    const text = stream.line(JSON.stringify({ ...result, permission_denials: [{ tool_name: 'Bash' }] }));
    assert.match(text, /Bash: permission needed/);
    assert.deepEqual(stream.progress, {
      turns: 3,
      costUsd: 0.25,
      session: 's-1',
      isError: false,
      denials: 1,
      limit: undefined,
    });
    stream.line(JSON.stringify({ ...result, subtype: 'error_max_turns' }));
    assert.equal(stream.progress.limit, 'turns');
    assert.equal(stream.progress.isError, true);
  });

  it('Codex: thread, turns, commands, and failure', () => {
    const stream = streamOf('codex');
    stream.line('{"type":"thread.started","thread_id":"t-1"}');
    const item = { id: 'i', type: 'command_execution', command: "/bin/bash -lc 'echo hi'" };
    assert.equal(stream.line(JSON.stringify({ type: 'item.started', item })), "▸ /bin/bash -lc 'echo hi'");
    assert.equal(stream.line('{"type":"item.completed","item":{"type":"agent_message","text":"Done."}}'), 'Done.');
    stream.line('{"type":"turn.completed","usage":{"input_tokens":1033}}');
    assert.deepEqual([stream.progress.turns, stream.progress.session, stream.progress.isError], [1, 't-1', false]);
    assert.equal(stream.progress.costUsd, undefined);
    stream.line('{"type":"turn.failed","error":{"message":"no"}}');
    assert.equal(stream.progress.isError, true);
  });

  it('shows no control characters, and nothing of any line throws', () => {
    assert.equal(streamOf('custom').line('a\u001B]52;c;aGk=\u0007b\u001B[31mc\u202Ed'), 'abcd');
    const values = fc.oneof(fc.json(), fc.string(), anyText());
    const types = fc.constantFrom('assistant', 'result', 'item.completed', 'item.started', 'turn.failed', 'error');
    const shaped = fc
      .record({
        type: types,
        message: fc.jsonValue(),
        item: fc.jsonValue(),
        error: fc.jsonValue(),
        num_turns: fc.jsonValue(),
      })
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.constantFrom(...runAgents), fc.oneof(values, shaped), (agent, line) => {
        const stream = streamOf(agent);
        // eslint-disable-next-line no-control-regex -- that is what must not be there
        assert.doesNotMatch(stream.line(line), /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
        const { turns, denials, costUsd = 0 } = stream.progress;
        assert.ok(turns >= 0 && denials >= 0 && costUsd >= 0);
      }),
      { numRuns: 60 },
    );
  });
});
