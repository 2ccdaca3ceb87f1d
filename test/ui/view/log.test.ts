import assert from 'node:assert/strict';
import { at } from '../../fakes/viewHost/sampleDashboard.ts';
import { tabTo, waitForValue, withView, type View } from './openView.ts';

const seen = async (view: View) => (await view.calls('activity.save')).map(({ params }) => params);

async function openForm({ page, button }: View): Promise<void> {
  await button('Log Activity').first().click();
  await page.getByRole('dialog').waitFor();
}

describe('Log Activity', () => {
  it('is filled in and sent by keyboard only, and gives the focus back', async () => {
    await withView({ width: 280 }, async (view) => {
      const { page, button } = view;
      await tabTo(page, button('Log Activity').first());
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Log Activity' }).waitFor();
      await page.keyboard.type('Pairing with Grace');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Mee');
      await page.keyboard.press('Tab');
      await page.keyboard.type('1h 30m');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      assert.deepEqual(await seen(view), [
        { title: 'Pairing with Grace', kind: 'meeting', start: at(13, 54), minutes: 90, errors: 0, notes: '' },
      ]);
      await page.locator('.feed-title', { hasText: 'Pairing with Grace' }).waitFor();
      assert.ok(
        await button('Log Activity')
          .first()
          .evaluate((element) => element.matches(':focus, :focus-within')),
      );
      await view.heard('Activity logged');
    });
  });

  it('refuses no text, a negative and a 30-hour duration as they are typed, and sends nothing', async () => {
    await withView({}, async (view) => {
      const { page } = view;
      await openForm(view);
      const dialog = page.getByRole('dialog');
      const submit = dialog.getByRole('button', { name: 'Log Activity' });
      assert.equal(await dialog.locator('.field-error').count(), 0, 'nothing is wrong before anything is typed');
      await submit.click();
      await dialog.getByText('Enter what you did.').waitFor();
      await dialog.getByText('Enter how long it took.').waitFor();
      await dialog.getByRole('textbox', { name: 'Task', exact: true }).fill('x');
      await dialog.getByText('Enter what you did.').waitFor({ state: 'detached' });
      const wrong = {
        '-20': 'greater than zero',
        '0': 'greater than zero',
        '30h': 'At most 24 hours',
        '1500': 'At most 24 hours',
        soon: 'such as 45',
      };
      for (const [text, message] of Object.entries(wrong)) {
        await dialog.getByRole('textbox', { name: 'Duration', exact: true }).fill(text);
        await dialog.getByText(message).waitFor();
        await page.keyboard.press('Enter');
        await submit.click();
      }
      const field = dialog.getByRole('textbox', { name: 'Duration', exact: true });
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.match((await field.getAttribute('aria-description')) ?? '', /such as 45/, 'a screen reader hears why');
      await dialog.getByRole('textbox', { name: 'Errors encountered', exact: true }).fill('-1');
      await dialog.getByText('A whole number from 0 to 999.').waitFor();
      await dialog.getByRole('textbox', { name: 'Task', exact: true }).fill('x'.repeat(201));
      await dialog.getByText('At most 200 characters.').waitFor();
      assert.deepEqual(await seen(view), []);
    });
  });

  it('takes hours too, and a start time', async () => {
    await withView({}, async (view) => {
      const { page } = view;
      await openForm(view);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Task', exact: true }).fill('Reading');
      await dialog.getByRole('textbox', { name: 'Duration', exact: true }).fill('1,5');
      await dialog.getByRole('combobox', { name: 'Unit' }).press('ArrowDown');
      await dialog.getByRole('combobox', { name: 'When' }).press('ArrowDown');
      await dialog.getByLabel('Date and time').fill('2026-11-20T09:15');
      await dialog.getByText('9:15 AM to 10:45 AM').waitFor();
      await dialog.getByRole('textbox', { name: 'Errors encountered', exact: true }).fill('3');
      await dialog.getByRole('textbox', { name: 'Notes', exact: true }).fill('two lines\nof notes');
      await page.keyboard.press('ControlOrMeta+Enter');
      await dialog.waitFor({ state: 'detached' });
      assert.deepEqual(await seen(view), [
        { title: 'Reading', kind: 'coding', start: at(9, 15), minutes: 90, errors: 3, notes: 'two lines\nof notes' },
      ]);
    });
  });

  it('refuses what ends in the future', async () => {
    await withView({}, async (view) => {
      await openForm(view);
      const dialog = view.page.getByRole('dialog');
      await dialog.getByLabel('Date and time').fill('2026-11-20T17:00');
      await dialog.getByText('The end is in the future.').waitFor();
    });
  });

  it('fills in a quick add, and keeps what was typed', async () => {
    await withView({}, async (view) => {
      const { page } = view;
      await openForm(view);
      const dialog = page.getByRole('dialog');
      for (const name of ['Coding', 'Debugging', 'Learning', 'Meeting']) {
        await dialog.getByRole('button', { name }).click();
        await waitForValue(dialog.getByRole('textbox', { name: 'Task', exact: true }), name);
      }
      await waitForValue(dialog.getByRole('textbox', { name: 'Duration', exact: true }), '30');
      await dialog.getByRole('textbox', { name: 'Task', exact: true }).fill('Stand-up');
      await dialog.getByRole('textbox', { name: 'Duration', exact: true }).fill('15');
      await dialog.getByRole('button', { name: 'Debugging' }).click();
      await dialog.getByRole('button', { name: 'Log Activity' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.deepEqual(await seen(view), [
        { title: 'Stand-up', kind: 'debugging', start: at(15, 9), minutes: 15, errors: 0, notes: '' },
      ]);
    });
  });

  it('keeps the focus inside, closes on Escape and keeps the draft', async () => {
    await withView({}, async (view) => {
      const { page, button } = view;
      await openForm(view);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Task', exact: true }).fill('Half a thought');
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press('Tab');
        const inside = await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement === document.body || activeElement?.closest('dialog') !== null;
        });
        assert.ok(inside, `outside after ${presses + 1} presses`);
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.ok(
        await button('Log Activity')
          .first()
          .evaluate((element) => element.matches(':focus, :focus-within')),
      );
      await openForm(view);
      assert.equal(await dialog.getByRole('textbox', { name: 'Task', exact: true }).inputValue(), 'Half a thought');
      assert.deepEqual(await seen(view), []);
    });
  });

  it('closes when the page beside it is pressed', async () => {
    await withView({ width: 900 }, async (view) => {
      await openForm(view);
      await view.page.mouse.click(40, 400);
      await view.page.getByRole('dialog').waitFor({ state: 'detached' });
    });
  });

  it('says in place that saving failed, and keeps everything', async () => {
    await withView({ fail: 'activity.save' }, async (view) => {
      const { page } = view;
      await openForm(view);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Meeting' }).click();
      await dialog.getByRole('button', { name: 'Log Activity' }).click();
      await dialog.getByRole('alert').getByText('The file is damaged.').waitFor();
      assert.equal(await dialog.getByRole('textbox', { name: 'Task', exact: true }).inputValue(), 'Meeting');
    });
  });

  it('opens when the host says so', async () => {
    await withView({}, async ({ page, host }) => {
      await page.locator('#panel-score').waitFor();
      await host((fake) => fake.navigate('log'));
      await page.getByRole('dialog', { name: 'Log Activity' }).waitFor();
    });
  });
});
