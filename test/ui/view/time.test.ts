import assert from 'node:assert/strict';
import { chooseByLetters, eventually, withView, type View } from './openView.ts';

const panel = ({ page }: View) => page.locator('#panel-time');
const last = async (view: View, method: string) => (await view.calls(method)).at(-1)?.params;

describe('time entries', () => {
  it('are timed, edited, split, deleted, and brought back by keys alone', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      await panel(view).getByText('Timesheet export').first().waitFor();
      await panel(view).getByRole('textbox', { name: 'What are you working on?' }).focus();
      await page.keyboard.type('-10m Tests');
      await page.keyboard.press('Enter');
      await panel(view)
        .getByText(/^10m since/)
        .waitFor();
      assert.equal(((await last(view, 'timers.start')) as { title: string }).title, 'Tests');
      // The button that had the focus goes, and the next one has it.
      await panel(view).getByText('Pause', { exact: true }).focus();
      await page.keyboard.press('Enter');
      await view.heard('Timer paused.');
      await eventually(() => view.focused(), 'Resume');
      await page.keyboard.press('Enter');
      await view.heard('Timer resumed.');

      const row = panel(view).getByRole('button', { name: /^Fix the login race/ });
      await row.focus();
      await page.keyboard.press('Enter');
      await panel(view).getByText('Edit', { exact: true }).focus();
      await page.keyboard.press('Enter');
      const form = page.getByRole('form', { name: 'Edit time entry: Fix the login race' });
      await form.waitFor();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Fix the login');
      await page.keyboard.press('Enter');
      await form.waitFor({ state: 'detached' });
      const edited = panel(view).getByRole('button', { name: /^Fix the login / });
      await edited.waitFor();

      if ((await edited.getAttribute('aria-expanded')) === 'false') await edited.click();
      await panel(view).getByText('Delete', { exact: true }).focus();
      await page.keyboard.press('Enter');
      await edited.waitFor({ state: 'detached' });
      await panel(view).getByText('Undo', { exact: true }).focus();
      await page.keyboard.press('Enter');
      await edited.waitFor();
    });
  });

  it('are split, duplicated, merged, and moved to a task by keys alone', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page } = view;
      const entries = panel(view).locator('.time-entries > li');
      const named = (title: RegExp) => panel(view).getByRole('button', { name: title });
      const press = async (words: string | RegExp) => {
        await panel(view).locator('.time-entries').getByText(words, { exact: true }).first().focus();
        await page.keyboard.press('Enter');
      };
      await named(/^Fix the login race/).focus();
      const count = await entries.count();
      await page.keyboard.press('Enter');
      await press('Split…');
      await press('Split');
      await eventually(() => entries.count(), count + 1);
      await eventually(async () => (await view.calls('entries.split')).length, 1);

      await press('Duplicate');
      await eventually(() => entries.count(), count + 2);
      await press(/^Merge with Next/);
      await eventually(() => entries.count(), count + 1);
      assert.equal(((await last(view, 'entries.merge')) as { gap: string }).gap, 'drop');

      await press('Edit');
      const form = page.getByRole('form', { name: /^Edit time entry/ });
      await chooseByLetters(form.getByLabel('Task'), 'Review the migration');
      await form.getByRole('button', { name: 'Save' }).focus();
      await page.keyboard.press('Enter');
      await form.waitFor({ state: 'detached' });
      const saved = (await last(view, 'entries.save')) as { task: string; project: string; title: string };
      assert.match(saved.task, /./);
      assert.deepEqual([saved.title, saved.project], ['Fix the login race', '/home/ada/daymark']);
    });
  });

  it('show what was measured beside them, and ask about time in which nothing was', async () => {
    await withView({ width: 900 }, async (view) => {
      await panel(view).getByText('4h 25m in entries · 4h 43m measured · 2h 36m in both').waitFor();
      const row = panel(view).getByRole('button', { name: /^Fix the login race/ });
      assert.match(await row.innerText(), /2h[\s\S]*You were there 1h 35m · daymark · #auth/);
      const gap = panel(view).getByRole('group', { name: /while nothing was measured/ });
      await gap.getByText('Leave It Out', { exact: true }).click();
      await gap.waitFor({ state: 'detached' });
      await eventually(async () => ((await last(view, 'timers.answerGap')) as { answer: string }).answer, 'split');
    });
  });

  it('are suggested, added with one key each, and learned from', async () => {
    // The list is read again some frames after an entry was added.
    await withView({ width: 900, delay: 60 }, async (view) => {
      const { page } = view;
      await panel(view).getByRole('button', { name: '2 Suggested Entries' }).click();
      await panel(view)
        .getByText(/ · feature\/importer · importer\.ts, rows\.ts$/)
        .waitFor();
      await panel(view)
        .getByRole('button', { name: /^Add As… feature\/importer, / })
        .focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Importer');
      await page.keyboard.press('Enter');
      await panel(view).getByRole('button', { name: '1 Suggested Entry' }).waitFor();
      const { title, learn } = (await last(view, 'suggestions.accept')) as { title: string; learn: boolean };
      assert.deepEqual([title, learn], ['Importer', true]);
      await eventually(() => view.focused(), 'Add');
      await panel(view)
        .getByRole('button', { name: /^Dismiss Documentation/ })
        .click();
      await panel(view).getByText('Undo', { exact: true }).click();
      await panel(view).getByRole('button', { name: '1 Suggested Entry' }).waitFor();
    });
  });

  it('invite where there is none', async () => {
    await withView({ width: 900, firstDay: true }, async (view) => {
      await panel(view).getByText('No time entries on this day.').waitFor();
    });
  });
});
