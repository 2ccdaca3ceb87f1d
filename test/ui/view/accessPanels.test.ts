import { checkAxeInThemes, checkWidth } from './axe.ts';
import { withView } from './openView.ts';

describe('access for everyone to planning and habits', () => {
  it('has no violation in tasks, their forms, and their filter, in any theme', async () => {
    await withView({ width: 280 }, async (view) => {
      const { page } = view;
      const panel = page.locator('#panel-tasks');
      await panel.locator('.panel-toggle').click();
      const edit = async (index: number) => {
        await panel.getByRole('article').nth(index).focus();
        await page.keyboard.press('e');
        return panel.getByRole('form', { name: /^Edit task/ });
      };
      const form = await edit(0);
      await form.getByLabel('Category').selectOption('Learning');
      await form.getByRole('textbox', { name: 'Description' }).fill('# Why\n\n> `a` **b** https://example.com\n\n- c');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.waitFor({ state: 'detached' });
      await panel.getByRole('article').first().focus();
      await page.keyboard.press('Enter');
      await panel.locator('strong').first().waitFor();
      await (await edit(1)).waitFor();
      await panel.getByRole('button', { name: 'Filter and sort tasks' }).click();
      await panel.getByRole('button', { name: 'Save Filter…' }).click();
      await panel.getByRole('textbox', { name: 'Name of the filter' }).waitFor();
      await checkAxeInThemes(view, 'tasks');
      await checkWidth(page);
    });
  });

  it('has no violation in subtasks, the form for several tasks, numbers, and time entries, in any theme', async () => {
    await withView({ width: 280 }, async (view) => {
      const { page } = view;
      const [tasks, time] = [page.locator('#panel-tasks'), page.locator('#panel-time')];
      for (const panel of [tasks, time]) await panel.locator('.panel-toggle').click();
      await tasks.getByRole('article').first().focus();
      await page.keyboard.press('c');
      await tasks.getByRole('textbox', { name: 'Add a subtask' }).fill('Write a failing test');
      await page.keyboard.press('Enter');
      await tasks.getByRole('checkbox', { name: 'Write a failing test' }).first().waitFor();
      await tasks.getByRole('article').first().focus();
      await page.keyboard.press('x');
      await tasks.getByRole('form', { name: '1 task selected' }).waitFor();
      await tasks.getByRole('button', { name: 'Tasks in numbers' }).click();
      await tasks.getByRole('region', { name: 'Tasks by week' }).waitFor();
      await time.getByRole('button', { name: /^Fix the login race/ }).click();
      await time.getByText('Split…', { exact: true }).click();
      await time.getByRole('button', { name: '2 Suggested Entries' }).click();
      await time.getByText('Add Entry', { exact: true }).click();
      await checkAxeInThemes(view, 'tasks and entries');
      await checkWidth(page);
    });
  });

  it('has no violation in goals, streaks, focus, breaks, tips, and milestones, in any theme', async () => {
    await withView({ width: 280 }, async (view) => {
      const { page } = view;
      const panel = page.locator('#panel-goals');
      await panel.locator('.panel-toggle').click();
      await panel.getByRole('button', { name: /^At most 5h of Meeting/ }).click();
      for (const name of ['Recent focus and breaks', 'Tip of the day', 'Milestones', 'Days Off'])
        await panel.getByRole('button', { name }).first().click();
      await panel.getByText(/Of the time in these hours, 72%/).waitFor();
      await panel.getByText('Share as Image…', { exact: true }).click();
      await panel.locator('.milestones-image').waitFor();
      await panel.getByText('Add Goal', { exact: true }).click();
      await page.getByRole('form', { name: 'New goal' }).waitFor();
      await checkAxeInThemes(view, 'habits');
      await checkWidth(page);
    });
  });
});
