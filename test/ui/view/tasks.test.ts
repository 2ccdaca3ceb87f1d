import assert from 'node:assert/strict';
import { chooseByLetters, eventually, withView, type View } from './openView.ts';

const panel = ({ page }: View) => page.locator('#panel-tasks');
const rows = (view: View) => panel(view).getByRole('article');
const titles = (view: View) => rows(view).locator('.todo-title').allInnerTexts();

describe('tasks', () => {
  it('are added, completed, moved, deleted, and brought back by keys alone', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      await rows(view).first().focus();
      await page.keyboard.press('n');
      await eventually(() => page.evaluate(() => document.activeElement?.tagName), 'VSCODE-TEXT-FIELD');
      await page.keyboard.type('Pay rent #home !high ^fri 30m ^nope');
      await panel(view).locator('.todo-chip', { hasText: 'High' }).waitFor();
      await panel(view).getByText("Can't read ^nope, so it stays in the title.").waitFor();
      await page.keyboard.press('Enter');
      await eventually(async () => (await titles(view)).at(-1), 'Pay rent ^nope');
      // Also seen: a long list doesn't show its end.
      await panel(view).locator('.button-row').getByText('Task added.').waitFor();

      await rows(view).first().focus();
      await page.keyboard.press('Alt+ArrowDown');
      await eventually(async () => (await titles(view))[1], 'Fix login race');
      await rows(view).nth(1).focus();
      await page.keyboard.press('Space');
      await panel(view).getByText('Completed "Fix login race".').waitFor();
      await eventually(async () => (await titles(view)).includes('Fix login race'), false);
      // The next row has the focus.
      await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-index')), '1');
      await page.keyboard.press('u');
      await eventually(async () => (await titles(view))[1], 'Fix login race');

      await rows(view).first().focus();
      await page.keyboard.press('Delete');
      await panel(view).getByText('Deleted "Review the migration".').waitFor();
      await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-index')), '0');
      await panel(view).locator('vscode-button', { hasText: 'Undo' }).click();
      await eventually(async () => (await titles(view))[0], 'Review the migration');
    });
  });

  it('are selected and changed together by keys alone, and changed back', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      const facts = (at: number) => rows(view).nth(at).innerText();
      const before = [await facts(0), await facts(1)];
      await rows(view).first().focus();
      await page.keyboard.press('x');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('x');
      const form = panel(view).getByRole('form', { name: '2 tasks selected' });
      await form.waitFor();
      await page.keyboard.press('b');
      await eventually(() => page.evaluate(() => document.activeElement?.tagName), 'SELECT');
      await form.getByLabel('Priority').selectOption('low');
      await form.getByRole('textbox', { name: 'Add tags' }).focus();
      await page.keyboard.type('#batch');
      await page.keyboard.press('Enter');
      await form.waitFor({ state: 'detached' });
      await panel(view).getByText('Changed 2 tasks.').waitFor();
      for (const at of [0, 1]) await eventually(async () => /Low[\s\S]*#batch/.test(await facts(at)), true);
      await rows(view).first().focus();
      await page.keyboard.press('u');
      for (const at of [0, 1]) await eventually(() => facts(at), before[at]);
    });
  });

  it('get subtasks by keys, which are ticked and brought back there', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      const details = rows(view).first();
      await rows(view).first().focus();
      await page.keyboard.press('c');
      await eventually(() => page.evaluate(() => document.activeElement?.tagName), 'VSCODE-TEXT-FIELD');
      await page.keyboard.type('Write a failing test !high');
      await page.keyboard.press('Enter');
      await details.getByText('0 of 1 subtasks').waitFor();
      await page.keyboard.type('Ask Bo');
      await page.keyboard.press('Enter');
      await details.getByText('0 of 2 subtasks').waitFor();
      const subtask = rows(view).filter({ hasText: 'Part of Fix login race' }).filter({ hasText: 'Ask Bo' });
      await subtask.waitFor();
      await details.getByRole('checkbox', { name: 'Ask Bo' }).press('Space');
      await details.getByText('1 of 2 subtasks').waitFor();
      await panel(view).getByText('Completed "Ask Bo".').waitFor();
      await subtask.waitFor({ state: 'detached' });
      await rows(view).first().focus();
      await page.keyboard.press('u');
      await details.getByText('0 of 2 subtasks').waitFor();
      // A subtask has none itself.
      await subtask.focus();
      await page.keyboard.press('c');
      await page.keyboard.press('Enter');
      await subtask.getByRole('button', { name: 'Archive' }).waitFor();
      assert.equal(await subtask.getByRole('textbox').count(), 0);
    });
  });

  it('start a timer with one key', async () => {
    await withView({ width: 900 }, async (view) => {
      await rows(view).first().focus();
      await view.page.keyboard.press('t');
      await view.heard('Timer started.');
      await panel(view).locator('.button-row').getByText('Timer started.').waitFor();
      const [{ params } = { params: {} }] = await view.calls('timers.start');
      const { task, title, project, tags } = params as Record<string, unknown>;
      assert.match(String(task), /./);
      assert.deepEqual([title, project, tags], ['Fix login race', 'web-app', ['auth']]);
    });
  });

  it('are told in numbers, which follow what is completed', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      await panel(view).getByRole('button', { name: 'Tasks in numbers' }).click();
      await panel(view).getByText('0 tasks done, 0 in the 28 days before.').waitFor();
      await rows(view).nth(1).focus();
      await page.keyboard.press('Space');
      await panel(view).getByText('1 task done, 0 in the 28 days before.').waitFor();
      await panel(view).getByLabel('Range').selectOption('7');
      await panel(view).getByText('1 task done, 0 in the 7 days before.').waitFor();
      await panel(view).getByRole('region', { name: 'Tasks by week' }).getByRole('row').nth(1).waitFor();
      await panel(view).getByText('By client: Acme 4h.').waitFor();
      const months = panel(view).getByRole('region', { name: 'Tasks by month' });
      await months.waitFor({ state: 'detached' });
      await panel(view).getByLabel('Range').selectOption('91');
      const trend = ['Aug\t0\t0m\t0m', 'Sep\t0\t0m\t0m', 'Oct\t0\t0m\t0m', 'Nov\t1\t4h\t0m'];
      await eventually(async () => (await months.getByRole('row').allInnerTexts()).slice(1).join(), trend.join());
      // Months of the year before the first with any numbers are left out.
      await panel(view).getByLabel('Range').selectOption('year');
      await panel(view).getByText('Measured: 4h. In entries: 0m.').waitFor();
      await eventually(async () => (await months.getByRole('row').allInnerTexts()).slice(1).join(), 'Nov\t1\t4h\t0m');
    });
  });

  it('are found, grouped, and edited', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      await rows(view).first().focus();
      await page.keyboard.press('/');
      await eventually(() => page.evaluate(() => document.activeElement?.tagName), 'VSCODE-TEXT-FIELD');
      await page.keyboard.type('profiler');
      await eventually(async () => (await titles(view)).join(), 'Try the new profiler');
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await panel(view).getByLabel('Group by').selectOption('due');
      await panel(view).getByRole('heading', { name: 'Overdue · 2' }).waitFor();

      await rows(view).first().focus();
      await page.keyboard.press('e');
      const form = page.getByRole('form', { name: 'Edit task: Fix login race' });
      await form.waitFor();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Fix the login');
      await page.keyboard.press('Enter');
      await form.waitFor({ state: 'detached' });
      await eventually(async () => (await titles(view))[0], 'Fix the login');
      const [{ params } = { params: {} }] = await view.calls('tasks.revise');
      assert.deepEqual(Object.keys(params as object).sort(), ['id', 'title'], 'only what differs is sent');
    });
  });

  it('are not lost while others are being added, nor when they cannot be', async () => {
    await withView({ width: 900, delay: 400 }, async (view) => {
      const { page } = view;
      const line = panel(view).getByRole('textbox', { name: 'Add a task' });
      const enter = async (text: string) => {
        await page.keyboard.type(text);
        await page.keyboard.press('Enter');
        // Long before it is added.
        await eventually(() => line.inputValue(), '');
      };
      await line.click();
      // The second one is typed and sent while the first is on its way.
      await enter('Alpha one');
      await enter('Beta two');
      await page.keyboard.type('Gam');
      await eventually(async () => (await titles(view)).slice(-2).join(), 'Alpha one,Beta two');
      await eventually(() => line.inputValue(), 'Gam');
      await view.host((host) => host.fail('tasks.add', 'The disk is full.'));
      await enter('ma');
      await page.keyboard.type('Delta');
      await panel(view).getByText('The disk is full.').waitFor();
      await eventually(() => line.inputValue(), 'Gamma Delta');
    });
  });

  it('repeat, and have notes and links, by the form, which gives the focus back', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      const isOnRow = () => page.evaluate(() => document.activeElement?.role);
      // After a click, too, the keys work.
      await rows(view).first().locator('.todo-title').click();
      await eventually(isOnRow, 'article');
      await page.keyboard.press('e');
      const form = page.getByRole('form', { name: /^Edit task/ });
      await form.waitFor();
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'detached' });
      await eventually(isOnRow, 'article');
      await page.keyboard.press('e');
      await form.getByLabel('Repeats').selectOption('week');
      await form.getByRole('textbox', { name: 'Interval' }).fill('2');
      await form.getByText('Every 2 weeks').waitFor();
      await form.getByRole('checkbox', { name: 'Thursday' }).check();
      await form.getByLabel('Counted from').selectOption('done');
      await form.getByLabel('Until').fill('2027-06-30');
      await form.getByRole('textbox', { name: 'Notes' }).fill('Ask Ada');
      await form.getByRole('textbox', { name: 'Links' }).fill('src/app.ts:12');
      await form.getByRole('textbox', { name: 'Title' }).press('Enter');
      await form.waitFor({ state: 'detached' });
      await eventually(isOnRow, 'article');
      const [{ params } = { params: {} }] = await view.calls('tasks.revise');
      const { repeat, notes, links } = params as Record<string, object>;
      assert.deepEqual(
        [notes, links],
        ['Ask Ada', [{ kind: 'file', file: 'src/app.ts', line: 12, project: 'web-app' }]],
      );
      assert.deepEqual(
        { ...repeat, weekdays: [] },
        { every: 'week', interval: 2, from: 'done', until: '2027-06-30', weekdays: [] },
      );
      await panel(view).getByRole('button', { name: 'src/app.ts:12' }).click();
      await eventually(async () => (await view.calls('places.open')).length, 1);
    });
  });

  it('get a category and Markdown, and are shown by a filter that is saved, all by keys', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      const press = (...keys: string[]) =>
        keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
      await rows(view).first().focus();
      await press('e');
      const form = page.getByRole('form', { name: 'Edit task: Fix login race' });
      await chooseByLetters(form.getByLabel('Category'), 'Learning');
      await form.getByRole('textbox', { name: 'Description' }).focus();
      await page.keyboard.type('See **the log** at https://example.com/log');
      await form.getByRole('button', { name: 'Save' }).focus();
      await press('Enter');
      await form.waitFor({ state: 'detached' });
      const row = rows(view).first();
      await row.getByText('Learning').waitFor();
      await row.focus();
      await press('Enter');
      await row.locator('strong', { hasText: 'the log' }).waitFor();
      assert.equal(await row.getByRole('link', { name: 'https://example.com/log' }).count(), 1);

      await row.focus();
      await press('f');
      await chooseByLetters(panel(view).getByLabel('Category'), 'Learning');
      await eventually(async () => (await titles(view)).join(), 'Fix login race');
      await panel(view).getByRole('button', { name: 'Save Filter…' }).focus();
      await press('Enter');
      await page.getByRole('form', { name: 'Save this filter' }).waitFor();
      await page.keyboard.type('To learn');
      await press('Enter');
      await eventually(() => panel(view).getByLabel('Saved filter').inputValue().then(Boolean), true);
      await panel(view).getByLabel('Saved filter').focus();
      await press('ArrowUp');
      await eventually(async () => (await titles(view)).length > 1, true);
      await press('ArrowDown');
      await eventually(async () => (await titles(view)).join(), 'Fix login race');
      await panel(view).getByRole('button', { name: 'Delete Filter' }).focus();
      await press('Enter');
      await panel(view).getByText('Deleted the filter "To learn".').waitFor();
    });
  });
});
