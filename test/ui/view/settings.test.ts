import assert from 'node:assert/strict';
import { eventually, tabTo, withView } from './openView.ts';

describe('the settings page', () => {
  it('is read when it is opened, and not before', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await page.locator('#panel-feed').waitFor();
      assert.equal((await calls('setup.get')).length + (await calls('receipts.list')).length, 0);
      await button('Settings').click();
      await page.getByText('mona (github.com)').waitFor();
      assert.equal((await calls('setup.get')).length, 1);
      assert.equal(await page.locator('#panel-feed').count(), 0);
    });
  });

  it('says how everything stands, what is not well by an icon too', async () => {
    await withView({ width: 280 }, async ({ page, button }) => {
      await button('Settings').click();
      const tracking = page.locator('#panel-setup-tracking');
      await tracking.getByText('not running: no debugger here').waitFor();
      assert.equal(await tracking.locator('.setup-bad .icon').count(), 1);
      await page
        .locator('#panel-setup-github')
        .getByText(/synced 15.*Fri, Nov 20 2:24 PM/)
        .waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    });
  });

  it('breaks no number of an address in a narrow sidebar', async () => {
    for (const width of [220, 300])
      await withView({ width }, async ({ page, button }) => {
        await button('Settings').click();
        const address = page.locator('#panel-setup-hub dd span').filter({ hasText: 'Answers on http' });
        await address.waitFor();
        const lines = await address.evaluate((element) => {
          const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const tops: Record<string, Set<number>> = { '127.0.0.1': new Set(), '38417': new Set() };
          for (let node = walk.nextNode(); node; node = walk.nextNode())
            for (const [number, seen] of Object.entries(tops)) {
              const at = node.textContent?.indexOf(number) ?? -1;
              const range = document.createRange();
              for (let i = 0; at >= 0 && i < number.length; i++) {
                range.setStart(node, at + i);
                range.setEnd(node, at + i + 1);
                seen.add(range.getBoundingClientRect().top);
              }
            }
          return Object.values(tops).map(({ size }) => size);
        });
        assert.deepEqual(lines, [1, 1], `${width} px`);
        assert.equal(await address.textContent(), 'Answers on http://127.0.0.1:38417');
      });
  });

  it('is used and left by keyboard only, and gives the focus back', async () => {
    await withView({}, async ({ page, button, calls, focused }) => {
      await page.locator('#panel-feed').waitFor();
      await tabTo(page, button('Settings'));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Back to Dashboard');
      await page.getByText('mona (github.com)').waitFor();
      await tabTo(page, button('Sync Now'));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'command.run'));
      await tabTo(page, button('Change What Is Recorded'));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'settings.open'));
      assert.deepEqual((await calls('command.run'))[0]?.params, { command: 'daymark.syncGithub' });
      assert.deepEqual((await calls('settings.open'))[0]?.params, { query: 'daymark.privacy' });
      await button('Back to Dashboard').focus();
      await page.keyboard.press('Enter');
      await page.locator('#panel-feed').waitFor();
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Settings');
      assert.equal(await focused(), '');
    });
  });

  it('is read again when something was done, and says in place what failed', async () => {
    await withView({}, async ({ page, button, calls, host }) => {
      await button('Settings').click();
      await button('Pause Here').click();
      await page.waitForFunction(() => window.fakeHost.calls.filter((c) => c.method === 'setup.get').length > 1);
      await host((fake) => fake.fail('command.run', 'No.'));
      await button('Erase').click();
      await page.locator('#panel-setup-data').getByRole('alert').getByText('No.').waitFor();
      assert.ok((await calls('setup.get')).length >= 2);
    });
  });

  it('says that it could not be read, and tries again', async () => {
    await withView({ fail: 'setup.get' }, async ({ page, button, host }) => {
      await button('Settings').click();
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
      await host((fake) => fake.fail('setup.get', null));
      await button('Try Again').click();
      await page.getByText('mona (github.com)').waitFor();
    });
  });

  it('is where one was after a reload, and gives way to what the host shows', async () => {
    await withView({}, async ({ page, button, host }) => {
      await button('Settings').click();
      await page.getByText('mona (github.com)').waitFor();
      await page.reload();
      await page.getByText('mona (github.com)').waitFor();
      await host((fake) => fake.navigate('plan'));
      await page.waitForFunction(() => document.activeElement?.closest('#panel-plan') !== null);
      await host((fake) => fake.navigate('settings'));
      await page.getByText('mona (github.com)').waitFor();
    });
  });
});

describe('the receipts', () => {
  it('list every call with tokens, cost, outcome and length', async () => {
    await withView({ width: 900 }, async ({ page, button }) => {
      await button('Settings').click();
      const rows = page.locator('.receipts tbody tr');
      await rows.first().waitFor();
      const [last = '', before = ''] = await rows.allInnerTexts();
      for (const words of [/Analysis/, /claude-sonnet-5-5/, /done/, /2900 \/ 640/, /0\.0122/, /8\.2 s/])
        assert.match(last, words);
      for (const words of [/Plan/, /claude-new/, /too many requests/]) assert.match(before, words);
    });
  });

  it('show what was sent', async () => {
    await withView({ width: 900 }, async ({ page, button, calls }) => {
      await button('Settings').click();
      await page
        .getByRole('button', { name: /^Show what was sent at/ })
        .first()
        .click();
      await eventually(async () => JSON.stringify((await calls('receipts.show'))[0]?.params), '{"id":"r2"}');
    });
  });
});
