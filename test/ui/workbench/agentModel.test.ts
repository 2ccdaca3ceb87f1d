import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFakeAnthropic, type FakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import { answer, enter, pick, quickInput } from '../../harness/window.ts';
import { startWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';
import { git } from '../../harness/workspace.ts';
import { patience, told } from './dialogs.ts';

const key = 'sk-ant-agents-0123456789abcdef';
const testFile = 'test/example.test.mjs';
const test = `import test from 'node:test';\n\ntest('two and two', () => {});\n`;

/** Waits until something holds. */
async function until(what: string, check: () => boolean | Promise<boolean>, window: WorkbenchWindow): Promise<void> {
  for (const end = Date.now() + patience; !(await check()); await window.page.waitForTimeout(200))
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
}

/**
 * Commands that ask a model, from their question to what comes of it. They have a VS Code of their own, since a window reads settings of this
 * kind only when it opens.
 */
describe('agents with a model, in a real VS Code', function () {
  this.timeout(300_000);
  let fake: FakeAnthropic;
  let workbench: Awaited<ReturnType<typeof startWorkbench>>;
  let window: WorkbenchWindow;
  let logs = '';
  /** Claude Code's entries for running sessions. */
  let registry = '';
  const { CLAUDE_CONFIG_DIR } = process.env;

  before(async function () {
    // Runs of agents are for Linux and macOS.
    if (process.platform === 'win32') return this.skip();
    logs = mkdtempSync(path.join(tmpdir(), 'daymark-ui-logs-'));
    registry = path.join(logs, 'claude', 'sessions');
    mkdirSync(registry, { recursive: true });
    process.env['CLAUDE_CONFIG_DIR'] = path.dirname(registry);
    fake = await startFakeAnthropic(key);
    workbench = await startWorkbench(undefined, {
      'daymark.ai.enabled': true,
      'daymark.ai.claude.baseUrl': fake.url,
      'daymark.agents.tools': ['codex', 'claude-code'],
      'daymark.agents.record': true,
    });
    // Settings of the scope machine.
    workbench.changeSettings({
      'daymark.agents.folders': [logs],
      'daymark.agents.verify': [`'${process.execPath}' --test ${testFile}`],
    });
    git(workbench.workspace, 'config', 'user.name', 'Test');
    git(workbench.workspace, 'config', 'user.email', 'test@example.com');
    window = await workbench.openWindow();
    await window.run('Daymark: Set Claude API Key…');
    await enter(window.page, 'Claude API key', key);
    await told(window, /was saved/);
  });
  after(async () => {
    await window?.close();
    await workbench?.stop();
    await fake?.close();
    if (CLAUDE_CONFIG_DIR === undefined) delete process.env['CLAUDE_CONFIG_DIR'];
    else process.env['CLAUDE_CONFIG_DIR'] = CLAUDE_CONFIG_DIR;
    if (logs !== '') rmSync(logs, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'passed') await window?.screenshot('agent-model-failed');
  });

  it('Generate Tests… shows what is sent, runs the tests on your word, and merges them', async () => {
    const { page } = window;
    fake.turns.push({ answer: { files: [{ path: testFile, content: test }] } });
    await window.openFile('src/example.ts');
    await window.run('Daymark: Generate Tests…');
    await pick(page, 'The open file', 'Generate tests for what?');
    await pick(page, 'Send Source Code');
    await pick(page, 'Run Tests');
    assert.ok(!existsSync(path.join(workbench.workspace, testFile)), 'they are in a worktree');
    await pick(page, 'Merge…', 'The tests pass');
    await until('it is confirmed', async () => (await answer(page, ['Merge'])) !== null, window);
    await enter(page, 'Commit', 'Test the example');
    await until('it is merged', () => existsSync(path.join(workbench.workspace, testFile)), window);
    assert.equal(readFileSync(path.join(workbench.workspace, testFile), 'utf8'), test);
    assert.equal(git(workbench.workspace, 'log', '-1', '--format=%s').trim(), 'Test the example');
    const [{ body } = { body: {} }] = fake.seen.filter(({ path: asked }) => asked === '/v1/messages');
    assert.match(JSON.stringify(body), /left \+ right/);
  });

  it('Propose Decisions from Session… records what was accepted, and nothing else', async () => {
    const { page } = window;
    writeLog(path.join(logs, 'rollout-one.jsonl'), workbench.workspace);
    await window.run('Daymark: Show AI Tool Usage…');
    await pick(page, 'Last 7 days', 'Show AI Tool Usage');
    const usage = page.locator('.tab').filter({ hasText: 'AI Tool Usage' });
    await usage.first().waitFor({ timeout: patience });
    fake.turns.push({
      answer: {
        decisions: [
          { title: 'First commit', why: '', evidence: ['c1'] },
          { title: 'Add notes', why: 'It is ten times faster.', evidence: ['c2'] },
        ],
      },
    });
    await window.run('Daymark: Propose Decisions from Session…');
    const list = page.locator(`${quickInput} .quick-input-list .monaco-list-row`);
    await titled(page, 'Propose Decisions from Session').waitFor({ timeout: patience });
    await list.filter({ hasText: 'Codex' }).first().click();
    await enter(page, 'What may be sent?');
    await pick(page, 'Send');
    await titled(page, 'Proposed Decisions').waitFor({ timeout: patience });
    await list.filter({ hasText: 'Add notes' }).first().click();
    await pick(page, 'Accept', 'Add notes');
    await list.filter({ hasText: 'accepted' }).first().waitFor({ timeout: patience });
    await window.screenshot('proposed-decisions');
    await list.filter({ hasText: 'Record 1 Decision' }).first().click();
    await window.run('Daymark: Edit Decision…');
    await titled(page, 'Edit Decision').waitFor({ timeout: patience });
    await list.filter({ hasText: 'Add notes' }).first().waitFor({ timeout: patience });
    assert.equal(await list.count(), 1);
    await window.screenshot('decisions');
    await page.keyboard.press('Escape');
  });

  it('shows what a running agent does within 2 s of its entry', async () => {
    const frame = await window.openView();
    const states: readonly [status: string, shown: RegExp][] = [
      ['busy', /^Working since/],
      ['waiting', /^Waiting for you since/],
      ['idle', /^Finished at/],
      ['busy', /^Working since/],
      ['waiting', /^Waiting for you since/],
    ];
    const file = path.join(registry, `${process.pid}.json`);
    /** As Claude Code does: aside, then in place. */
    const put = (status: string): void => {
      const at = { startedAt: Date.now(), statusUpdatedAt: Date.now() };
      const entry = { pid: process.pid, sessionId: 'live', cwd: workbench.workspace, status, ...at };
      writeFileSync(`${file}.tmp`, JSON.stringify(entry));
      renameSync(`${file}.tmp`, file);
    };
    put('idle');
    // Where there is little room, the panel is closed once the day has sessions.
    const toggle = frame.locator('#panel-agents .panel-toggle');
    await toggle.waitFor({ timeout: patience });
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
    const took: number[] = [];
    for (const [status, shown] of states) {
      const began = Date.now();
      put(status);
      await frame.locator('.agent-state').filter({ hasText: shown }).waitFor({ timeout: patience });
      took.push(Date.now() - began);
    }
    rmSync(file);
    await frame.locator('.agent-state').waitFor({ state: 'detached', timeout: patience });
    // The median: a machine that does something else is slow now and then, and the view may happen to ask just when an entry changes.
    const [, , median = Infinity] = took.toSorted((a, b) => a - b);
    assert.ok(median < 2000, `ms to the dashboard: ${took.join(', ')}`);
  });

  it('Change Category of Agent Session… has the last word', async () => {
    const { page } = window;
    const title = 'Change Category of Agent Session';
    const row = page.locator(`${quickInput} .quick-input-list .monaco-list-row`).filter({ hasText: 'Codex' }).first();
    await window.run(`Daymark: ${title}…`);
    await titled(page, title).waitFor({ timeout: patience });
    await row.click();
    await pick(page, 'Refactoring');
    await window.run(`Daymark: ${title}…`);
    await titled(page, title).waitFor({ timeout: patience });
    await row.filter({ hasText: 'Refactoring' }).waitFor({ timeout: patience });
    await page.keyboard.press('Escape');
  });
});

/** The title of the list that is open. */
const titled = (page: WorkbenchWindow['page'], title: string) =>
  page.locator(`${quickInput} .quick-input-titlebar`).getByText(title, { exact: true });

/** A session of Codex that has just worked in a folder. */
function writeLog(file: string, cwd: string): void {
  const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const usageOf = (calls: number) => ({
    input_tokens: 1000 * calls,
    cached_input_tokens: 0,
    output_tokens: 50 * calls,
    reasoning_output_tokens: 0,
    total_tokens: 1050 * calls,
  });
  const call = (minutes: number, number: number) => ({
    timestamp: at(minutes),
    type: 'event_msg',
    payload: { type: 'token_count', info: { total_token_usage: usageOf(number), last_token_usage: usageOf(1) } },
  });
  const lines = [
    { timestamp: at(20), type: 'session_meta', payload: { id: 'one', timestamp: at(20), cwd } },
    { timestamp: at(20), type: 'turn_context', payload: { turn_id: 't', cwd, model: 'gpt-5.2-codex' } },
    call(20, 1),
    call(0, 2),
  ];
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
}
