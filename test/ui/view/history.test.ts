import assert from 'node:assert/strict';
import { eventually, tabTo, withView, type View } from './openView.ts';

const openPanel = async ({ page }: View, id: string): Promise<void> => {
  const toggle = page.locator(`#panel-${id} .panel-toggle`);
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
};

describe('the hours of the week', () => {
  it('names the best hours, and is walked over by keyboard', async () => {
    await withView({ width: 900 }, async ({ page }) => {
      const panel = page.locator('#panel-heatMap');
      const text = (await panel.getByText(/^Most of your time/).innerText()).replaceAll('\u202f', ' ');
      assert.match(text, /Most of your time is between 10 AM and 12 PM: 23% of it\./);
      assert.match(text, /The busiest hour is Monday at 10 AM, with 50m on average\./);
      const grid = panel.getByRole('slider');
      const words = async () => ((await grid.getAttribute('aria-valuetext')) ?? '').replaceAll('\u202f', ' ');
      await grid.focus();
      await page.keyboard.press('Home');
      await eventually(words, 'Monday, 12 AM–1 AM: 0 minutes on average');
      for (let hour = 0; hour < 10; hour++) await page.keyboard.press('ArrowRight');
      await eventually(words, 'Monday, 10 AM–11 AM: 50 minutes on average');
      await page.keyboard.press('ArrowDown');
      await eventually(words, 'Tuesday, 10 AM–11 AM: 47 minutes on average');
      await panel.locator('.tooltip').waitFor();
    });
  });

  it('has a table, and shares the range with the other panels', async () => {
    await withView({ width: 900 }, async ({ page, calls }) => {
      const panel = page.locator('#panel-heatMap');
      await panel.getByRole('button', { name: 'Show as Table' }).click();
      await eventually(() => panel.getByRole('columnheader').count(), 8);
      await panel.getByLabel('Range').selectOption('30');
      await eventually(async () => JSON.stringify((await calls('patterns.get')).at(-1)?.params), '{"days":30}');
      await eventually(async () => JSON.stringify((await calls('top.get')).at(-1)?.params), '{"days":30}');
      assert.equal(await page.locator('#panel-activity').getByLabel('Range').inputValue(), '30');
    });
  });
});

describe('the year', () => {
  it('opens a day by Enter and by a click', async () => {
    await withView({ width: 900 }, async ({ page }) => {
      const grid = page.locator('#panel-calendar').getByRole('slider');
      await grid.focus();
      await page.keyboard.press('End');
      await eventually(
        async () => (await grid.getAttribute('aria-valuetext')) ?? '',
        'Friday, November 20: 4 hours 43 minutes',
      );
      await page.keyboard.press('ArrowLeft');
      await eventually(() => grid.getAttribute('aria-valuetext'), /^Friday, November 13/);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.getByRole('slider', { name: 'Timeline of Thursday, November 12' }).waitFor();
      await grid.click({ position: { x: 2, y: 2 } });
      await page.getByRole('slider', { name: 'Timeline of Monday, November 17' }).waitFor();
    });
  });

  it('has a table of its months', async () => {
    await withView({ width: 900 }, async ({ page }) => {
      const panel = page.locator('#panel-calendar');
      await panel.getByRole('button', { name: 'Show as Table' }).click();
      await eventually(() => panel.getByRole('row').count(), 1 + 13);
      assert.match(await panel.getByRole('row').nth(1).innerText(), /^Nov 2026/);
    });
  });
});

describe('where time went', () => {
  it('opens the days behind a figure, and why a day counts, by keyboard only', async () => {
    await withView({ width: 280 }, async (view) => {
      const { page, button, calls } = view;
      await page.locator('#panel-top .panel-toggle').focus();
      assert.deepEqual(await calls('top.get'), [], 'what is closed asks for nothing');
      await page.keyboard.press('Enter');
      const figure = button(/^daymark, 22h 50%/);
      await figure.waitFor();
      await tabTo(page, figure);
      await page.keyboard.press('Enter');
      const days = page.locator('.top-days:not([hidden])');
      await days.getByText('3 more days, 50m').waitFor();
      assert.deepEqual((await calls('top.days'))[0]?.params, { days: 14, of: 'project', id: '/home/ada/daymark' });
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await eventually(async () => (await calls('why.open')).length, 1);
      assert.deepEqual((await calls('why.open'))[0]?.params, { day: '2026-11-19', project: '/home/ada/daymark' });
    });
  });
});

describe('little room', () => {
  it('keeps what looks back closed, and asks for none of it', async () => {
    await withView({ width: 280 }, async (view) => {
      await view.page.locator('#panel-feed').waitFor();
      for (const id of ['heatMap', 'calendar', 'top'])
        assert.equal(await view.page.locator(`#panel-${id} .panel-toggle`).getAttribute('aria-expanded'), 'false');
      assert.deepEqual(await view.calls('patterns.get'), []);
      await openPanel(view, 'heatMap');
      await view.page.locator('#panel-heatMap').getByRole('slider').waitFor();
      await view.page.reload();
      await view.page.locator('#panel-heatMap').getByRole('slider').waitFor();
    });
  });

  it('has nothing to look back on in the first hours, and says what will come', async () => {
    await withView({ width: 900, firstDay: true }, async ({ page, calls }) => {
      await page.getByText('Your year appears here, day by day.').waitFor();
      assert.deepEqual(await calls('history.get'), []);
      assert.deepEqual(await calls('patterns.get'), []);
    });
  });
});
