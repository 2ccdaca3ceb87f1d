import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { at } from '../../fakes/viewHost/sampleDashboard.ts';
import { withView } from './openView.ts';

const row = (page: Page, title: string) => page.locator('.feed-item', { hasText: title });
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

  it('loads more by keyboard, and moves the focus to the first that came', async () => {
    await withView({}, async ({ page, button, calls, heard }) => {
      await button('Load More').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelectorAll('.feed-item').length === 50);
      await page.waitForFunction(() => document.activeElement?.classList.contains('feed-item'));
      assert.match((await page.locator('.feed-item:focus').textContent()) ?? '', /file13\.ts/);
      await heard('30 more loaded');
      await page.getByRole('heading', { name: 'Yesterday' }).waitFor();
      for (let pages = 0; pages < 3; pages++) {
        const before = await page.locator('.feed-item').count();
        await button('Load More').click();
        await page.waitForFunction((count) => document.querySelectorAll('.feed-item').length > count, before);
      }
      await page.getByText('That is all there is.').waitFor();
      assert.equal(await page.locator('.feed-item').count(), 140);
      assert.ok((await calls('feed.more')).length >= 4);
    });
  });

  it('keeps what was loaded when a snapshot arrives', async () => {
    await withView({}, async ({ page, button, push, host }) => {
      await button('Load More').click();
      await page.waitForFunction(() => document.querySelectorAll('.feed-item').length === 50);
      const items = await host(({ dashboard }) => dashboard.feed.items);
      const newest = { ...items[0]!, id: 'newest', title: 'Just now', start: at(15, 24) };
      await push({ feed: { items: [newest, ...items.slice(0, -1)], more: true } });
      await row(page, 'Just now').waitFor();
      assert.equal(await page.locator('.feed-item').count(), 51);
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
      await page.waitForFunction(() => document.querySelectorAll('.feed-item').length === 50);
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
