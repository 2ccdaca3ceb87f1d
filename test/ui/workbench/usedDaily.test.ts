import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { writeDemo } from '../../../demo/writeDemo.ts';
import { pick, quickInput } from '../../harness/window.ts';
import { startWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';

const press = (view: Frame, name: string | RegExp): Promise<void> =>
  view.getByRole('button', { name, exact: true }).first().click();

describe('the dashboard used daily, with a month of history', () => {
  let workbench: Awaited<ReturnType<typeof startWorkbench>>;
  let window: WorkbenchWindow;
  let view: Frame;

  before(async () => {
    workbench = await startWorkbench((storage) => writeDemo(storage, { seed: 3, now: Date.now(), days: 30 }));
    window = await workbench.openWindow();
    view = await window.openView();
    await view.locator('#panel-feed .feed-item').first().waitFor();
  });
  beforeEach(async () => {
    view = await window.openView();
  });
  after(async () => {
    assert.deepEqual(window.problems(), []);
    await window.close();
    await workbench.stop();
  });

  it('finds in the feed by words, source and project', async () => {
    await press(view, 'Filter');
    await view.getByRole('textbox', { name: 'Search' }).fill('debugging');
    await view.getByText('No more entries.').waitFor();
    const titles = await view.locator('.feed-title').allInnerTexts();
    assert.ok(titles.length > 0, 'something was debugged in a month');
    await view.getByRole('textbox', { name: 'Search' }).fill('zzz-nowhere');
    await view.getByText('Nothing matches.').waitFor();
    await press(view, 'Remove Filter');
    await view.locator('.feed-item').first().waitFor();
  });

  it('starts a task, shows it after the view was hidden, and stops it', async () => {
    await press(view, 'Add Task');
    await view.getByRole('textbox', { name: 'Task', exact: true }).fill('Read the logs');
    await view.getByRole('textbox', { name: 'Link', exact: true }).fill('https://example.com/logs');
    await press(view, 'Save');
    await press(view, 'Start "Read the logs"');
    await view.locator('.task-running', { hasText: 'Read the logs' }).getByText('of 30m').waitFor();
    await window.page
      .getByRole('tab', { name: /^Explorer/ })
      .first()
      .click();
    view = await window.openView();
    await view.locator('.task-running', { hasText: 'Read the logs' }).waitFor();
    await press(view, 'Stop "Read the logs"');
    await view.locator('.task-running').waitFor({ state: 'detached' });
  });

  it('adds, splits, duplicates, merges, moves, and deletes time entries by keys alone', async () => {
    const time = view.locator('#panel-time');
    const press = async (words: string | RegExp) => {
      await time.getByText(words, { exact: true }).first().focus();
      await window.page.keyboard.press('Enter');
    };
    const entries = time.locator('.time-entries > li');
    const untilEntries = (count: number) => until(async () => (await entries.count()) === count, `${count} entries`);
    await addTask('Report to write');
    await time.locator('.panel-toggle').focus();
    await window.page.keyboard.press('Enter');
    // At noon, whatever the time is now.
    await time.getByRole('button', { name: 'Previous Day of Entries' }).focus();
    await window.page.keyboard.press('Enter');
    await time.getByRole('button', { name: 'Go to Today' }).waitFor();
    await press('Add Entry');
    const added = view.getByRole('form', { name: 'New time entry' });
    await added.waitFor();
    await window.page.keyboard.type('Report');
    await window.page.keyboard.press('Enter');
    await untilEntries(1);
    await time.getByRole('button', { name: /^Report/ }).focus();
    await window.page.keyboard.press('Enter');
    await press('Split…');
    await press('Split');
    await untilEntries(2);
    await press('Duplicate');
    await untilEntries(3);
    await press(/^Merge with Next/);
    await untilEntries(2);
    await press('Edit');
    const form = view.getByRole('form', { name: /^Edit time entry/ });
    const task = form.getByLabel('Task', { exact: true });
    await task.getByRole('option', { name: 'Report to write' }).waitFor({ state: 'attached' });
    await task.focus();
    await window.page.keyboard.type('Rep');
    await form.getByRole('button', { name: 'Save' }).focus();
    await window.page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await press('Edit');
    await until(async () => (await task.locator('option:checked').innerText()) === 'Report to write', 'it was moved');
    await window.page.keyboard.press('Escape');
    await press('Delete');
    await untilEntries(1);
    await press('Undo');
    await untilEntries(2);
  });

  it('adds a subtask by keys, and completes it there by mouse', async () => {
    const row = await addTask('Release');
    await row.focus();
    await window.page.keyboard.press('c');
    const isInLine = () => view.evaluate(() => document.activeElement?.closest('.todo-subtask') !== null);
    await until(isInLine, 'the line has the focus');
    await window.page.keyboard.type('Write the notes');
    await window.page.keyboard.press('Enter');
    await row.getByText('0 of 1 subtasks').waitFor();
    await row.getByRole('checkbox', { name: 'Write the notes' }).click();
    await row.getByText('1 of 1 subtasks').waitFor();
  });

  it('keeps what was typed while the view is hidden, and writes it nowhere', async () => {
    await window.run('Daymark: Log Activity');
    const title = () => view.getByRole('dialog').getByRole('textbox', { name: 'Task', exact: true });
    await title().fill('Draft-never-on-disk');
    await window.page
      .getByRole('tab', { name: /^Explorer/ })
      .first()
      .click();
    view = await window.openView();
    await title().waitFor();
    assert.equal(await title().inputValue(), 'Draft-never-on-disk');
    await window.page.waitForTimeout(1000);
    assert.deepEqual(filesWith(path.resolve(workbench.globalStorage, '../../..'), 'Draft-never-on-disk'), []);
    await view.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  it('tells on the settings page how everything stands', async () => {
    await press(view, 'Settings');
    const data = view.locator('#panel-setup-data');
    await data.getByText('Works', { exact: true }).waitFor();
    assert.match(await data.innerText(), /\d+ facts/);
    assert.match(
      await view.locator('#panel-setup-tracking').innerText(),
      /On in this window[^]*Signals[^]*?(\d+) of \1 work/,
    );
    assert.match(await view.locator('#panel-setup-github').innerText(), /Not connected/);
    await press(view, 'Pause Here');
    await view.locator('#panel-setup-tracking').getByText('Paused in this window').waitFor();
    await press(view, 'Resume');
    await view.locator('#panel-setup-tracking').getByText('On in this window').waitFor();
    await window.screenshot('settings-page');
    await press(view, 'Back to Dashboard');
    await view.locator('#panel-feed').waitFor();
  });

  it('opens the account of the time behind a piece of evidence', async () => {
    await press(view, 'Analyze Now');
    await view.locator('.insight').first().waitFor();
    await view.locator('.insight').first().getByRole('button', { name: 'Evidence' }).click();
    await view.locator('.insight .link').first().click();
    await untilText(/Why: /);
  });

  it('sums up a week on a page', async () => {
    await window.run('Daymark: Open Weekly Summary…');
    await pick(window.page, 'Last week');
    const text = await untilText(/Week of [^]*What came of it/);
    assert.match(text, /Save as Markdown/);
    assert.match(text, /Projects/);
    await window.screenshot('weekly-summary');
  });

  it('saves the summary of the week as Markdown and as a page', async () => {
    const markdown = await saved('Save as Markdown', 'week.md');
    assert.match(markdown, /^# Week of [^]*\n## Projects/);
    const page = await saved('Save as HTML', 'week.html');
    assert.match(page, /^<!doctype html>[^]*<h1[^>]*>Week of [^]*Projects/i);
    assert.doesNotMatch(page, /<script|command:/, 'nothing in it runs, or needs VS Code');
  });

  it('makes a timesheet on a page, and saves it as CSV', async () => {
    await window.run('Daymark: Create Report…');
    await pick(window.page, 'Timesheet');
    await pick(window.page, 'Last week');
    await pick(window.page, 'Exact Times');
    const text = await untilText(/Timesheet, \d{4}-\d{2}-\d{2} to [^]*Save as PDF|Save as PDF[^]*Timesheet, \d{4}/);
    assert.match(text, /"Measured" is the time that you were there/);
    assert.match(await saved('Save as CSV', 'timesheet.csv'), /^\uFEFF?Day,Project,[^]*\d{4}-\d{2}-\d{2},/);
  });

  /** Adds a task by keys. @returns its row */
  async function addTask(title: string) {
    const tasks = view.locator('#panel-tasks');
    const toggle = tasks.locator('.panel-toggle');
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.press('Enter');
    await tasks.getByRole('textbox', { name: 'Add a task' }).focus();
    await window.page.keyboard.type(title);
    await window.page.keyboard.press('Enter');
    const row = tasks.getByRole('article').filter({ hasText: title }).first();
    await row.waitFor();
    return row;
  }

  /** Saves the week that is shown by a link of its page and the dialog. @returns what the file holds */
  async function saved(link: string, name: string): Promise<string> {
    const file = path.join(workbench.workspace, name);
    rmSync(file, { force: true });
    const input = window.page.locator(`${quickInput} .quick-input-box input`);
    // One that an earlier try has left open.
    if (await input.isVisible()) await input.press('Escape');
    const frame = await window.frame('editor');
    await frame.getByRole('link', { name: link }).click();
    await input.waitFor();
    const isProposed = async () => /daymark-[\w-]*\d{4}-\d{2}-\d{2}\.(md|html|csv)$/.test(await input.inputValue());
    await until(isProposed, 'a name is proposed');
    await input.fill(file);
    // The dialog looks into the folder that was typed before it takes Enter.
    await window.page.waitForTimeout(1000);
    await input.press('Enter');
    await until(async () => existsSync(file), 'the file is there');
    return readFileSync(file, 'utf8');
  }

  async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
    for (let tries = 0; tries < 80; tries++) {
      if (await holds()) return;
      await window.page.waitForTimeout(250);
    }
    assert.fail(`not so: ${what}`);
  }

  /** Waits for a text in the window or one of its pages. */
  async function untilText(expected: RegExp): Promise<string> {
    let text = '';
    for (let tries = 0; tries < 60 && !expected.test(text); tries++) {
      await window.page.waitForTimeout(250);
      const bodies = window.page.frames().map((frame) => frame.locator('body').innerText({ timeout: 1000 }));
      const read = await Promise.allSettled(bodies);
      text = read.map((body) => (body.status === 'fulfilled' ? body.value : '')).join('\n');
    }
    assert.match(text, expected);
    return text;
  }
}).timeout(180_000);

/** Files below a folder that hold a text, in the encodings of UTF-8 and UTF-16. */
function filesWith(folder: string, text: string): string[] {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => path.join(parentPath, name))
    .filter((file) => statSync(file).size < 50_000_000)
    .filter((file) => needles.some((needle) => readFileSync(file).includes(needle)));
}
