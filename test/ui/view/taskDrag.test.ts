import assert from 'node:assert/strict';
import { eventually, withView, type View } from './openView.ts';

const panel = ({ page }: View) => page.locator('#panel-tasks');
const rows = (view: View) => panel(view).getByRole('article');
const titles = (view: View) => rows(view).locator('.todo-title').allInnerTexts();
const grip = (view: View, index: number) => rows(view).nth(index).locator('.todo-grip');

/** Drags a row by its grip to the upper edge of another one. */
async function drag(view: View, from: number, to: number): Promise<void> {
  const { mouse } = view.page;
  await rows(view).nth(from).hover();
  const [start, end] = [await grip(view, from).boundingBox(), await rows(view).nth(to).boundingBox()];
  assert.ok(start && end);
  await mouse.move(start.x + 4, start.y + 4);
  await mouse.down();
  await mouse.move(end.x + 20, end.y + 3, { steps: 4 });
  await mouse.up();
}

describe('dragging a task', () => {
  it('moves it, and is offered only where it does', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      await rows(view).nth(1).waitFor();
      const [first, second] = await titles(view);
      await drag(view, 1, 0);
      await eventually(async () => (await titles(view)).slice(0, 2).join(), `${second},${first}`);

      await rows(view).first().focus();
      await page.keyboard.press('/');
      await panel(view).getByLabel('Sort by').selectOption('title');
      await eventually(() => grip(view, 1).count(), 0);
      // The rows of the new order have come.
      await eventually(async () => (await titles(view))[0], 'Fix login race');
      await rows(view).nth(1).focus();
      await page.keyboard.press('Alt+ArrowUp');
      await panel(view).locator('.button-row').getByText('Sort the list by hand to move tasks.').waitFor();
      // Rows can go from a group of one status to another, whatever the order.
      await panel(view).getByLabel('Group by').selectOption('status');
      await eventually(() => grip(view, 1).count(), 1);
    });
  });

  it('into another group gives it that status', async () => {
    await withView({ width: 900 }, async (view) => {
      await rows(view).nth(1).focus();
      await view.page.keyboard.press('s');
      await eventually(async () => (await view.calls('tasks.setStatus')).length, 1);
      await view.page.keyboard.press('/');
      await panel(view).getByLabel('Group by').selectOption('status');
      const headings = panel(view).locator('.todo-group');
      await eventually(async () => (await headings.count()) > 1, true);
      const items = panel(view).locator('.todo-list > [data-index]');
      const second = await items.evaluateAll(
        (all) => all.flatMap((item, index) => (item.querySelector('.todo-group') ? [index] : []))[1] ?? 0,
      );
      const title = (await titles(view))[second];
      await drag(view, second, 0);
      await eventually(async () => (await view.calls('tasks.setStatus')).length, 2);
      const group = items.filter({ hasText: title ?? '' }).first();
      await eventually(async () => Number(await group.getAttribute('data-index')) < second, true);
      const { params } = (await view.calls('tasks.setStatus'))[1] ?? {};
      assert.equal((params as { status: string }).status, 'inProgress');
    });
  });
});
