import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { compare, isSame, shrunk } from '../screenshots/compare.ts';
import { withView } from './openView.ts';

/** Fails or not when a photograph of the first one's page is compared with one of the second's. */
async function areSame(canvas: Page, a: Buffer, b: Buffer): Promise<boolean> {
  const [found, reference] = [await shrunk(canvas, a), await shrunk(canvas, b)];
  return isSame(await compare(canvas, { found, reference }));
}

describe('the comparison of photographs', () => {
  it('takes the same page twice for the same, and one with another look, place or length for another', async () => {
    await withView({ width: 480, height: 700 }, async ({ page }) => {
      await page.locator('#panel-feed').waitFor();
      await page.waitForTimeout(500);
      const canvas = await page.context().newPage();
      const shoot = () => page.screenshot({ fullPage: true });
      const first = await shoot();
      assert.ok(await areSame(canvas, await shoot(), first), 'the same');
      await page.locator('#panel-plan').evaluate((panel) => (panel.style.background = 'teal'));
      assert.ok(!(await areSame(canvas, await shoot(), first)), 'a panel in another colour');
      await page.locator('#panel-plan').evaluate((panel) => (panel.style.background = ''));
      await page.locator('#panel-score').evaluate((panel) => (panel.style.paddingTop = '150px'));
      assert.ok(!(await areSame(canvas, await shoot(), first)), 'everything further down');
      await canvas.close();
    });
  });
});
