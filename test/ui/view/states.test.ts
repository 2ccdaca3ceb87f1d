import assert from 'node:assert/strict';
import { withView } from './openView.ts';

describe('the states of the view', () => {
  it('shows nothing but the content when the answer comes at once', async () => {
    await withView({ delay: 20 }, async ({ page }) => {
      await page.locator('#panel-score').waitFor();
      assert.equal(await page.locator('.skeleton').count(), 0);
    });
  });

  it('shows a skeleton when the answer takes longer than a moment', async () => {
    await withView({ delay: 1200, before: watchSkeleton }, async ({ page, calls }) => {
      await page.waitForFunction(() => document.documentElement.dataset['skeletonAt']);
      const { skeletonAt, skeletonText } = await page.evaluate(() => {
        const { skeletonAt, skeletonText } = document.documentElement.dataset;
        return { skeletonAt, skeletonText };
      });
      assert.match(skeletonText ?? '', /Reading your day/);
      const shown = Number(skeletonAt);
      const asked = (await calls('dashboard.get'))[0]?.at ?? 0;
      // It waits 100 ms from its first rendering; a busy host notes the question later than that.
      assert.ok(shown - asked >= 50, `${shown - asked} ms after the question`);
      await page.locator('#panel-score').waitFor();
      assert.equal(await page.locator('.skeleton').count(), 0);
    });
  });

  it('shows at once what the host has in memory, without a skeleton, and then what is true', async () => {
    await withView({ delay: 1500, warm: true, before: watchSkeleton }, async ({ page, calls }) => {
      await page.locator('#panel-score').waitFor();
      const asked = (await calls('dashboard.get'))[0]?.at ?? 0;
      const painted = await page.evaluate(() => performance.now());
      assert.ok(painted - asked < 1500, `${painted - asked} ms after the question`);
      await page.evaluate(() => (window.fakeHost.dashboard = { ...window.fakeHost.dashboard, tracking: 'paused' }));
      await page.getByText('Tracking is paused in this window.').waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.dataset['skeletonAt']), undefined);
    });
  });

  for (const width of [280, 900])
    it(`does not jump while its parts come in, at ${width} px`, async () => {
      await withView({ width, warm: true, delay: 200, before: watchShifts }, async ({ page }) => {
        await page.getByText('By Claude', { exact: false }).first().waitFor();
        await page.waitForTimeout(300);
        const shift = Number(await page.evaluate(() => document.documentElement.dataset['shift'] ?? '0'));
        // The rest: lanes of the timeline, and a line of the comparison, that only the answer contains.
        assert.ok(shift < 0.15, `a layout shift of ${shift}`);
      });
    });

  it('says that names are locked, and what opens them', async () => {
    const action = { label: 'Enter Recovery Key', command: 'daymark.enterRecoveryKey' };
    const notices = [{ id: 'vault', severity: 'warning', text: '12 names are locked.', action }] as const;
    await withView({ with: { notices: [...notices] }, width: 280 }, async ({ page, button, calls }) => {
      await page.getByText('12 names are locked.').waitFor();
      await button('Enter Recovery Key').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'command.run'));
      assert.deepEqual((await calls('command.run'))[0]?.params, { command: 'daymark.enterRecoveryKey' });
    });
  });

  it('says why there is no dashboard, and tries again', async () => {
    await withView({ fail: 'dashboard.get' }, async ({ page, button, host }) => {
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
      await button('Try Again').click();
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
      await host((fake) => fake.fail('dashboard.get', null));
      await button('Try Again').click();
      await page.locator('#panel-score').waitFor();
    });
  });

  it('says on the first day what will appear and when', async () => {
    await withView({ firstDay: true, width: 280 }, async ({ page }) => {
      await page.locator('#panel-feed').waitFor();
      const text = await page.locator('main').innerText();
      for (const words of [
        /No score yet/,
        /first 15 minutes/,
        /appears here as you work/,
        /each day gets a bar/,
        /No plan/,
        /as it happens/,
      ])
        assert.match(text, words);
      assert.equal(await page.locator('canvas').count(), 0);
    });
  });

  it('says that tracking is paused, and resumes it', async () => {
    await withView({ with: { tracking: 'paused' } }, async ({ page, button, calls }) => {
      await page.getByText('Tracking is paused in this window.').waitFor();
      await button('Resume').click();
      await page.getByText('Tracking is paused in this window.').waitFor({ state: 'detached' });
      assert.deepEqual((await calls('command.run'))[0]?.params, { command: 'daymark.resume' });
    });
  });

  it('says in place that resuming failed', async () => {
    await withView({ with: { tracking: 'paused-all' }, fail: 'command.run' }, async ({ page, button }) => {
      await page.getByText('Tracking is paused in all windows.').waitFor();
      await button('Resume').click();
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
    });
  });

  it('marks demo data wherever it shows, also far down the page and in the form', async () => {
    await withView({ with: { demo: true } }, async ({ page, button }) => {
      const banner = page.locator('.banners').getByText('Demo data: made up, not yours');
      await page.mouse.wheel(0, 3000);
      await page.waitForTimeout(100);
      const box = await banner.boundingBox();
      assert.ok(box && box.y >= 0 && box.y < 40, 'the banner stays in sight');
      await button('Log Activity').last().click();
      await page.getByRole('dialog').getByText('Demo data: made up, not yours').waitFor();
    });
  });

  it('shows the notices of the host with their way out', async () => {
    const notices = [
      {
        id: 'n',
        severity: 'error',
        text: 'The disk is full.',
        action: { label: 'Open Settings', command: 'daymark.openSettings' },
      },
    ] as const;
    await withView({ with: { notices: [...notices] } }, async ({ page, button, calls, push }) => {
      await page.getByText('The disk is full.').waitFor();
      await button('Open Settings').click();
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'command.run'));
      assert.deepEqual((await calls('command.run'))[0]?.params, { command: 'daymark.openSettings' });
      await push({ notices: [] });
      await page.getByText('The disk is full.').waitFor({ state: 'detached' });
    });
  });

  it('leaves the other panels standing when one can not be drawn', async () => {
    await withView({ expected: [/Cannot read properties of undefined/] }, async ({ page, button, host, push }) => {
      await page.locator('#panel-feed').waitFor();
      const { timeline } = (await host(({ dashboard }) => dashboard)).today;
      // Impossible by the contract, but a bug could cause it.
      await page.evaluate(() =>
        window.postMessage({ event: 'dashboard', data: { ...window.fakeHost.dashboard, plan: {} } }),
      );
      await page.getByRole('alert').getByText('This part of the dashboard could not be shown.').first().waitFor();
      assert.ok(timeline.length > 0 && (await page.locator('#panel-timeline').isVisible()));
      assert.equal(await page.locator('#panel-plan').count(), 0);
      await push({});
      while (await button('Try Again').count()) await button('Try Again').first().click();
      await page.locator('#panel-plan').waitFor();
    });
  });

  it('asks for its first snapshot by itself, and once', async () => {
    await withView({}, async ({ page, calls }) => {
      await page.locator('#panel-score').waitFor();
      assert.equal((await calls('dashboard.get')).length, 1);
    });
  });

  it('says beside the title of a closed panel that an agent waits', async () => {
    await withView({ agents: true, width: 300 }, async ({ page }) => {
      const toggle = page.locator('#panel-agents .panel-toggle');
      await toggle.waitFor();
      if ((await toggle.getAttribute('aria-expanded')) === 'true') await toggle.click();
      await page
        .locator('#panel-agents .panel-note')
        .getByText('1 agent is waiting for you', { exact: true })
        .waitFor();
    });
  });
});

/** Sums up visible movements (layout shift, as in the Web Vitals). */
function watchShifts(): void {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
    document.documentElement.dataset['shift'] = String(sum);
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Records when the skeleton appeared, and its text: it may be gone before a test checks. */
function watchSkeleton(): void {
  new MutationObserver((_, observer) => {
    const status = document.querySelector('.skeleton [role=status]');
    if (!status) return;
    document.documentElement.dataset['skeletonText'] = status.textContent ?? '';
    document.documentElement.dataset['skeletonAt'] = String(performance.now());
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}
