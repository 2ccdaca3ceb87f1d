import assert from 'node:assert/strict';
import { waitForValue, withView, type View, eventually } from './openView.ts';

const seen = async (view: View, method: string) => (await view.calls(method)).map(({ params }) => params);

describe('the answer to the reflection question', () => {
  it('is kept while typing, and saved after a pause and on leaving the box', async () => {
    await withView({}, async (view) => {
      const { page, push } = view;
      const box = page.getByRole('textbox', { name: 'Your answer', exact: true });
      await box.focus();
      await page.keyboard.type('A quiet');
      await push({});
      await page.keyboard.type(' morning');
      await waitForValue(box, 'A quiet morning');
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'plan.answer'));
      await page.getByText('Saved.', { exact: true }).waitFor();
      await page.keyboard.type('!');
      await page.keyboard.press('Tab');
      await eventually(async () => (await seen(view, 'plan.answer')).length, 2);
      assert.deepEqual(await seen(view, 'plan.answer'), [
        { day: '2026-11-20', answer: 'A quiet morning' },
        { day: '2026-11-20', answer: 'A quiet morning!' },
      ]);
    });
  });

  it('is not lost when it can not be saved', async () => {
    await withView({ fail: 'plan.answer' }, async ({ page, button, host }) => {
      const box = page.getByRole('textbox', { name: 'Your answer', exact: true });
      await box.fill('A quiet morning');
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
      await page.getByText('Not saved yet. Your text is kept here.').waitFor();
      await waitForValue(box, 'A quiet morning');
      await host((fake) => fake.fail('plan.answer', null));
      await button('Try Again').click();
      await page.getByText('Saved.', { exact: true }).waitFor();
    });
  });
});
