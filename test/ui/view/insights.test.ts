import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually, withView } from './openView.ts';

const pressed = (button: Locator) =>
  button.evaluate((element) => {
    const root = element.getRootNode();
    return (root instanceof ShadowRoot ? root.host : element).getAttribute('aria-pressed');
  });

describe('the insights', () => {
  it('tell what slows a person down, who says so, and since when', async () => {
    await withView({}, async ({ page }) => {
      const panel = page.locator('#panel-insights');
      await panel.getByText('"npm test" is flaky', { exact: true }).first().waitFor();
      const text = await panel.innerText();
      for (const words of [
        /12 of 30 runs/,
        /High impact\s*since Wed, Nov 18/,
        /By Claude \(claude-sonnet-5-5\)/,
        /1 item was hidden/,
        /2 of 20 calls/,
      ])
        assert.match(text, words);
    });
  });

  it('show a number that was not measured as such', async () => {
    await withView({}, async ({ page }) => {
      await page.locator('.insight-flagged').getByText('Not in the evidence: 55 min').waitFor();
      assert.equal(await page.locator('.insight-flagged').count(), 1);
    });
  });

  it('open their evidence', async () => {
    await withView({}, async ({ page }) => {
      const item = page.locator('.insight').first();
      await item.getByRole('button', { name: 'Evidence' }).click();
      await item.getByText('npm test: ran 30 times, 12 failed (40 %)').waitFor();
    });
  });

  it('are in three tabs, which arrow keys choose from', async () => {
    await withView({}, async ({ page }) => {
      await page.getByRole('tab', { name: 'Bottlenecks' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByText('Keep them free.').waitFor();
      assert.match(await page.getByRole('tab', { selected: true }).innerText(), /^Patterns/);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.getByText('Test retries').waitFor();
    });
  });

  it('are text, whatever they hold', async () => {
    await withView({}, async ({ page }) => {
      await page.getByRole('tab', { name: 'Patterns' }).click();
      await page.getByText('<img src=x').waitFor();
      assert.equal(await page.locator('#panel-insights img, #panel-insights a').count(), 0);
      assert.notEqual(await page.title(), '1');
    });
  });

  it('lead from each piece of evidence to the time behind it', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await button('Evidence').first().click();
      await button('npm test: ran 30 times, 12 failed (40 %)').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.fakeHost.calls.some(({ method }) => method === 'why.open'));
      assert.deepEqual((await calls('why.open'))[0]?.params, { day: '2026-11-20' });
    });
  });

  it('are found useful or not, and that is taken back, by keyboard', async () => {
    await withView({}, async ({ page, calls }) => {
      const item = page.locator('.insight', { hasText: 'flaky' });
      const useful = item.getByRole('button', { name: 'Useful', exact: true });
      const not = item.getByRole('button', { name: 'Not Useful' });
      await useful.focus();
      await page.keyboard.press('Enter');
      await eventually(() => pressed(useful), 'true');
      await not.click();
      await eventually(() => pressed(not), 'true');
      assert.equal(await pressed(useful), 'false');
      await not.click();
      await eventually(() => pressed(not), 'false');
      assert.deepEqual(
        (await calls('insights.judge')).map(({ params }) => (params as { verdict: unknown }).verdict),
        ['useful', 'not-useful', null],
      );
    });
  });

  it('become tasks', async () => {
    await withView({}, async ({ page, calls, heard }) => {
      await page.locator('.insight').first().getByRole('button', { name: 'Add to Plan' }).click();
      await heard('Added to the plan of Saturday, November 21');
      assert.deepEqual((await calls('insights.addToPlan'))[0]?.params, { day: '2026-11-20', item: 'b1' });
      await page.locator('.insight').first().getByText('In the plan').waitFor();
    });
  });

  it('of earlier days are in an archive by date', async () => {
    await withView({}, async ({ page, calls }) => {
      await page.getByLabel('Analysis of').selectOption('2026-11-19');
      await page.waitForFunction(() => window.fakeHost.calls.filter((c) => c.method === 'insights.get').length > 1);
      assert.deepEqual((await calls('insights.get')).at(-1)?.params, { day: '2026-11-19' });
    });
  });

  it('say what a refresh will cost, before', async () => {
    await withView({}, async ({ page }) => {
      await page
        .getByText('A refresh sends about 3,100 tokens to claude-sonnet-5-5. Probably 0.013 US dollars, at most 0.086.')
        .waitFor();
    });
  });

  it('are made again by the button', async () => {
    await withView({}, async ({ button, calls, heard }) => {
      await button('Analyze Now').click();
      await heard('Analyzed');
      assert.equal((await calls('insights.analyze')).length, 1);
    });
  });

  it('say what went wrong in place', async () => {
    await withView({ fail: 'insights.get' }, async ({ page }) => {
      await page.locator('#panel-insights').getByRole('alert').getByText(/./).first().waitFor();
    });
  });
});
