import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { at } from '../../fakes/viewHost/sampleDashboard.ts';
import { eventually, tabTo, withView, restOf } from './openView.ts';

const chartOf = (page: Page) => page.getByRole('slider', { name: /^Timeline of/ });
const wordsOf = async (page: Page) =>
  ((await chartOf(page).getAttribute('aria-valuetext')) ?? '').replaceAll('\u202f', ' ');

/** Puts the pointer on an hour of the whole day, which is 8 to 16 o'clock. */
async function pointAt(page: Page, hour: number, y = 10): Promise<void> {
  const track = await page.locator('.timeline-lanes').boundingBox();
  assert.ok(track);
  await page.mouse.move(track.x + ((hour - 8) / 8) * track.width, track.y + y);
}

/** The canvas as one number, to compare drawings. */
async function drawing(page: Page): Promise<number> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.timeline-canvas');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let sum = 0;
    for (let index = 0; index < data.length; index++) sum = (sum * 31 + (data[index] ?? 0)) | 0;
    return sum;
  });
}

/** The drawing that takes the place of another one, or of none, once it stays. */
async function nextDrawing(page: Page, before = 0): Promise<number> {
  let [last, now] = [before, before];
  await eventually(async () => {
    [last, now] = [now, await drawing(page)];
    return now !== before && now === last;
  }, true);
  return now;
}

/** The drawing of the whole sample day, which is there once its sixteen items are. */
async function wholeDay(page: Page): Promise<number> {
  await page.locator('[role=slider][aria-valuemax="16"]').waitFor();
  return nextDrawing(page);
}

describe('the timeline', () => {
  it('is walked through by keyboard, along a lane and from lane to lane, each item in words', async () => {
    await withView({}, async ({ page }) => {
      await page.locator('#panel-timeline .panel-toggle').focus();
      await tabTo(page, chartOf(page));
      await eventually(() => wordsOf(page), 'Coding, 2:33 PM–3:24 PM, 51m, daymark, TypeScript');
      await page.waitForFunction(() => document.querySelector('[role=slider][aria-valuemax="16"]'));
      for (let lane = 0; lane < 4; lane++) await page.keyboard.press('ArrowDown');
      await eventually(() => wordsOf(page), 'Reviewed pull request #12, 1:20 PM, approved');
      await page.keyboard.press('ArrowUp');
      await eventually(() => wordsOf(page), /^Zoom the timeline, 11:01 AM, \+120 −14$/);
      await page.keyboard.press('ArrowUp');
      await eventually(() => wordsOf(page), /^test: storage, 10:21 AM–10:26 AM, 5m, passed$/);
      await page.keyboard.press('ArrowRight');
      await eventually(() => wordsOf(page), /1:26 PM–1:31 PM, 5m, failed$/);
      await page.keyboard.press('ArrowUp');
      await eventually(() => wordsOf(page), /^Meeting, /);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Home');
      await eventually(() => wordsOf(page), /^Reading, 8:52 AM–9:07 AM/);
      await page.locator('.timeline .tooltip').waitFor();
    });
  });

  it('opens why an item counts, by Enter and by a click', async () => {
    await withView({ width: 900 }, async ({ page, calls }) => {
      await chartOf(page).focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      const params = { day: '2026-11-20', from: at(9, 7), to: at(10, 21) };
      await eventually(
        async () => JSON.stringify((await calls('why.open')).map((call) => call.params)),
        JSON.stringify([params]),
      );
      await pointAt(page, 9.5);
      await page.mouse.down();
      await page.mouse.up();
      await eventually(async () => (await calls('why.open')).length, 2);
      assert.deepEqual((await calls('why.open')).at(-1)?.params, params);
    });
  });

  it('shows the item under the pointer, and nothing in a gap', async () => {
    await withView({ width: 900 }, async ({ page }) => {
      const tooltip = page.locator('.timeline .tooltip');
      // Until the lanes are drawn there is nothing under the pointer, and a resting pointer causes no more events.
      let y = 8;
      await eventually(async () => {
        await pointAt(page, 9.5, (y = y === 8 ? 10 : 8));
        return (await tooltip.allInnerTexts()).join();
      }, /Coding/);
      await pointAt(page, 12.7);
      await page.locator('.timeline .tooltip').waitFor({ state: 'detached' });
    });
  });

  it('zooms and moves by keys, and shows the whole day again', async () => {
    await withView({}, async ({ page }) => {
      await chartOf(page).focus();
      const whole = await wholeDay(page);
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      const near = await drawing(page);
      assert.notEqual(near, whole);
      await page.keyboard.press('Shift+ArrowRight');
      await eventually(async () => (await drawing(page)) !== near, true);
      await page.keyboard.press('Shift+ArrowLeft');
      await eventually(() => drawing(page), near);
      await page.keyboard.press('-');
      await page.keyboard.press('0');
      await eventually(() => drawing(page), whole);
    });
  });

  it('zooms by buttons, by Ctrl and the wheel, moves by dragging, and keeps that over a reload', async () => {
    await withView({ width: 900 }, async ({ page, button, calls }) => {
      const whole = await wholeDay(page);
      await button('Zoom In').click();
      assert.notEqual(await drawing(page), whole);
      await pointAt(page, 12);
      const near = await drawing(page);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -240);
      await page.keyboard.up('Control');
      const nearer = await nextDrawing(page, near);
      assert.equal(await page.evaluate(() => window.scrollY), 0, 'the page stays where it is');
      await page.mouse.down();
      await pointAt(page, 10.5);
      await pointAt(page, 10);
      await page.mouse.up();
      assert.notEqual(await drawing(page), nearer);
      assert.deepEqual(await calls('why.open'), [], 'a drag is no click');
      await page.mouse.move(5, 5);
      const rested = await drawing(page);
      // The zoom is kept when it has rested for 300 ms.
      await restOf(page, 400);
      await page.reload();
      await eventually(() => drawing(page), rested);
      await button('Whole Day').click();
      await page.mouse.move(5, 5);
      await eventually(() => drawing(page), whole);
    });
  });

  it('goes from day to day and back to today, and says what each came to', async () => {
    await withView({}, async ({ page, button }) => {
      const panel = page.locator('#panel-timeline');
      await button('Previous Day').click();
      await panel.getByText(/Thursday, November 19: 4h 43m, score 83/).waitFor();
      await button('Previous Day').click();
      await button('Next Day').click();
      await panel.getByText(/Thursday, November 19: /).waitFor();
      for (let back = 0; back < 4; back++) await button('Previous Day').click();
      await panel.getByText('Nothing was recorded on this day.').waitFor();
      assert.match(await panel.innerText(), /Sun, Nov 15/);
      await button('Back to Today').click();
      await page.getByRole('slider', { name: 'Timeline of today' }).waitFor();
      await eventually(() => button('Next Day').isDisabled(), true);
    });
  });

  it('follows what is corrected on another day', async () => {
    await withView({}, async ({ page, button, calls, push }) => {
      await button('Previous Day').click();
      await page.getByText(/score 83/).waitFor();
      const asked = (await calls('day.get')).length;
      await push({ at: at(15, 30) });
      await page.waitForFunction(
        (count) => window.fakeHost.calls.filter(({ method }) => method === 'day.get').length > count,
        asked,
        { timeout: 6000 },
      );
      assert.deepEqual((await calls('day.get')).at(-1)?.params, { day: '2026-11-19' });
    });
  });

  it('says when a day cannot be read, and reads it again', async () => {
    await withView({ fail: 'day.get' }, async ({ page, button, host }) => {
      const panel = page.locator('#panel-timeline');
      await panel.getByText('The file is damaged.').waitFor();
      assert.equal(await page.getByRole('slider', { name: 'Timeline of today' }).count(), 1, 'what is known is shown');
      await host((fake) => fake.fail('day.get', null));
      await panel.getByRole('button', { name: 'Try Again' }).click();
      await eventually(() => panel.getByText('The file is damaged.').count(), 0);
      assert.equal(await button('Try Again').count(), 0);
    });
  });

  it('says how long GitHub was waited for, and leads to what it was', async () => {
    await withView({}, async ({ page, button }) => {
      await button('Waited on GitHub: CI 14m, review 3h 10m').click();
      const waits = page.locator('.waits li');
      assert.deepEqual(await waits.allInnerTexts(), ['CI · zoom 9m', 'CI · main 5m', '#12 Zoom the timeline 3h 10m']);
      assert.equal(
        await waits.first().locator('a').getAttribute('href'),
        'https://github.com/acme/shop/actions/runs/1',
      );
    });
  });

  it('says how long research took, and on demand what for and on which sites', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await button('Previous Day').click();
      await button('Research: 42m').click();
      const rows = page.locator('#panel-timeline li').filter({ hasText: /daymark|site/ });
      await eventually(
        async () => (await rows.allInnerTexts()).join('\n'),
        'Zoom the timeline · daymark · zoom 30m · developer.mozilla.org\nsite 12m · go.dev',
      );
      assert.deepEqual((await calls('research.get')).at(-1)?.params, { from: '2026-11-19', to: '2026-11-19' });
    });
  });

  it('has a table behind a toggle, with the gaps, from which why is opened too', async () => {
    await withView({ width: 280 }, async ({ page, calls }) => {
      const panel = page.locator('#panel-timeline');
      await panel.getByRole('button', { name: 'Show as Table' }).click();
      await panel.getByText('Zoom the timeline').waitFor();
      const rows = (await panel.getByRole('row').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
      assert.equal(rows.length, 1 + 12 + 4 + 5);
      assert.match(rows[1] ?? '', /8:52 AM–9:07 AM Reading daymark, TypeScript 15m/);
      assert.ok(rows.some((text) => /12:20 PM–1:04 PM Gap of 44m/.test(text)));
      await panel.getByRole('button', { name: 'Reading', exact: true }).click();
      const params = { day: '2026-11-20', from: at(8, 52), to: at(9, 7) };
      await eventually(async () => JSON.stringify((await calls('why.open'))[0]?.params), JSON.stringify(params));
    });
  });
});
