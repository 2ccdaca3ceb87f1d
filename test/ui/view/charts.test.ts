import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { readTheme } from '../../fakes/viewHost/page.ts';
import { withView } from './openView.ts';

/** How many pixels of the bars have nearly this colour. */
async function pixelsOf(page: Page, [red, green, blue]: readonly [number, number, number]): Promise<number> {
  return page.evaluate(
    ([r, g, b]) => {
      const canvas = document.querySelector('canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let index = 0; index < data.length; index += 4)
        if (Math.abs(data[index]! - r) + Math.abs(data[index + 1]! - g) + Math.abs(data[index + 2]! - b) < 12) count++;
      return count;
    },
    [red, green, blue] as const,
  );
}

const darkBlue = [0x57, 0xa3, 0xf8] as const;
const lightBlue = [0x1a, 0x5c, 0xff] as const;

describe('activity per day', () => {
  it('is walked through by keyboard, each day in words', async () => {
    await withView({}, async ({ page }) => {
      const chart = page.getByRole('slider', { name: 'Time for each of the last 14 days, by source' });
      const words = () => chart.getAttribute('aria-valuetext');
      await page.locator('#panel-activity .panel-toggle').focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.ok(await chart.evaluate((element) => element.matches(':focus')));
      assert.match(
        (await words()) ?? '',
        /^Friday, November 20: 4 hours 43 minutes; Editor: 3 hours 18 minutes; Debugger/,
      );
      await page.locator('.activity-chart .tooltip').waitFor();
      await page.keyboard.press('ArrowLeft');
      assert.match((await words()) ?? '', /^Thursday, November 19/);
      await page.keyboard.press('Home');
      assert.match((await words()) ?? '', /^Saturday, November 7: nothing recorded$/);
      await page.keyboard.press('ArrowLeft');
      assert.equal(await chart.getAttribute('aria-valuenow'), '1');
      await page.keyboard.press('Escape');
      await page.locator('.activity-chart .tooltip').waitFor({ state: 'detached' });
    });
  });

  it('shows a day under the pointer, and what it is made of', async () => {
    await withView({ width: 900 }, async ({ page }) => {
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
    });
  });

  it('has a table behind a toggle', async () => {
    await withView({ width: 280 }, async ({ page, button }) => {
      await button('Show as Table').click();
      const table = page.locator('#panel-activity').getByRole('table');
      const row = table.getByRole('row', { name: /Fri, Nov 20/ });
      assert.deepEqual(await row.getByRole('cell').allTextContents(), ['4h 43m', '3h 18m', '32m', '10m', '13m', '30m']);
      assert.equal(await table.getByRole('row').count(), 15);
      await button('Hide Table').click();
      assert.equal(await table.count(), 0);
    });
  });

  it('takes its colours from the theme, also when that changes', async () => {
    await withView({}, async ({ page }) => {
      await page.locator('canvas').waitFor();
      await page.waitForTimeout(100);
      assert.ok((await pixelsOf(page, darkBlue)) > 500);
      assert.equal(await pixelsOf(page, lightBlue), 0);
      const light = readTheme('light');
      await page.evaluate(({ vars, body }) => {
        for (const [name, value] of Object.entries(vars)) document.documentElement.style.setProperty(name, value);
        document.body.className = body;
      }, light);
      await page.waitForTimeout(200);
      assert.ok((await pixelsOf(page, lightBlue)) > 500);
      assert.equal(await pixelsOf(page, darkBlue), 0);
    });
  });

  it('tells sources apart by texture in high contrast', async () => {
    const solid = { dark: 0, hcDark: 0 };
    for (const theme of ['dark', 'hcDark'] as const)
      await withView({ theme }, async ({ page }) => {
        await page.locator('canvas').waitFor();
        await page.waitForTimeout(100);
        const purple = theme === 'dark' ? ([0xad, 0x80, 0xd7] as const) : ([0xb1, 0x80, 0xd7] as const);
        solid[theme] = await pixelsOf(page, purple);
      });
    assert.ok(solid.hcDark > 0 && solid.hcDark < solid.dark * 0.8, JSON.stringify(solid));
  });

  it('fits a new width', async () => {
    await withView({ width: 480 }, async ({ page }) => {
      await page.setViewportSize({ width: 300, height: 900 });
      await page.waitForTimeout(200);
      const box = await page.locator('canvas').boundingBox();
      assert.ok(box && box.width <= 300 && box.width > 240, JSON.stringify(box));
    });
  });
});

describe('the timeline of today', () => {
  it('is walked through by keyboard, each block in words', async () => {
    await withView({}, async ({ page }) => {
      const chart = page.getByRole('slider', { name: 'Timeline of today' });
      const words = async () => ((await chart.getAttribute('aria-valuetext')) ?? '').replaceAll('\u202f', ' ');
      await page.locator('#panel-timeline .panel-toggle').focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.equal(await words(), 'Coding, 2:33 PM–3:24 PM, 51m, daymark, TypeScript');
      await page.keyboard.press('Home');
      assert.match(await words(), /^Reading, 8:52 AM–9:07 AM/);
      await page.keyboard.press('ArrowRight');
      assert.match(await words(), /^Coding, 9:07 AM/);
      await page.locator('.timeline .tooltip').waitFor();
    });
  });

  it('shows the block under the pointer, and nothing in a gap', async () => {
    await withView({ width: 900 }, async ({ page }) => {
      const track = await page.locator('.timeline-track').boundingBox();
      assert.ok(track);
      // The track shows 8 to 16 o'clock.
      const moveTo = (hour: number) => page.mouse.move(track.x + ((hour - 8) / 8) * track.width, track.y + 10);
      await moveTo(9.5);
      assert.match(await page.locator('.timeline .tooltip').innerText(), /Coding/);
      await moveTo(12.7);
      await page.locator('.timeline .tooltip').waitFor({ state: 'detached' });
    });
  });

  it('has a list behind a toggle, with the gaps', async () => {
    await withView({}, async ({ page, button }) => {
      await button('Show as List').click();
      const items = (await page.locator('.timeline-list li').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
      assert.equal(items.length, 12 + 5);
      assert.match(items[0] ?? '', /8:52 AM–9:07 AM Reading 15m daymark, TypeScript/);
      assert.ok(items.some((text) => /12:20 PM–1:04 PM Gap of 44m/.test(text)));
    });
  });
});
