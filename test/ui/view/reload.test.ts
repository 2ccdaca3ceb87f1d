import assert from 'node:assert/strict';
import { withView, eventually, restOf } from './openView.ts';

describe('hide and reload', () => {
  it('brings back open and closed sections, the scroll and what was loaded', async () => {
    await withView({ height: 500 }, async ({ page, button }) => {
      await button('What Makes Up the Score').click();
      await page.locator('#panel-activity .panel-toggle').click();
      await page.locator('.task-toggle').nth(1).click();
      // At once: to scroll there loads more by itself, and takes the button away.
      await button('Load More').evaluate((element: HTMLElement) => element.click());
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'feed.more'));
      await page.evaluate(() => window.scrollTo(0, 700));
      await restOf(page, 300);
      await page.reload();
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'feed.more'));
      assert.equal(await page.locator('#panel-activity .panel-toggle').getAttribute('aria-expanded'), 'false');
      assert.ok(await page.locator('.breakdown').isVisible());
      assert.ok(await page.locator('.task-details .evidence').isVisible());
      await eventually(() => page.evaluate(() => Math.abs(window.scrollY - 700) < 30), true);
    });
  });

  it('brings back the form with its draft, a task being edited and an answer not saved yet', async () => {
    await withView({ fail: 'plan.answer' }, async ({ page, button }) => {
      await page.locator('.task-toggle').nth(1).click();
      await button('Edit').click();
      await page.getByRole('textbox', { name: 'Task', exact: true }).fill('Half edited');
      await page.getByRole('textbox', { name: 'Your answer', exact: true }).fill('Half answered');
      await button('Log Activity').first().click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Task', exact: true }).fill('Half logged');
      await page.getByRole('dialog').getByRole('textbox', { name: 'Duration', exact: true }).fill('1h');
      await page.reload();
      const dialog = page.getByRole('dialog');
      assert.equal(await dialog.getByRole('textbox', { name: 'Task', exact: true }).inputValue(), 'Half logged');
      assert.equal(await dialog.getByRole('textbox', { name: 'Duration', exact: true }).inputValue(), '1h');
      await page.keyboard.press('Escape');
      assert.equal(await page.getByRole('textbox', { name: 'Task', exact: true }).inputValue(), 'Half edited');
      assert.equal(await page.getByRole('textbox', { name: 'Your answer', exact: true }).inputValue(), 'Half answered');
    });
  });
});
