import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { startWorkbench, themes, type WorkbenchWindow } from '../../harness/workbench.ts';
import { quickInput } from '../../harness/window.ts';

/** Presses the button of that name as a person does, with its text or label. */
const press = (view: Frame, name: string | RegExp): Promise<void> => view.getByRole('button', { name }).first().click();

const feed = (view: Frame) => view.locator('#panel-feed');
const plan = (view: Frame) => view.locator('#panel-plan');

describe('the first morning, with the packaged extension', () => {
  let workbench: Awaited<ReturnType<typeof startWorkbench>>;
  let window: WorkbenchWindow;
  let view: Frame;

  before(async () => {
    // A window of its own: where other tests have worked, there may be a score.
    workbench = await startWorkbench();
    window = await workbench.openWindow();
    view = await window.openView();
    await view.getByText('No score yet').waitFor();
  });

  // A page that was reloaded has another frame.
  beforeEach(async () => {
    view = await window.openView();
  });

  after(async () => {
    assert.deepEqual(window.problems(), [], 'no console error, no CSP violation in our frames');
    await window.close();
  });
  after(() => workbench?.stop());

  /** The view after a reload. VS Code may bring back an older state of it, in which the form is still open. */
  async function reloaded(): Promise<Frame> {
    await window.reload();
    const after = await window.openView();
    await after.locator('#panel-plan').waitFor();
    const form = after.getByRole('dialog', { name: 'Log Activity' });
    if (await form.isVisible()) await form.getByRole('button', { name: 'Cancel' }).click();
    return after;
  }

  it('shows an edit within 2 s, in the feed and in the time', async () => {
    await window.openFile('example.ts');
    const shown = async () =>
      (
        await feed(view)
          .getByText(/ · \d files? · \+[1-9]/)
          .allInnerTexts()
      ).join('\n');
    const before = await shown();
    await window.type('\n// a first line');
    const typed = Date.now();
    while ((await shown()) === before && Date.now() < typed + 5000) await window.page.waitForTimeout(20);
    assert.notEqual(await shown(), before);
    assert.ok(Date.now() - typed < 2000, `it took ${Date.now() - typed} ms`);
    await view.locator('#panel-timeline').getByText('Coding').first().waitFor();
  });

  it('shows today in the status bar, and its tooltip the commands', async () => {
    const item = window.page.locator('.statusbar-item[id*="daymark"]');
    await item.getByText(/\dm/).waitFor({ timeout: 15_000 });
    const tooltip = window.page.locator('.monaco-hover', { hasText: 'Generate Plan' });
    // A hover that begins while the text of the item changes shows nothing; then the pointer has to come back.
    for (let tries = 0; tries < 5 && !(await tooltip.isVisible()); tries++) {
      await window.page.mouse.move(400, 300);
      await item.hover();
      await tooltip.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await tooltip.waitFor();
    assert.match(await tooltip.innerText(), /Tracking (\d+) of \1 signals, kept on this machine/);
    await tooltip.getByText('Log Activity').click();
    const form = view.getByRole('dialog', { name: 'Log Activity' });
    await form.getByRole('button', { name: 'Cancel' }).click();
    await window.page.mouse.move(400, 300);
  });

  it('logs an activity by the command, and refuses nonsense in the form', async () => {
    await window.run('Daymark: Log Activity');
    const form = view.getByRole('dialog', { name: 'Log Activity' });
    await form.getByRole('textbox', { name: 'Task' }).fill('Call with the designers');
    const duration = form.getByRole('textbox', { name: 'Duration' });
    const save = form.getByRole('button', { name: 'Log Activity' });
    for (const nonsense of ['-5', '30h', 'soon', '']) {
      await duration.fill(nonsense);
      await save.click();
      assert.ok(await form.isVisible(), `"${nonsense}" was let through`);
    }
    await duration.fill('1h 30m');
    await save.click();
    await form.waitFor({ state: 'detached' });
    const item = feed(view).getByText('Call with the designers');
    await item.waitFor();
    assert.match(await feed(view).innerText(), /Call with the designers\s+By hand\s+1h 30m/);
  });

  it('times work from the palette, and says so in the status bar until the timer is stopped', async () => {
    const item = window.page.locator('.statusbar-item[id*="daymark.timer"]');
    await window.run('Daymark: Start Timer…');
    const input = window.page.getByPlaceholder('What are you working on?');
    await input.fill('-90m Fix the login');
    await window.page.locator(`${quickInput} .quick-input-list`).getByText('1h 30m ago').waitFor();
    await input.press('Enter');
    await item.getByText(/1h 3\dm · Fix the login/).waitFor();
    await window.page.keyboard.press('Shift+Alt+T');
    await window.page.getByPlaceholder(/^Fix the login, 1h 3\dm: switch to…$/).press('Escape');
    await window.run('Daymark: Stop Timer');
    await item.waitFor({ state: 'detached' });
  });

  it('generates a plan, and finds a ticked task ticked after a reload', async () => {
    const first = plan(view).getByRole('checkbox').first();
    // Tried again, it finds the plan that it made.
    if (!(await first.isVisible())) await press(view, /^Generate Plan/);
    await first.waitFor();
    if (!(await first.isChecked())) await first.click();
    await plan(view)
      .getByText(/^1 of \d done$/)
      .first()
      .waitFor();
    // It is shown before the extension has it.
    await plan(view).locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    view = await reloaded();
    await plan(view)
      .getByText(/^1 of \d done$/)
      .first()
      .waitFor();
    assert.equal(await plan(view).getByRole('checkbox').first().isChecked(), true);
  });

  it('asks before it replaces a plan, and keeps what was ticked', async () => {
    await press(view, /^Generate Again/);
    await plan(view).getByText('Tasks that you completed or added yourself are kept.').waitFor();
    await press(view, 'Replace Plan');
    await view
      .getByText(/^Plan made: \d tasks?$/)
      .first()
      .waitFor({ state: 'attached' });
    await plan(view)
      .getByText(/^1 of \d done$/)
      .first()
      .waitFor();
  });

  it('keeps the answer to the reflection question', async () => {
    const answer = plan(view).getByRole('textbox', { name: 'Your answer' });
    await answer.fill('Fewer meetings before noon.');
    await plan(view).getByText('Saved.').waitFor({ timeout: 10_000 });
    view = await reloaded();
    await plan(view).getByRole('textbox', { name: 'Your answer' }).waitFor();
    assert.equal(
      await plan(view).getByRole('textbox', { name: 'Your answer' }).inputValue(),
      'Fewer meetings before noon.',
    );
  });

  it('says in the status bar and in the view that it is paused, and records nothing meanwhile', async () => {
    await window.run('Daymark: Pause Tracking in This Window');
    await window.page.locator('.statusbar-item[id*="daymark"]').getByText('Daymark paused').waitFor();
    await view.getByText('Tracking is paused in this window.').waitFor();
    await window.run('Daymark: Resume Tracking');
    await view.getByText('Tracking is paused in this window.').waitFor({ state: 'detached' });
  });

  it('tells the health of every signal and of the storage', async () => {
    await window.run('Daymark: Run Health Check');
    let text = '';
    for (let tries = 0; tries < 40 && !/schema version/.test(text); tries++) {
      await window.page.waitForTimeout(250);
      // Working signals are collapsed, so the visible text is not everything.
      const bodies = window.page.frames().map((frame) => frame.locator('body').textContent({ timeout: 1000 }));
      text = (await Promise.allSettled(bodies))
        .map((body) => (body.status === 'fulfilled' ? (body.value ?? '') : ''))
        .join('\n');
    }
    for (const sensor of ['edits', 'cursor', 'scroll', 'editors', 'saves', 'window', 'diagnostics', 'tasks', 'debug']) {
      assert.match(text, new RegExp(`${sensor}\\s*works`), sensor);
    }
    assert.match(text, /(\d+) of \1 signals work/);
    assert.match(text, /No journal line was skipped/);
  });

  it('opens in an editor tab too', async () => {
    await window.run('Daymark: Open Dashboard in Editor');
    const tab = await window.frame('editor');
    await tab.getByText('Call with the designers').waitFor();
  });

  it('looks right in every theme, wide and narrow', async () => {
    for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
      await window.setTheme(theme);
      await window.setSideBarWidth(280);
      await window.screenshot(`first-morning-${theme}`);
      const view280 = await window.frame('view');
      const overflow = await view280.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the view is ${overflow} px too wide at 280 px`);
    }
  });

  it('leaves no name readable in any file of its storage', async () => {
    await window.run('Daymark: Save to SQLite File Now');
    await window.page.waitForTimeout(1500);
    const files = readdirSync(workbench.globalStorage, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    assert.ok(files.some(({ name }) => name === 'daymark.sqlite'));
    for (const { name, parentPath } of files) {
      const text = readFileSync(path.join(parentPath, name), 'latin1');
      for (const planted of ['example', 'workspace', 'designers', 'noon']) assert.ok(!text.includes(planted), name);
    }
  });

  it('has no name of a project, file or task in its log', async () => {
    await window.run('Daymark: Show Log');
    const log = window.page.locator('.panel .view-lines');
    await log.waitFor();
    const text = await log.innerText();
    for (const name of ['example', 'workspace', 'designers']) assert.ok(!text.includes(name), name);
  });
});
