import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { at } from '../../fakes/viewHost/sampleDashboard.ts';
import { eventually, tabTo, withView } from './openView.ts';

const row = (page: Page, title: string) => page.locator('.feed-item', { hasText: title });
const rows = (page: Page) => page.locator('.feed-item');
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('article')?.getAttribute('aria-posinset') ?? '');
/** The first thirty rows or so are in the page at these positions. */
const toTop = (page: Page) => page.locator('#panel-feed').evaluate((panel) => panel.scrollIntoView());
const words = async (page: Page, title: string) => (await row(page, title).innerText()).replace(/\s+/g, ' ');

describe('recent activity', () => {
  it('says when, what, where from, how long and with what outcome', async () => {
    await withView({}, async ({ page }) => {
      assert.equal(
        await words(page, 'checkpoint.ts'),
        '2:33 PM Editing checkpoint.ts Editor 51m 2 errors daymark · TypeScript',
      );
      assert.match(await words(page, 'test: storage'), /Task 36s failed/);
      assert.match(await words(page, 'npm run build'), /Task 12s passed/);
      assert.match(await words(page, 'watch'), /Task running/);
      assert.match(await words(page, 'Stand-up'), /By hand 30m 1 error/);
      await page.getByRole('heading', { name: 'Today' }).first().waitFor();
    });
  });

  it('makes a task of a run that failed, and offers that for nothing that passed', async () => {
    await withView({}, async ({ page, calls }) => {
      assert.equal(
        await row(page, 'npm run build')
          .getByRole('button', { name: /^Add task/ })
          .count(),
        0,
      );
      await row(page, 'test: storage').getByRole('button', { name: 'Add task: test: storage' }).click();
      await eventually(async () => (await calls('tasks.addLinked')).length, 1);
      const task = (await calls('tasks.addLinked'))[0]?.params as { title: string; notes: string } | undefined;
      assert.equal(task?.title, 'Fix: test: storage');
      assert.match(task?.notes ?? '', /^Failed on .+ at .+\.$/);
      await row(page, 'test: storage').getByText('Task added.').waitFor();
      await row(page, 'test: storage').getByRole('button', { name: 'Undo' }).waitFor();
    });
  });

  it('continues by itself as one scrolls, with only the rows near by in the page', async () => {
    await withView({ height: 600 }, async ({ page, calls }) => {
      await page.locator('#panel-feed').waitFor();
      await page.evaluate(() => (window.fakeHost.feed = window.manyItems(1000)));
      let most = 0;
      while (!(await page.getByText('No more entries.').isVisible())) {
        await page.mouse.wheel(0, 4000);
        await page.waitForTimeout(30);
        most = Math.max(most, await rows(page).count());
      }
      assert.ok(most < 120, `${most} rows at most`);
      assert.ok((await calls('feed.more')).length >= 10);
      await row(page, 'file992.ts').waitFor();
      assert.equal(await page.locator('article').last().getAttribute('aria-setsize'), '1000');
    });
  });

  it('continues without scrolling while its end is in view', async () => {
    await withView({ height: 9000 }, async ({ page, calls }) => {
      await page.getByText('No more entries.').waitFor();
      assert.ok((await calls('feed.more')).length >= 2);
    });
  });

  it('is walked through by keyboard, also to what is not in the page yet', async () => {
    await withView({}, async ({ page }) => {
      await page.locator('#panel-feed').waitFor();
      await tabTo(page, page.locator('article[aria-posinset="1"]'));
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
      await eventually(() => focusedRow(page), '2');
      await page.keyboard.press('End');
      await page.waitForFunction(() => Number(document.activeElement?.getAttribute('aria-posinset')) >= 20);
      for (let presses = 0; presses < 15; presses++) {
        await page.keyboard.press('End');
        await page.waitForTimeout(60);
      }
      await eventually(() => focusedRow(page), '140');
      await page.keyboard.press('Home');
      await eventually(() => focusedRow(page), '1');
      await page.keyboard.press('PageDown');
      await eventually(() => focusedRow(page), '11');
      await page.mouse.wheel(0, 5000);
      await page.waitForTimeout(300);
      assert.equal(await focusedRow(page), '11', 'the row with the focus stays, wherever the page is scrolled to');
      await page.keyboard.press('ArrowDown');
      await eventually(() => focusedRow(page), '12');
    });
  });

  it('finds by words, source and project, over all that there is', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await button('Filter').click();
      await page.waitForFunction(() => document.activeElement?.tagName === 'VSCODE-TEXT-FIELD');
      await page.keyboard.type('file11');
      await eventually(() => rows(page).count(), 11);
      await page.getByText('No more entries.').waitFor();
      await page.getByLabel('Source', { exact: true }).selectOption('manual');
      await page.getByText('Nothing matches.').waitFor();
      await page.getByRole('textbox', { name: 'Search' }).fill('');
      await eventually(() => rows(page).count(), 2);
      await page.getByLabel('Source', { exact: true }).selectOption('');
      await page.getByLabel('Project', { exact: true }).selectOption('daymark');
      await row(page, 'npm run build').waitFor();
      await eventually(() => row(page, 'Stand-up').count(), 0);
      const asked = (await calls('feed.more')).map(({ params }) => (params as { filter?: unknown }).filter);
      assert.ok(asked.some((filter) => JSON.stringify(filter) === '{"text":"file11"}'));
      await button('Remove Filter').click();
      await row(page, 'Stand-up').waitFor();
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Filter');
    });
  });

  it('says how far back a long search is, and can be stopped', async () => {
    await withView({ delay: 60 }, async ({ page, button, calls }) => {
      await button('Filter').click();
      await page.evaluate(() => (window.fakeHost.searchYears = 10));
      await page.getByRole('textbox', { name: 'Search' }).fill('nowhere');
      await page.getByText(/^Searched back to /).waitFor();
      await button('Cancel').click();
      await button('Load More').waitFor();
      const before = (await calls('feed.more')).length;
      await page.waitForTimeout(300);
      assert.ok((await calls('feed.more')).length <= before + 1, 'nothing is asked any more');
      await button('Load More').click();
      await page.waitForFunction((count) => window.fakeHost.calls.length > count + 3, before);
    });
  });

  it('keeps what was loaded when a snapshot arrives', async () => {
    await withView({}, async ({ page, button, push, host }) => {
      // It continues by itself when its end comes into view, so the button may move away from a click.
      await button('Load More').scrollIntoViewIfNeeded();
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'feed.more'));
      await toTop(page);
      await row(page, 'file20.ts').waitFor();
      const items = await host(({ dashboard }) => dashboard.feed.items);
      const newest = { ...items[0]!, id: 'newest', title: 'Just now', start: at(15, 24) };
      await push({ feed: { items: [newest, ...items.slice(0, -1)], more: true } });
      await row(page, 'Just now').waitFor();
      await toTop(page);
      await row(page, 'file20.ts').waitFor();
      const times = await page
        .locator('.feed-time')
        .evaluateAll((all) => all.map((each) => each.getAttribute('datetime') ?? ''));
      assert.deepEqual(times, times.toSorted().toReversed());
    });
  });

  it('says that loading failed, and can be asked again', async () => {
    await withView({ fail: 'feed.more' }, async ({ page, button, host }) => {
      await button('Load More').click();
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
      await host((fake) => fake.fail('feed.more', null));
      await button('Load More').click();
      await toTop(page);
      await row(page, 'file20.ts').waitFor();
    });
  });

  it('edits what was logged by hand', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await button('Edit "Stand-up"').click();
      const dialog = page.getByRole('dialog', { name: 'Edit Activity' });
      assert.equal(await dialog.getByRole('textbox', { name: 'Task', exact: true }).inputValue(), 'Stand-up');
      assert.equal(await dialog.getByLabel('Date and time').inputValue(), '2026-11-20T11:05');
      await dialog.getByRole('textbox', { name: 'Duration', exact: true }).fill('45');
      await dialog.getByRole('button', { name: 'Save Changes' }).click();
      await page.locator('.feed-item', { hasText: '45m' }).waitFor();
      assert.deepEqual((await calls('activity.save'))[0]?.params, {
        id: 'f7',
        title: 'Stand-up',
        kind: 'meeting',
        start: at(11, 5),
        minutes: 45,
        errors: 1,
        notes: '',
      });
      await button('Log Activity').first().click();
      assert.equal(
        await page.getByRole('dialog').getByRole('textbox', { name: 'Task', exact: true }).inputValue(),
        '',
        'an edit leaves no draft behind',
      );
    });
  });

  it('deletes what was logged by hand, after a question in place', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await page.locator('#panel-feed').waitFor();
      assert.equal(await page.getByRole('button', { name: /^Delete "/ }).count(), 2, 'only what was logged by hand');
      await button('Delete "Stand-up"').click();
      await button('Cancel').click();
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Delete "Stand-up"');
      await button('Delete "Stand-up"').click();
      await button('Delete').click();
      await row(page, 'Stand-up').waitFor({ state: 'detached' });
      assert.deepEqual(
        (await calls('activity.delete')).map(({ params }) => params),
        [{ id: 'f7' }],
      );
      await page.waitForFunction(() => document.activeElement?.textContent?.includes('file0.ts'));
    });
  });

  it('links what happened elsewhere to its page, and nothing but pages', async () => {
    await withView({}, async ({ page, push, host }) => {
      await page.locator('#panel-feed').waitFor();
      const [first] = await host(({ dashboard }) => dashboard.feed.items);
      assert.ok(first);
      const items = [
        {
          ...first,
          id: 'g1',
          source: 'github' as const,
          title: 'Review of #12',
          url: 'https://github.com/ada/daymark/pull/12',
        },
        { ...first, id: 'g2', source: 'github' as const, title: 'Bad', url: 'javascript:alert(1)' },
      ];
      await push({ feed: { items, more: false } });
      const link = page.getByRole('link', { name: 'Review of #12' });
      assert.equal(await link.getAttribute('href'), 'https://github.com/ada/daymark/pull/12');
      assert.equal(await page.getByRole('link').count(), 1);
      assert.match(await words(page, 'Review of #12'), /GitHub/);
    });
  });

  it('shows markup and long words as they are', async () => {
    const title = `<img src=x onerror=alert(1)> ${'long'.repeat(60)}`;
    await withView({ width: 280 }, async ({ page, push, host }) => {
      await page.locator('#panel-feed').waitFor();
      const items = await host(({ dashboard }) => dashboard.feed.items);
      await push({ feed: { items: [{ ...items[0]!, title }], more: false } });
      await row(page, '<img src=x').waitFor();
      assert.equal(await page.locator('img').count(), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 280));
    });
  });
});
