import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startFakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import type { FakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import { needWindows, testSetup, thisWindow } from '../../harness/editor/control.ts';
import { closeAll, run, sleep, until, wake } from '../lib/editor.ts';

const key = 'sk-ant-test-0123456789abcdef';
const setting = (name: string, value: unknown) =>
  vscode.workspace.getConfiguration('daymark').update(name, value, vscode.ConfigurationTarget.Global);

/** The whole flow against a fake of the Messages API, through the commands and settings that a user would use. */
describe('AI in the editor', function () {
  this.timeout(60_000);
  let fake: FakeAnthropic;
  const messages = () => fake.seen.filter(({ path }) => path === '/v1/messages');

  before(async function () {
    needWindows(this);
    await wake();
    fake = await startFakeAnthropic(key);
    await setting('ai.claude.baseUrl', fake.url);
  });
  after(async () => {
    if (!fake) return;
    for (const name of ['ai.claude.baseUrl', 'ai.enabled', 'ai.provider']) await setting(name, undefined);
    await run('daymark.removeClaudeKey');
    await closeAll();
    await fake.close();
  });

  it('sends nothing while it is off: the built-in rules analyze', async () => {
    await run('daymark.analyzeNow');
    assert.deepEqual(fake.seen, []);
  });

  it('checks a key as it is entered, and refuses a wrong one', async () => {
    await enterKey('sk-ant-wrong-key');
    await until('it was checked', () => fake.seen.length === 1);
    await enterKey(key);
    await until('it was checked', () => fake.seen.length === 2);
    assert.ok(fake.seen.every(({ path }) => path === '/v1/models'));
    await sleep(500);
  });

  it('shows the exact payload before the first call, and sends exactly that', async () => {
    await setting('ai.enabled', true);
    const analyzed = run('daymark.analyzeNow');
    const shown = await untilPayload();
    assert.deepEqual(messages(), []);
    await sleep(500);
    await thisWindow.press('Enter');
    await until('it was sent', () => messages().length === 1);
    await analyzed;
    assert.deepEqual(messages()[0]?.body, JSON.parse(shown));
  });

  it('does not ask again, nor send the same again', async () => {
    await run('daymark.analyzeNow');
    assert.equal(messages().length, 1);
  });

  it('makes a plan with it, and falls back to the rules when it fails', async () => {
    fake.turns.push({ problem: { status: 400, type: 'invalid_request_error', message: `no ${key}` } });
    await run('daymark.generatePlan');
    assert.equal(messages().length, 2);
  });

  it('leaves the key nowhere on disk', async () => {
    const folder = testSetup().globalStorage;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.ok(files.length > 0);
    for (const { parentPath, name } of files)
      assert.ok(!readFileSync(join(parentPath, name)).includes(key), `the key is in ${name}`);
    assert.ok(!JSON.stringify(vscode.workspace.getConfiguration('daymark')).includes(key));
  });

  it('registers its tools for agents', async () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const name of ['daymark_today', 'daymark_plan', 'daymark_log_activity'])
      assert.ok(names.includes(name), `${name} of ${names.length} tools`);
    const result = await vscode.lm.invokeTool('daymark_today', { input: {}, toolInvocationToken: undefined });
    const [part] = result.content;
    assert.ok(part instanceof vscode.LanguageModelTextPart && 'minutes' in (JSON.parse(part.value) as object));
  });
});

async function enterKey(text: string): Promise<void> {
  // It ends when its last message is closed, which nobody does here.
  void run('daymark.setClaudeKey');
  await sleep(1500);
  // The box has the focus, not an editor.
  for (const key of text) await thisWindow.press(key);
  await thisWindow.press('Enter');
}

async function untilPayload(): Promise<string> {
  let text = '';
  await until('the payload is shown', () => {
    const document = vscode.window.activeTextEditor?.document;
    text = document?.uri.scheme === 'daymark-payload' ? document.getText() : '';
    return text !== '';
  });
  return text;
}
