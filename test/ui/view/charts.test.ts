import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { readTheme } from '../../fakes/viewHost/page.ts';
import { eventually, tabTo, withView } from './openView.ts';

/** Returns the number of pixels in the bars with nearly this color. */
async function pixelsOf(page: Page, [red, green, blue]: readonly [number, number, number]): Promise<number> {
  return page.evaluate(
    ([r, g, b]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.activity-canvas canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let index = 0; index < data.length; index += 4)
        if (Math.abs(data[index]! - r) + Math.abs(data[index + 1]! - g) + Math.abs(data[index + 2]! - b) < 12) count++;
      return count;
    },
    [red, green, blue] as const,
  );
}

const bars = '.activity-canvas canvas';
const darkBlue = [0x57, 0xa3, 0xf8] as const;
const lightBlue = [0x1a, 0x5c, 0xff] as const;

describe('activity per day', () => {
  const slider = 'Time for each of the last 14 days, by source';

  it('says so where what draws it cannot be loaded, and draws it once it can', async () => {
    const expected = [/webview\.uPlot/, /ERR_FAILED/];
    await withView({ expected, without: 'webview.uPlot*' }, async ({ page, button }) => {
      const panel = page.locator('#panel-activity');
      await panel.getByText('The chart could not be loaded').waitFor();
      await panel.getByRole('button', { name: 'Show as Table' }).click();
      await panel.getByRole('table').waitFor();
      await page.unrouteAll();
      await button('Try Again').click();
      await page.locator(bars).waitFor();
    });
  });

  it('is walked through by keyboard, each day in words, and Enter opens one', async () => {
    await withView({}, async ({ page, calls }) => {
      const chart = page.getByRole('slider', { name: slider });
      const words = () => chart.getAttribute('aria-valuetext');
      await page.locator('#panel-activity .panel-toggle').focus();
      await tabTo(page, chart);
      assert.match(
        (await words()) ?? '',
        /^Friday, November 20: 4 hours 43 minutes; Editor: 3 hours 18 minutes; Debugger/,
      );
      await page.locator('.activity-chart .tooltip').waitFor();
      await page.keyboard.press('ArrowLeft');
      await eventually(words, /^Thursday, November 19/);
      await page.keyboard.press('PageUp');
      await eventually(words, /^Thursday, November 12/);
      await page.keyboard.press('Home');
      await eventually(words, /^Saturday, November 7: nothing recorded$/);
      await page.keyboard.press('ArrowLeft');
      await eventually(() => chart.getAttribute('aria-valuenow'), '1');
      await page.keyboard.press('Escape');
      await page.locator('.activity-chart .tooltip').waitFor({ state: 'detached' });
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await page.getByRole('slider', { name: 'Timeline of Thursday, November 19' }).waitFor();
      assert.deepEqual((await calls('day.get')).at(-1)?.params, { day: '2026-11-19' });
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Thu, Nov 19');
    });
  });

  it('shows a day under the pointer, what it is made of, and opens it by a click', async () => {
    await withView({ width: 900 }, async ({ page }) => {
      await page.locator(bars).waitFor();
      const box = await page.locator('.activity-canvas').boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width - 8, box.y + 60);
      const tooltip = page.locator('.activity-chart .tooltip');
      await tooltip.waitFor();
      assert.match(await tooltip.innerText(), /Fri, Nov 20\s+4h 43m/);
      assert.match(await tooltip.innerText(), /By hand\s+30m/);
      const tip = await tooltip.boundingBox();
      assert.ok(tip && tip.x >= 0 && tip.x + tip.width <= 900, 'it stays on the page');
      await page.mouse.move(5, 5);
      await tooltip.waitFor({ state: 'detached' });
      await page.mouse.click(box.x + box.width - 12 - (box.width - 34) / 14, box.y + 60);
      await page.getByRole('slider', { name: 'Timeline of Thursday, November 19' }).waitFor();
    });
  });

  it('looks back as far as is chosen, by what is chosen, and remembers both', async () => {
    await withView({}, async ({ page, calls }) => {
      const panel = page.locator('#panel-activity');
      assert.deepEqual(await calls('activity.range'), [], 'what the snapshot holds is not asked for');
      await panel.getByLabel('Range').selectOption('365');
      await panel.getByLabel('Grouping').selectOption('project');
      await page.getByRole('slider', { name: 'Time for each of the last 365 days, by project' }).waitFor();
      assert.deepEqual((await calls('activity.range')).at(-1)?.params, { days: 365, by: 'project' });
      const legend = await panel.locator('.legend li').allInnerTexts();
      assert.match(legend[0] ?? '', /^daymark/);
      assert.ok(legend.some((text) => text.startsWith('No project')));
      await page.reload();
      await page.getByRole('slider', { name: 'Time for each of the last 365 days, by project' }).waitFor();
    });
  });

  it('says when a range cannot be read, and reads it again', async () => {
    await withView({ fail: 'activity.range' }, async ({ page, host }) => {
      const panel = page.locator('#panel-activity');
      await panel.getByLabel('Range').selectOption('90');
      await panel.getByText('The file is damaged.').waitFor();
      await host((fake) => fake.fail('activity.range', null));
      await panel.getByRole('button', { name: 'Try Again' }).click();
      await page.getByRole('slider', { name: 'Time for each of the last 90 days, by source' }).waitFor();
    });
  });

  it('has a table behind a toggle', async () => {
    await withView({ width: 280 }, async ({ page }) => {
      const panel = page.locator('#panel-activity');
      await panel.getByRole('button', { name: 'Show as Table' }).click();
      const table = panel.getByRole('table');
      const row = table.getByRole('row', { name: /Fri, Nov 20/ });
      assert.deepEqual(await row.getByRole('cell').allTextContents(), ['4h 43m', '3h 18m', '32m', '10m', '13m', '30m']);
      assert.equal(await table.getByRole('row').count(), 15);
      await panel.getByRole('button', { name: 'Hide Table' }).click();
      await eventually(() => table.count(), 0);
    });
  });

  it('takes its colours from the theme, also when that changes', async () => {
    await withView({}, async ({ page }) => {
      await page.locator(bars).waitFor();
      await eventually(async () => (await pixelsOf(page, darkBlue)) > 500, true);
      assert.equal(await pixelsOf(page, lightBlue), 0);
      const light = readTheme('light');
      await page.evaluate(({ vars, body }) => {
        for (const [name, value] of Object.entries(vars)) document.documentElement.style.setProperty(name, value);
        document.body.className = body;
      }, light);
      await eventually(async () => (await pixelsOf(page, lightBlue)) > 500, true);
      assert.equal(await pixelsOf(page, darkBlue), 0);
    });
  });

  it('tells sources apart by texture in high contrast', async () => {
    const solid = { dark: 0, hcDark: 0 };
    for (const theme of ['dark', 'hcDark'] as const)
      await withView({ theme }, async ({ page }) => {
        await page.locator(bars).waitFor();
        const purple = theme === 'dark' ? ([0xad, 0x80, 0xd7] as const) : ([0xb1, 0x80, 0xd7] as const);
        await eventually(async () => (await pixelsOf(page, purple)) > 0, true);
        solid[theme] = await pixelsOf(page, purple);
      });
    assert.ok(solid.hcDark > 0 && solid.hcDark < solid.dark * 0.8, JSON.stringify(solid));
  });

  it('fits a new width', async () => {
    await withView({ width: 480 }, async ({ page }) => {
      await page.setViewportSize({ width: 300, height: 900 });
      const widthOf = async () => (await page.locator(bars).boundingBox())?.width ?? 0;
      await eventually(async () => (await widthOf()) <= 300 && (await widthOf()) > 240, true);
    });
  });
});
