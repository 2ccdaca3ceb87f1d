import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { inWorkspace, project, run, until, writeOutside } from './lib/editor.ts';

const config = () => vscode.workspace.getConfiguration('daymark');
const page = vscode.Uri.from({ scheme: 'daymark-agents', path: '/AI Tool Usage.md' });

const session = vscode.Uri.from({ scheme: 'daymark-agent-session', path: '/Agent Session.md' });

describe('Show AI Tool Usage', function () {
  this.timeout(60_000);

  const { CODEX_HOME } = process.env;

  after(async () => {
    if (CODEX_HOME === undefined) delete process.env.CODEX_HOME;
    else process.env.CODEX_HOME = CODEX_HOME;
    for (const name of ['agents.tools', 'agents.record', 'agents.keepTexts'])
      await config().update(name, undefined, vscode.ConfigurationTarget.Global);
  });

  it('reads the logs of the chosen tool in its thread, records the sessions, and shows a page', async function () {
    needWindows(this);
    const now = new Date().toISOString();
    const usage = {
      input_tokens: 1234,
      cached_input_tokens: 234,
      output_tokens: 56,
      reasoning_output_tokens: 7,
      total_tokens: 1290,
    };
    const lines = [
      { timestamp: now, type: 'session_meta', payload: { id: 'one', timestamp: now, cwd: '/work/shop' } },
      { timestamp: now, type: 'turn_context', payload: { turn_id: 't', cwd: '/work/shop', model: 'gpt-5.2-codex' } },
      {
        timestamp: now,
        type: 'event_msg',
        payload: { type: 'token_count', info: { total_token_usage: usage, last_token_usage: usage } },
      },
      ...[
        { type: 'function_call', name: 'exec_command', call_id: 'call', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call', output: 'Exit code: 2\nWall time: 4 seconds\n' },
      ].map((payload) => ({ timestamp: now, type: 'response_item', payload })),
    ];
    mkdirSync(inWorkspace('codex/sessions').fsPath, { recursive: true });
    writeOutside('codex/sessions/rollout-one.jsonl', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    await config().update('agents.tools', ['codex'], vscode.ConfigurationTarget.Global);
    await config().update('agents.record', true, vscode.ConfigurationTarget.Global);
    process.env.CODEX_HOME = `${project()}/codex`;
    assert.deepEqual(config().get('agents.tools'), ['codex']);
    const shown = run('daymark.showAgentUsage');
    await thisWindow.choose('Last 7 days', 'Show AI Tool Usage');
    await shown;
    await until('the page is there', async () => {
      return (await vscode.workspace.openTextDocument(page)).getText().includes('| Codex |');
    });
    const text = (await vscode.workspace.openTextDocument(page)).getText();
    assert.match(text, /\| Codex \| <\$0\.01 \| 1 \| 1,000 \| 56 \| 0 \| 234 \| 7 \|/);
    assert.match(text, /\| \/work\/shop \|/);
    assert.match(text, /## Agent time/);
    const input = { input: {}, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool('daymark_agents_usage', input);
    const told = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    assert.match(told, /"tools":\[\{"name":"codex","calls":1,/);
    await run('workbench.action.closeActiveEditor');
  });

  it('keeps prompts once you choose so, shows them on the page of their session, and erases them', async function () {
    needWindows(this);
    const rollout = 'codex/sessions/rollout-one.jsonl';
    const said = {
      timestamp: new Date().toISOString(),
      type: 'event_msg',
      payload: { type: 'user_message', message: 'Mend the cart' },
    };
    writeOutside(rollout, `${readFileSync(inWorkspace(rollout).fsPath, 'utf8')}${JSON.stringify(said)}\n`);
    /** Opens the page, which VS Code reads again in its own time. */
    const shows = async (what: RegExp): Promise<void> => {
      const shown = run('daymark.showAgentSession');
      await thisWindow.choose('Codex · shop', 'Show Agent Session');
      await shown;
      await until(`the page says ${what}`, async () =>
        what.test((await vscode.workspace.openTextDocument(session)).getText()),
      );
    };
    await shows(/Not kept/);
    await shows(/## Tool calls[^]*\| [\d:]{8} \| exec\\_command \| {2}\| {2}\| 0\.0 s \| Failed \|/);
    const keep = async (choice: string): Promise<void> => {
      const chosen = run('daymark.keepAgentTexts');
      await thisWindow.choose(choice, 'Keep Prompts of AI Tools');
      await chosen;
    };
    await keep('Prompts');
    assert.equal(config().get('agents.keepTexts'), 'prompts');
    const read = run('daymark.showAgentUsage');
    await thisWindow.choose('Last 7 days', 'Show AI Tool Usage');
    await read;
    await shows(/\*\*You · [\d: -]+\*\*\n\n```text\nMend the cart\n```/);
    await keep('Turn Off and Erase');
    assert.equal(config().get('agents.keepTexts'), 'off');
    await shows(/Not kept/);
    await run('workbench.action.closeAllEditors');
  });
});
