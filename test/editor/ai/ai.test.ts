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
    for (const name of ['ai.claude.baseUrl', 'ai.enabled', 'plan.for']) await setting(name, undefined);
    await run('daymark.removeClaudeKey');
    await closeAll();
    await fake.close();
  });

  it('sends nothing while it is off: the built-in rules analyze', async () => {
    await run('daymark.analyzeNow');
    assert.deepEqual(fake.seen, []);
  });

  it('checks a key as it is entered, and refuses a wrong one', async () => {
    await enterKey('sk-ant-wrong-key', () => fake.seen.length > 0);
    await enterKey(key, () => fake.seen.some(({ headers }) => headers.authorization === `Bearer ${key}`));
    assert.ok(fake.seen.every(({ path }) => path === '/v1/models'));
    await sleep(500);
  });

  it('shows the exact payload before the first call, and sends exactly that', async () => {
    await setting('ai.enabled', true);
    const analyzed = run('daymark.analyzeNow');
    const shown = await untilPayload();
    assert.deepEqual(messages(), []);
    await pressEnterUntil('it was sent', () => messages().length === 1);
    await analyzed;
    assert.deepEqual(messages()[0]?.body, JSON.parse(shown));
  });

  it('does not ask again, nor send the same again', async () => {
    await run('daymark.analyzeNow');
    assert.equal(messages().length, 1);
  });

  it('falls back to the rules when a call fails, and says so', async () => {
    fake.turns.push({ problem: { status: 400, type: 'invalid_request_error', message: `no ${key}` } });
    await run('daymark.generatePlan');
    assert.equal(messages().length, 2);
    assert.equal((await planOf('tomorrow')).provider, 'rules');
  });

  it('makes a plan of what the model says, as far as it rests on something and fits the day', async () => {
    const task = { task: 'Mend what is red', priority: 'high', project: '', estimated_duration: 30, evidence: ['p1'] };
    const invented = { ...task, task: 'Invented', evidence: ['p999'] };
    const tasks = [task, invented, { ...task, task: 'Endless', estimated_duration: 1e9 }];
    const learning = { task: 'Learn', estimated_duration: 20, evidence: ['none'] };
    fake.turns.push({ answer: { tasks, learning, reflection: { question: 'Why?', evidence: ['p1'] } } });
    // VS Code refuses modal questions in tests, so not tomorrow's again.
    await setting('plan.for', 'today');
    await run('daymark.generatePlan');
    assert.equal(messages().length, 3);
    const plan = await planOf('today');
    assert.equal(plan.provider, 'claude');
    assert.deepEqual(
      plan.tasks.map(({ title }) => title),
      ['Mend what is red', 'Endless'],
    );
    assert.ok(plan.tasks.reduce((sum, { minutes }) => sum + minutes, 0) <= plan.capacityMinutes);
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

/** Enters a key as a person does, until it was checked: nothing tells a test when the box stands. */
async function enterKey(text: string, isChecked: () => boolean): Promise<void> {
  for (let wait = 1500; wait < 12_000 && !isChecked(); wait *= 2) {
    await thisWindow.press('Escape');
    // It ends when its last message is closed, which nobody does here.
    void run('daymark.setClaudeKey');
    await sleep(wait);
    for (const sign of text) await thisWindow.press(sign);
    await thisWindow.press('Enter');
    await until('it was checked', isChecked, 3000).catch(() => undefined);
  }
  assert.ok(isChecked(), 'the key was checked');
}

/** Presses Enter, the answer that a question offers first, until something holds. */
async function pressEnterUntil(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 10 && !holds(); tries++) {
    await thisWindow.press('Enter');
    await until(what, holds, 2000).catch(() => undefined);
  }
  assert.ok(holds(), what);
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

interface PlanTold {
  readonly provider: string;
  readonly capacityMinutes: number;
  readonly tasks: readonly { readonly title: string; readonly minutes: number }[];
}

/** As agents are told of it. */
async function planOf(day: 'today' | 'tomorrow'): Promise<PlanTold> {
  const options = { input: { day }, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool('daymark_plan', options);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as PlanTold;
}
