import assert from 'node:assert/strict';
import { sampleDashboard } from '../../fakes/viewHost/sampleDashboard.ts';
import { eventually, withView } from './openView.ts';

const sample = sampleDashboard();

describe('the score', () => {
  it('is shown as a number, a word and a comparison', async () => {
    await withView({}, async ({ page }) => {
      const panel = page.locator('#panel-score');
      assert.equal(await panel.locator('.score-number').textContent(), '78');
      const words = await panel.locator('.score-words').innerText();
      assert.match(words, /Medium/);
      assert.match(await panel.locator('.score-word').innerHTML(), /Score: 78 of 100/);
      assert.match(words, /12% above your usual Friday/);
      assert.match(await panel.innerText(), /4h 43m\s+of 6h/);
      const label = await panel.getByRole('img').getAttribute('aria-label');
      assert.match(label ?? '', /Saturday: 71.*Tuesday: no score.*Friday: 78/);
    });
  });

  it('says less and equal in words too', async () => {
    for (const [trendPercent, words] of [
      [-9, '9% below your usual Friday'],
      [0, 'As on your usual Friday'],
    ] as const)
      await withView({ with: { score: { ...sample.score, trendPercent } } }, async ({ page }) => {
        await page.getByText(words).waitFor();
      });
  });

  it('opens what it is made of by keyboard, with evidence in words', async () => {
    await withView({}, async ({ page, button }) => {
      const toggle = button('What Makes Up the Score');
      assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
      await toggle.focus();
      await page.keyboard.press('Enter');
      const text = await page.locator('.breakdown').innerText();
      assert.match(text, /Focus\s+82%/);
      assert.match(text, /3h 13m of 3h 56m in unbroken stretches, the longest 1h 14m\./);
      assert.match(text, /Makes up 22\.5% of the score\./);
      assert.match(text, /Switches between files: 212, 54 an hour\. Between projects: 9, 2\.3 an hour\./);
      assert.match(text, /2 of 5 tasks done; 1h 45m done of 2h 15m due by now\./);
      assert.match(text, /Quality\s+no data/);
      assert.match(text, /No errors, builds, or tests were seen today\. Left out of the score\./);
      assert.equal(await page.locator('.breakdown [role=progressbar]').count(), 5, 'no bar where there is no data');
    });
  });

  it('says what would raise each component tomorrow, and opens why it is what it is', async () => {
    await withView({}, async ({ page, button, calls }) => {
      await button('What Makes Up the Score').click();
      const text = await page.locator('.breakdown').innerText();
      assert.match(
        text,
        /Tomorrow: work 25 minutes at a time .* today, 43m were in shorter stretches\. Up to 5 points\./,
      );
      assert.match(
        text,
        /Tomorrow: finish what is due, or plan less: 30m of what was due are still open\. Up to 6 points\./,
      );
      assert.match(text, /Tomorrow: it counts as soon as an error, build, or test is seen\./);
      await button('Today, 4h 43m: why').click();
      await eventually(async () => (await calls('why.open')).length, 1);
      assert.deepEqual((await calls('why.open'))[0]?.params, { day: '2026-11-20' });
      await button('Focus, 82%: why').focus();
      await page.keyboard.press('Enter');
      await eventually(async () => (await calls('why.open')).length, 2);
      assert.deepEqual((await calls('why.open'))[1]?.params, { day: '2026-11-20', component: 'focus' });
    });
  });

  it('splits the time, and compares weeks and months', async () => {
    for (const width of [280, 900])
      await withView({ width }, async ({ page }) => {
        const split = page.getByRole('list', { name: 'Where the time went' });
        await split.waitFor();
        assert.deepEqual(
          (await split.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s\d.*/s, '')),
          ['Development', 'Learning', 'Collaboration', 'Everything else'],
        );
        await page.getByText('+10% vs. last week').waitFor();
        assert.equal(await page.getByTitle('Up to the same day and time').count(), 2);
        const text = (await page.locator('.comparison').innerText()).replace(/\s+/g, ' ');
        assert.match(
          text,
          /This week 22h \+10% vs. last week This month 61h −13% vs. last month Best week 31h from Mon, Oct 5/,
        );
      });
  });

  it('updates today in the week and the month', async () => {
    await withView({}, async ({ page, push }) => {
      await page.getByText('This week22h').waitFor();
      await push({ today: { ...sample.today, totalMs: sample.today.totalMs + 60 * 60_000 } });
      await page.getByText('This week23h').waitFor();
      await page.getByText('This month62h').waitFor();
    });
  });

  it('follows the host, keeping focus, scroll and what is open', async () => {
    await withView({ height: 500 }, async ({ page, button, push }) => {
      await button('What Makes Up the Score').click();
      await page.evaluate(() => window.scrollTo(0, 120));
      await push({ score: { ...sample.score, value: 91, level: 'good' } });
      await page.locator('.score-number', { hasText: '91' }).waitFor();
      assert.match(await page.locator('.score-words').innerText(), /High/);
      assert.equal(await page.evaluate(() => window.scrollY), 120);
      assert.ok(await page.locator('.breakdown').isVisible());
      assert.ok(await button('What Makes Up the Score').evaluate((element) => element.matches(':focus')));
    });
  });

  it('is said to screen readers when it changes notably, and not at each point', async () => {
    await withView({}, async ({ page, push, said }) => {
      await page.locator('#panel-score').waitFor();
      await page.clock.setFixedTime(Date.now());
      await page.evaluate(() => (performance.now = () => 3_600_000));
      await push({ score: { ...sample.score, value: 79 } });
      await page.locator('.score-number', { hasText: '79' }).waitFor();
      assert.equal(await said(), '');
      await push({ score: { ...sample.score, value: 84, level: 'good' } });
      await page.waitForFunction(() => document.body.textContent?.includes('Score 84, High'));
      await push({ score: { ...sample.score, value: 60, level: 'fair' } });
      await page.locator('.score-number', { hasText: '60' }).waitFor();
      assert.equal(await said(), 'Score 84, High', 'at most once a minute');
    });
  });
});
