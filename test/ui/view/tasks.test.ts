import assert from 'node:assert/strict';
import { eventually, withView, type View } from './openView.ts';

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

      await rows(view).first().focus();
      await page.keyboard.press('Alt+ArrowDown');
      await eventually(async () => (await titles(view))[1], 'Fix login race');
      await rows(view).nth(1).focus();
      await page.keyboard.press('Space');
      await panel(view).getByText('Completed "Fix login race".').waitFor();
      await eventually(async () => (await titles(view)).includes('Fix login race'), false);
      await rows(view).first().focus();
      await page.keyboard.press('u');
      await eventually(async () => (await titles(view))[1], 'Fix login race');

      await rows(view).first().focus();
      await page.keyboard.press('Delete');
      await panel(view).getByText('Deleted "Review the migration".').waitFor();
      await panel(view).locator('vscode-button', { hasText: 'Undo' }).click();
      await eventually(async () => (await titles(view))[0], 'Review the migration');
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
});
