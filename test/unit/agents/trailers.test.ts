import assert from 'node:assert/strict';
import { agentsInTrailers } from '../../../src/agents/trailers.ts';

describe('agents in the trailers of a commit', () => {
  it('are known by their address', () => {
    const known = {
      'Claude Opus 4.5 <noreply@anthropic.com>': 'Claude',
      'Copilot <198982749+Copilot@users.noreply.github.com>': 'GitHub Copilot',
      'copilot-swe-agent[bot] <198982749+copilot-swe-agent[bot]@users.noreply.github.com>': 'GitHub Copilot',
      'Codex <noreply@openai.com>': 'Codex',
      'Cursor <cursoragent@cursor.com>': 'Cursor',
      'gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>': 'Gemini',
      'aider (gpt-5) <aider@aider.chat>': 'Aider',
      'opencode <noreply@opencode.ai>': 'OpenCode',
      'Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>': 'Devin',
      'Amp <amp@ampcode.com>': 'Amp',
    };
    for (const [author, agent] of Object.entries(known))
      assert.deepEqual(agentsInTrailers(`Add a cart\n\nWith tests.\n\nCo-Authored-By: ${author}\n`), [agent], author);
  });

  it('are known by their name in trailers that name a tool', () => {
    const message = (value: string) => `Fix\r\n\r\nSigned-off-by: A <a@b.c>\r\nAssisted-by: ${value}\r\n`;
    assert.deepEqual(agentsInTrailers(message('Claude:claude-opus-5 [coccinelle]')), ['Claude']);
    assert.deepEqual(agentsInTrailers(message('GitHub Copilot')), ['GitHub Copilot']);
    assert.deepEqual(agentsInTrailers(message('coccinelle')), []);
  });

  it('are each there once, and only in trailers', () => {
    const claude = 'Co-authored-by: Claude <noreply@anthropic.com>';
    const both = `Fix\n\n${claude}\nCo-authored-by: Claude Code <noreply@anthropic.com>\nGenerated-by: Aider`;
    assert.deepEqual(agentsInTrailers(both), ['Aider', 'Claude']);
    assert.deepEqual(agentsInTrailers(claude), []);
    assert.deepEqual(agentsInTrailers(`Fix\n\n${claude}\n\nThat line was wrong.`), []);
    assert.deepEqual(agentsInTrailers(`Fix\n\nIt said "${claude}".`), []);
  });

  it('are not people who are called like one', () => {
    const people = [
      'Claude Monet <claude@example.org>',
      'Devin <devin@example.org>',
      'Ann <ann@anthropic.com>',
      'Claude',
    ];
    for (const person of people) assert.deepEqual(agentsInTrailers(`Fix\n\nCo-authored-by: ${person}`), [], person);
  });
});
