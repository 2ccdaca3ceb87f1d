import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { startFakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import type { FakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import { needWindows, openOtherWindow, testSetup, thisWindow } from '../../harness/editor/control.ts';
import { closeAll, notifications, run, sleep, until, wake } from '../lib/editor.ts';
import { planOf, setting, untilPayload } from './asking.ts';

const key = 'sk-ant-test-0123456789abcdef';
/** A name that is found nowhere else. */
const canary = 'heliotrope';

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
    for (const name of [
      'ai.claude.baseUrl',
      'ai.enabled',
      'ai.names',
      'ai.claude.model',
      'ai.schedule',
      'ai.scheduleTime',
      'plan.for',
    ])
      await setting(name, undefined);
    await run('daymark.removeClaudeKey');
    await closeAll();
    await fake.close();
  });

  it('sends nothing while it is off: the built-in rules analyze', async () => {
    await run('daymark.analyzeNow');
    assert.deepEqual(fake.seen, []);
  });

  it('checks a key as it is entered, and refuses a wrong one', async () => {
    const isSeen = (text: string) => fake.seen.some(({ headers }) => headers.authorization === `Bearer ${text}`);
    for (const text of ['sk-ant-wrong-key', key]) {
      // It ends when its last message is closed, which nobody does here.
      void run('daymark.setClaudeKey');
      await thisWindow.enter('Claude API key', text);
      await until('it was checked', () => isSeen(text));
    }
    assert.ok(fake.seen.every(({ path }) => path === '/v1/models'));
    await until('it was kept', async () => (await notifications()).some((text) => /was saved/.test(text)));
    await run('notifications.hideList');
  });

  it('shows the exact payload before the first call, and sends exactly that', async () => {
    await setting('ai.enabled', true);
    const analyzed = run('daymark.analyzeNow');
    const shown = await untilPayload();
    assert.deepEqual(messages(), []);
    await thisWindow.choose('Send');
    await analyzed;
    assert.equal(messages().length, 1);
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
    const text = await until('it is said', async () => {
      const shown = await thisWindow.text();
      return shown.includes('The built-in rules were used instead') && shown;
    });
    assert.ok(!text.includes(key), 'the key is shown');
    assert.equal((await planOf('tomorrow')).provider, 'rules');
  });

  it('makes a plan of what the model says, as far as it rests on something and fits the day', async () => {
    const task = { task: `Mend ${canary}`, priority: 'high', project: '', estimated_duration: 30, evidence: ['p1'] };
    const invented = { ...task, task: 'Invented', evidence: ['p999'] };
    const tasks = [task, invented, { ...task, task: 'Endless', estimated_duration: 1e9 }];
    const learning = { task: 'Learn', estimated_duration: 20, evidence: ['none'] };
    fake.turns.push({ answer: { tasks, learning, reflection: { question: 'Why?', evidence: ['p1'] } } });
    // VS Code refuses modal questions in tests, so not tomorrow's again.
    await setting('plan.for', 'today');
    await run('daymark.generatePlan');
    assert.equal(messages().length, 3);
    const titlesTold = (await planOf('today')).tasks.map(({ title }) => title);
    assert.deepEqual(titlesTold, ['task-1', 'task-2'], 'a model is told no titles');
    await setting('ai.names', 'real');
    const plan = await planOf('today');
    await setting('ai.names', 'aliased');
    assert.equal(plan.provider, 'claude');
    assert.deepEqual(
      plan.tasks.map(({ title }) => title),
      [`Mend ${canary}`, 'Endless'],
    );
    assert.ok(plan.tasks.reduce((sum, { minutes }) => sum + minutes, 0) <= plan.capacityMinutes);
  });

  it('leaves the key nowhere on disk', () => {
    const found = filesUnder(resolve(testSetup().globalStorage, '../../../..'));
    assert.ok(found.size > 20, `only ${found.size} files`);
    for (const [name, content] of found) assert.ok(!content.includes(key), `the key is in ${name}`);
    assert.ok(!JSON.stringify(vscode.workspace.getConfiguration('daymark')).includes(key));
  });

  it('leaves names and payloads readable nowhere: not in the journal, the SQLite file, settings or logs', async () => {
    await closeAll();
    await setting('ai.names', 'real');
    await setting('plan.for', 'tomorrow');
    const payload = await planPayload();
    for (const word of ['capacityMinutes', canary])
      assert.ok(payload.includes(word), `${word} would be sent: ${payload.slice(-1000)}`);
    // Makes the journal part of the SQLite file.
    await run('daymark.saveNow');
    const data = resolve(testSetup().globalStorage, '../../..');
    const files = [...filesUnder(data)].filter(([name]) => /daymark\.daymark|settings\.json$|logs/.test(name));
    for (const kind of [/\.ndjson$/, /daymark\.sqlite$/, /settings\.json$/])
      assert.ok(
        files.some(([name]) => kind.test(name)),
        `there is no ${kind}`,
      );
    for (const [name, content] of files)
      for (const word of [canary, 'capacityMinutes', 'You plan a working day', 'estimated_duration'])
        assert.ok(!content.includes(word), `${word} is in ${name}`);
  });

  it('is asked by the schedule in one of two windows, once', async function () {
    this.timeout(180_000);
    await setting('ai.names', undefined);
    // Another question than those that were answered before.
    await setting('ai.claude.model', 'claude-haiku-5-5');
    const before = messages().length;
    const other = await openOtherWindow();
    try {
      await other.openFile('notes.md');
      await setting('ai.scheduleTime', nextMinute());
      await setting('ai.schedule', 'analysis');
      await until('it was asked', () => messages().length > before, 130_000);
      // The other window's timer is due at the same instant.
      await sleep(5000);
      assert.equal(messages().length, before + 1);
      assert.equal(messages().at(-1)?.body['model'], 'claude-haiku-5-5');
    } finally {
      await other.close();
    }
  });

  it('registers its tools for agents', async () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const name of ['daymark_today', 'daymark_plan', 'daymark_log_activity'])
      assert.ok(names.includes(name), `${name} of ${names.length} tools`);
    const result = await vscode.lm.invokeTool('daymark_today', { input: {}, toolInvocationToken: undefined });
    const [part] = result.content;
    assert.ok(part instanceof vscode.LanguageModelTextPart && 'minutes' in (JSON.parse(part.value) as object));
  });

  it('lets an agent log an activity, and refuses what is none; VS Code confirms by itself in tests', async () => {
    const invoke = async (input: object) =>
      vscode.lm.invokeTool('daymark_log_activity', { input, toolInvocationToken: undefined });
    const { content } = await invoke({ title: 'About shoes', minutes: 30, kind: 'meeting' });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    assert.equal(typeof (JSON.parse(part.value) as { logged: unknown }).logged, 'string');
    await assert.rejects(() => invoke({ title: 'About shoes', minutes: -30, kind: 'meeting' }));
    await assert.rejects(() => invoke({ title: ' ', minutes: 30, kind: 'sleeping' }));
  });
});

/** Returns what a plan would send, by the command that shows it. */
async function planPayload(): Promise<string> {
  const shown = run('daymark.showPayload');
  await thisWindow.choose('Plan', 'Show what would be sent for');
  await shown;
  return untilPayload();
}

/**
 * The next full minute that is not too near, `HH:MM`: a window that notices the setting after that minute takes the day for done, and one
 * is still starting.
 */
function nextMinute(): string {
  const at = new Date(Date.now() + 75_000);
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}

/** Returns all files below a folder with their contents, by path. */
function filesUnder(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]));
}
