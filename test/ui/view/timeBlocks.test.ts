import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually, withView } from './openView.ts';

const rows = (page: Page) => page.locator('#panel-plan .time-block');
const texts = async (page: Page) =>
  (await rows(page).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

describe('time blocks', () => {
  it('are placed, moved, removed, and brought back with the keyboard alone', async () => {
    await withView({}, async ({ page, button }) => {
      await button('Place into Free Time').focus();
      await page.keyboard.press('Enter');
      await rows(page).nth(2).waitFor();
      const [first = ''] = await texts(page);
      assert.match(first, /^1:00 PM–\d:\d\d PM Fix 3 errors/);
      const later = rows(page)
        .first()
        .getByRole('button', { name: /Later$/ });
      await later.focus();
      await page.keyboard.press('Alt+ArrowDown');
      await eventually(async () => (await texts(page))[0]?.slice(0, 7), '1:15 PM');
      await page.keyboard.press('Enter');
      await eventually(async () => (await texts(page))[0]?.slice(0, 7), '1:30 PM');
      await page.keyboard.press('Alt+ArrowUp');
      await page.keyboard.press('Alt+ArrowUp');
      await eventually(async () => (await texts(page))[0], first);
      const before = await rows(page).count();
      await page.keyboard.press('Delete');
      await eventually(() => rows(page).count(), before - 1);
      await page
        .getByText(/^Time block removed: Fix 3 errors/)
        .first()
        .waitFor();
      assert.ok(await page.locator('.time-block :focus').count(), 'the focus goes to the next block');
      await page.locator('.time-blocks').getByText('Undo').focus();
      await page.keyboard.press('Enter');
      await eventually(() => texts(page).then(([text]) => text), first);
      await eventually(() => page.evaluate(() => document.activeElement?.closest('section')?.id), 'panel-plan');
    });
  });

  it('are removed together with the mouse, and brought back', async () => {
    await withView({}, async ({ page, button }) => {
      await button('Place into Free Time').click();
      await rows(page).nth(2).waitFor();
      const before = (await texts(page)).join('\n');
      await button('Remove Time Blocks').click();
      await eventually(() => rows(page).count(), 0);
      await page.locator('.time-blocks').getByText('Undo').click();
      await eventually(async () => (await texts(page)).join('\n'), before);
    });
  });

  it('say when they overlap a meeting, and are on the timeline beside it', async () => {
    await withView({}, async ({ page, button }) => {
      await button('Place into Free Time').click();
      await rows(page).filter({ hasText: 'overlaps Design review' }).first().waitFor();
      await page.locator('#panel-timeline').getByRole('button', { name: 'Show as Table' }).click();
      const row = page.locator('#panel-timeline tr', { hasText: 'Fix 3 errors' });
      await row.getByText('planned').waitFor();
      await row.getByRole('button').click();
      await eventually(() => page.evaluate(() => document.activeElement?.closest('section')?.id), 'panel-plan');
    });
  });
});
