import assert from 'node:assert/strict';
import { eventually, withView, type View } from './openView.ts';

const panel = ({ page }: View) => page.locator('#panel-tasks');
const rows = (view: View) => panel(view).getByRole('article');
const titles = (view: View) => rows(view).locator('.todo-title').allInnerTexts();

describe('dragging a task', () => {
  it('moves it, and is offered only where it does', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      await rows(view).nth(1).waitFor();
      const [first, second] = await titles(view);
      const grip = rows(view).nth(1).locator('.todo-grip');
      await rows(view).nth(1).hover();
      const [from, to] = [await grip.boundingBox(), await rows(view).first().boundingBox()];
      assert.ok(from && to);
      await page.mouse.move(from.x + 4, from.y + 4);
      await page.mouse.down();
      await page.mouse.move(to.x + 20, to.y + 3, { steps: 4 });
      await page.mouse.up();
      await eventually(async () => (await titles(view)).slice(0, 2).join(), `${second},${first}`);

      await rows(view).first().focus();
      await page.keyboard.press('/');
      await panel(view).getByLabel('Sort by').selectOption('title');
      await eventually(() => grip.count(), 0);
      // The rows of the new order have come.
      await eventually(async () => (await titles(view))[0], 'Fix login race');
      await rows(view).nth(1).focus();
      await page.keyboard.press('Alt+ArrowUp');
      await panel(view).locator('.button-row').getByText('Sort the list by hand to move tasks.').waitFor();
      // Of a group of one status, rows go to another, whatever the order.
      await panel(view).getByLabel('Group by').selectOption('status');
      await eventually(() => grip.count(), 1);
    });
  });
});
