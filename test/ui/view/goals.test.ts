import assert from 'node:assert/strict';
import { eventually, withView, type View } from './openView.ts';

const panel = ({ page }: View) => page.locator('#panel-goals');

/** The background of the image, and its line at the top. */
const sharedColors = ({ page }: View): Promise<string> =>
  page.locator('.milestones-image').evaluate((canvas: HTMLCanvasElement) => {
    const at = (x: number, y: number) => [...(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])];
    const hex = (color: readonly number[]) =>
      `#${color
        .slice(0, 3)
        .map((part) => part.toString(16).padStart(2, '0'))
        .join('')}`;
    return `${hex(at(30, 40))} ${hex(at(30, 4))}`;
  });

describe('focus and milestones', () => {
  it('show the sessions of the day with what came in between, and start one at a click', async () => {
    await withView({ width: 900 }, async (view) => {
      const first = panel(view).getByRole('listitem').filter({ hasText: 'Login' });
      await first.getByText('completed · You were there 24m · 2 project switches · 1 failed run').waitFor();
      await panel(view).getByText('Start Pomodoro', { exact: true }).click();
      await eventually(
        async () => JSON.stringify((await view.calls('command.run'))[0]?.params),
        '{"command":"daymark.startPomodoro"}',
      );
    });
  });

  it('keep the focus in the panel when its button goes while a list of VS Code has the focus', async () => {
    await withView({ width: 900 }, async (view) => {
      await panel(view).getByRole('listitem').filter({ hasText: 'Login' }).waitFor();
      const button = panel(view).getByText('Start Focus Session…', { exact: true });
      await button.focus();
      await button.evaluate((element) => {
        document.hasFocus = () => false;
        element.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      });
      await button.evaluate((element) => element.remove());
      await view.page.evaluate(() => {
        document.hasFocus = () => true;
        window.dispatchEvent(new FocusEvent('focus'));
      });
      const place = () => view.page.evaluate(() => document.activeElement?.closest('.panel')?.id ?? 'none');
      await eventually(place, 'panel-goals');
    });
  });

  it('show patterns and a tip with their evidence, and share milestones as what is shown', async () => {
    await withView({ width: 900 }, async (view) => {
      await panel(view).getByRole('button', { name: 'Recent focus and breaks' }).click();
      await panel(view)
        .getByText(/62% of your time .* over all hours it was 38%\. Seen on 14 days\./)
        .waitFor();
      await panel(view)
        .getByText(/23 times on 12 days\. It usually took 18m/)
        .waitFor();
      await panel(view)
        .getByText(/9 times on 6 days\..* Most often: news\.ycombinator\.com \(5\), reddit\.com \(3\)/)
        .waitFor();
      await panel(view).getByRole('button', { name: 'Tip of the day' }).click();
      await panel(view)
        .getByText(/Of the time in these hours, 72%/)
        .waitFor();
      await panel(view).getByRole('button', { name: "Don't Show This Tip Again" }).focus();
      await view.page.keyboard.press('Enter');
      await panel(view).getByText('No tip today.').waitFor();
      await eventually(() => view.focused(), 'Tip of the day');
      assert.equal((await view.calls('tips.dismiss')).length, 1);
      await panel(view).getByRole('button', { name: 'Milestones' }).first().click();
      await panel(view).getByText('Share as Markdown…', { exact: true }).click();
      const shared = await panel(view).locator('pre').innerText();
      assert.equal(
        shared,
        '- **First day**: A day with measured time.\n- **Real vacation**: Five planned days off in a row without work.',
      );
      await panel(view).getByText('Share as Image…', { exact: true }).click();
      await panel(view)
        .getByText('This is all that the image shows. It has no dates, and no names of projects or tasks.')
        .waitFor();
      const image = panel(view).getByRole('img', { name: 'First day: A day with measured time.' });
      assert.equal((await image.getAttribute('aria-label'))?.includes('Polyglot'), false);
      assert.equal(await sharedColors(view), '#ffffff #1a7f37', 'the same colors in a dark theme');
      await panel(view).getByText('Save Image…', { exact: true }).click();
      await eventually(async () => (await view.calls('images.save')).length, 1);
      const [saved] = await view.calls('images.save');
      const bytes = Buffer.from((saved?.params as { png?: string } | undefined)?.png ?? '', 'base64');
      assert.deepEqual([bytes.toString('latin1', 1, 4), bytes.readUInt32BE(16)], ['PNG', 1200]);
      await panel(view).getByRole('button', { name: 'Hide Milestones' }).click();
      await panel(view).getByRole('button', { name: 'Show Milestones' }).waitFor();
    });
  });
});

describe('goals', () => {
  it('show what is reached, the share of days first, then the row', async () => {
    await withView({ width: 900 }, async (view) => {
      const first = panel(view).getByRole('listitem').filter({ hasText: 'At least 5h a day' });
      await first.getByText('31 of 39 days in the last 8 weeks · 12 days in a row').waitFor();
      assert.match(await first.innerText(), /4h 43m of 5h/);
      assert.equal(await first.getByRole('progressbar').getAttribute('aria-valuenow'), '94');
      await panel(view).getByText('36 of 39 days in the last 8 weeks · 14 days in a row').waitFor();
    });
  });

  it('are added by keys alone, and say what is wrong with them', async () => {
    await withView({ width: 900 }, async (view) => {
      const { page, calls } = view;
      await panel(view).getByText('Add Goal', { exact: true }).click();
      const form = page.getByRole('form', { name: 'New goal' });
      await page.keyboard.press('Control+A');
      await page.keyboard.type('30h');
      await page.keyboard.press('Enter');
      await form.getByText('Enter a time of up to 24h, such as 4h.').waitFor();
      assert.deepEqual(await calls('goals.save'), []);
      // The field for the amount is named by what it holds, also for a screen reader.
      await form.getByLabel('What counts').selectOption('commitDays');
      await form.getByRole('textbox', { name: 'Number', exact: true }).waitFor();
      await form.getByLabel('What counts').selectOption('time');
      await form.getByRole('textbox', { name: 'Time', exact: true }).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('1h 30m');
      await page.keyboard.press('Enter');
      await form.waitFor({ state: 'detached' });
      assert.deepEqual((await calls('goals.save'))[0]?.params, {
        measure: 'time',
        direction: 'atLeast',
        target: 90,
        period: 'day',
        weekdays: [1, 2, 3, 4, 5],
        firstDay: '2026-11-20',
      });
      await panel(view).getByText('At least 90 a day').waitFor();
    });
  });

  it('suggest a target that fits, and take it at a click', async () => {
    await withView({ width: 900 }, async (view) => {
      await panel(view)
        .getByRole('button', { name: /^At most 5h of Meeting a week/ })
        .click();
      await panel(view).getByText('Lately you reached about 6h 30m. A goal of that size may fit better.').waitFor();
      await panel(view).getByText('Change to 6h 30m', { exact: true }).focus();
      await view.page.keyboard.press('Enter');
      await eventually(
        async () => JSON.stringify((await view.calls('goals.retarget'))[0]?.params),
        '{"id":"g2","target":390}',
      );
      await eventually(() => view.focused(), 'Edit');
    });
  });

  it('are deleted, and brought back', async () => {
    await withView({ width: 900 }, async (view) => {
      const goal = panel(view).getByRole('button', { name: /^Tasks done a week/ });
      await goal.click();
      await panel(view).getByText('Delete', { exact: true }).focus();
      await view.page.keyboard.press('Enter');
      await goal.waitFor({ state: 'detached' });
      await eventually(async () => (await view.focused()) !== '', true);
      await panel(view).getByText('Undo', { exact: true }).click();
      await goal.waitFor();
    });
  });

  it('invite where there is none, and take days off', async () => {
    await withView({ width: 900, firstDay: true }, async (view) => {
      await panel(view).getByText('No goals yet.').waitFor();
      await panel(view).getByRole('button', { name: 'Days Off' }).click();
      await panel(view).getByText('Add Days Off', { exact: true }).click();
      await eventually(() => view.page.evaluate(() => document.activeElement?.getAttribute('type')), 'date');
      await view.page.getByRole('form', { name: 'Add Days Off' }).getByText('Save', { exact: true }).click();
      await eventually(
        async () => JSON.stringify((await view.calls('restDays.add'))[0]?.params),
        '{"from":"2026-11-20","to":"2026-11-20"}',
      );
    });
  });
});
