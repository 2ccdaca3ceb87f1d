import assert from 'node:assert/strict';
import { agentTools } from '../../../../../src/agents/tools.ts';
import { partsNotLogged } from '../../../../../src/agents/calls/callParts.ts';
import type { SessionCall } from '../../../../../src/agents/calls/sessionCalls.ts';
import { translator } from '../../../../../src/core/base/translate.ts';
import { callsPart } from '../../../../../src/extension/features/agents/sessions/callsText.ts';

const voice = { t: translator(), timeOf: (at: number) => `day ${at}`, clockOf: (at: number) => `at ${at}` };
const call: SessionCall = { start: 2000, end: 3500, prompt: 1000, name: 'Edit', files: ['src/a|b.ts'], hiddenFiles: 0 };
const page = (tool: Parameters<typeof callsPart>[1], ...calls: readonly SessionCall[]): string =>
  callsPart({ calls, total: calls.length }, tool, voice).join('\n\n');

describe('the calls of tools on the page of a session', () => {
  it('are a table for each prompt, with how each call ended', () => {
    const text = page(
      'claude-code',
      { ...call, prompt: undefined as never, name: 'Bash', files: [] },
      { ...call, added: 1200, removed: 3 },
      { ...call, start: 4000, end: 124_000, outcome: 'failed', hiddenFiles: 1 },
      { start: 5000, prompt: 1000, name: 'Read', files: [], hiddenFiles: 0 },
      { ...call, prompt: 6000, outcome: 'refused' },
    );
    assert.deepEqual(text.match(/^### .*$/gm), [
      '### Before the first prompt',
      '### After the prompt of day 1000',
      '### After the prompt of day 6000',
    ]);
    assert.match(
      text,
      /\| Start \| Tool \| File \| Lines \| Took \| Result \|\n\| --- \| --- \| --- \| ---: \| ---: \| --- \|/,
    );
    assert.match(text, /\| at 2000 \| Edit \| src\/a\\\|b\S*ts \| \+1,200\u00A0−3 \| 1\.5 s \| {2}\|/);
    assert.match(text, /\| at 4000 \| Edit \| src\S+, \(hidden\) \| {2}\| 2m \| Failed \|/);
    assert.match(text, /\| at 5000 \| Read \| {2}\| {2}\| {2}\| No result \|/);
    assert.match(text, /1\.5 s \| Refused \|/);
  });

  it('took a minute if they took 60.0 seconds', () => {
    const text = page('claude-code', { ...call, start: 0, end: 59_940 }, { ...call, start: 0, end: 59_960 });
    assert.match(text, /\| 59\.9 s \|/);
    assert.match(text, /\| 1m \|/);
  });

  it('have no column for what the tool does not log, and say so', () => {
    for (const tool of agentTools) {
      const text = page(tool, { ...call, added: 1, removed: 0, outcome: 'failed' });
      const titles = { start: 'Start', end: 'Took', file: 'File', lines: 'Lines', outcome: 'Result' } as const;
      for (const [part, title] of Object.entries(titles)) {
        const isMissing = partsNotLogged[tool].includes(part as keyof typeof titles);
        assert.equal(text.includes(`| ${title} `), !isMissing, `${tool}: ${title}`);
      }
      assert.equal(text.includes('Not read from the log of'), partsNotLogged[tool].length > 0, tool);
    }
    assert.match(
      page('copilot-chat', { prompt: 1000, name: 'x', files: [], hiddenFiles: 0 }),
      /### After the prompt of/,
    );
    assert.match(page('copilot-chat', { name: 'x', files: [], hiddenFiles: 0 }), /### Without a time/);
    assert.doesNotMatch(page('gemini', { start: 1, name: 'x', files: [], hiddenFiles: 0 }), /No result/);
  });

  it('say why none are listed, and how many earlier ones there are', () => {
    const why = (read: Parameters<typeof callsPart>[0]): string => callsPart(read, 'codex', voice).join(' ');
    assert.match(why('gone'), /log of this session is gone/);
    assert.match(why('off'), /Codex is not among the tools/);
    assert.match(why('unread'), /was not read/);
    assert.match(why({ calls: [], total: 0 }), /None are in the log/);
    assert.match(why({ calls: [call], total: 2501 }), /2,500 earlier ones are not shown/);
  });
});
