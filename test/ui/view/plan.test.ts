import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { sampleDashboard } from '../../fakes/viewHost/sampleDashboard.ts';
import { eventually, withView, type View } from './openView.ts';

const titles = (page: Page) => page.locator('#panel-plan .task-title').allTextContents();
const task = (page: Page, name: RegExp) => page.locator('#panel-plan .task', { hasText: name });
const toggle = (page: Page, name: RegExp) => task(page, name).locator('.task-toggle');
const seen = async (view: View, method: string) => (await view.calls(method)).map(({ params }) => params);

describe('the plan', () => {
  it('ticks a task with the space bar, at once and for good', async () => {
    await withView({}, async (view) => {
      const { page } = view;
      const box = page.getByRole('checkbox', { name: 'Fix 3 errors in src/storage/checkpoint.ts' });
      await box.focus();
      await page.keyboard.press('Space');
      await page.getByText('3 of 5 done').waitFor();
      await eventually(() => box.getAttribute('aria-checked'), 'true');
      await page.waitForTimeout(150);
      assert.equal(await box.getAttribute('aria-checked'), 'true');
      assert.ok(await box.evaluate((element) => element.matches(':focus')), 'the focus stays');
      assert.deepEqual(await seen(view, 'plan.tick'), [{ id: 't2', done: true }], 'one call');
    });
  });

  it('follows quick changes of mind, in their order', async () => {
    await withView({ delay: 200 }, async (view) => {
      const { page } = view;
      const box = page.getByRole('checkbox', { name: /^Fix 3 errors/ });
      await box.focus();
      for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Space');
      await page.waitForFunction(
        () => window.fakeHost.calls.filter(({ method }) => method === 'plan.tick').length === 3,
      );
      assert.deepEqual(
        (await seen(view, 'plan.tick')).map((params) => (params as { done: boolean }).done),
        [true, false, true],
      );
      await page.waitForTimeout(400);
      assert.equal(await box.getAttribute('aria-checked'), 'true');
    });
  });

  it('takes a tick back when the host refuses it, and says so in the row', async () => {
    await withView({ fail: 'plan.tick', delay: 1500 }, async ({ page }) => {
      const box = page.getByRole('checkbox', { name: /^Fix 3 errors/ });
      await box.click();
      await eventually(() => box.getAttribute('aria-checked'), 'true');
      await task(page, /Fix 3 errors/)
        .getByRole('alert')
        .getByText('The file is damaged.')
        .waitFor();
      assert.equal(await box.getAttribute('aria-checked'), 'false');
    });
  });

  it('follows ticks made elsewhere without sending them again', async () => {
    await withView({}, async ({ page, push, calls }) => {
      const { plan } = sampleDashboard();
      await page.locator('.tasks').waitFor();
      await push({ plan: plan && { ...plan, tasks: plan.tasks.map((each) => ({ ...each, done: true })) } });
      await page.getByText('5 of 5 done').waitFor();
      assert.equal((await calls('plan.tick')).length, 0);
    });
  });

  it('shows time against capacity, and why it is that much', async () => {
    await withView({}, async ({ page, button }) => {
      await page.getByText('4h 55m planned of 5h').waitFor();
      await button('Why 5h').click();
      await page.getByText('The median of your last eight Fridays is 5 h.').waitFor();
    });
  });

  it('opens the evidence of a task by keyboard', async () => {
    await withView({}, async ({ page }) => {
      await toggle(page, /Fix 3 errors/).focus();
      await page.keyboard.press('Enter');
      await page.getByText('The file had 3 errors when it was last seen.').waitFor();
      assert.equal(await toggle(page, /Fix 3 errors/).getAttribute('aria-expanded'), 'true');
    });
  });

  it('adds a task by keyboard only, and gives the focus back', async () => {
    await withView({}, async (view) => {
      const { page, button } = view;
      await button('Add Task').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('Call Ada');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('1h 15m');
      await page.keyboard.press('Enter');
      await page.locator('.task-title', { hasText: 'Call Ada' }).waitFor();
      assert.deepEqual(await seen(view, 'plan.saveTask'), [
        { day: '2026-11-20', title: 'Call Ada', priority: 'high', minutes: 75, link: '' },
      ]);
      await page.waitForFunction(() => document.activeElement?.textContent === 'Add Task');
      await view.heard('Task added.');
    });
  });

  it('refuses a task without a title or with a time out of bounds, sending nothing', async () => {
    await withView({}, async (view) => {
      const { page, button } = view;
      await button('Add Task').click();
      await button('Save').click();
      await page.getByText('Enter what to do.').waitFor();
      await page.getByRole('textbox', { name: 'Task', exact: true }).fill('Something');
      await page.getByText('Enter what to do.').waitFor({ state: 'detached' });
      for (const minutes of ['-5', '3', '13h', 'soon', '']) {
        await page.getByRole('textbox', { name: 'Minutes', exact: true }).fill(minutes);
        await page.getByText('From 5 minutes to 12 hours').waitFor();
        await page.keyboard.press('Enter');
      }
      await page.getByRole('textbox', { name: 'Task', exact: true }).fill('x'.repeat(201));
      await page.getByText('At most 200 characters.').waitFor();
      assert.deepEqual(await seen(view, 'plan.saveTask'), []);
      await page.keyboard.press('Escape');
      await eventually(() => page.getByRole('form').count(), 0);
    });
  });

  it('edits a task in place, keeping it while snapshots arrive', async () => {
    await withView({}, async (view) => {
      const { page, button, push } = view;
      await toggle(page, /Fix 3 errors/).click();
      await button('Edit').click();
      const title = page.getByRole('textbox', { name: 'Task', exact: true });
      await title.fill('Fix 4 errors');
      await push({ machineMs: 1 } as never);
      await page.waitForTimeout(100);
      assert.equal(await title.inputValue(), 'Fix 4 errors');
      assert.ok(await title.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element));
      await page.keyboard.press('Enter');
      await page.locator('.task-title', { hasText: 'Fix 4 errors' }).waitFor();
      assert.deepEqual(await seen(view, 'plan.saveTask'), [
        { id: 't2', day: '2026-11-20', title: 'Fix 4 errors', priority: 'high', minutes: 60, link: '' },
      ]);
      assert.ok(await toggle(page, /Fix 4 errors/).evaluate((element) => element === document.activeElement));
    });
  });

  it('asks before it deletes, on the answer that changes nothing', async () => {
    await withView({}, async (view) => {
      const { page, button, focused } = view;
      await toggle(page, /review of Grace/).click();
      await button('Delete').click();
      await page.getByText('Delete "Answer the review of Grace"?').waitFor();
      await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel');
      await page.keyboard.press('Escape');
      assert.deepEqual(await seen(view, 'plan.deleteTask'), []);
      await page.waitForFunction(() => document.activeElement?.classList.contains('task-toggle'));
      await button('Delete').click();
      await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel');
      await page.keyboard.press('Shift+Tab');
      await eventually(focused, 'Delete');
      await page.keyboard.press('Enter');
      await task(page, /review of Grace/).waitFor({ state: 'detached' });
      assert.deepEqual(await seen(view, 'plan.deleteTask'), [{ id: 't4' }]);
      await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Write down'));
    });
  });

  it('reorders with Alt and the arrow keys, keeping the focus on the task', async () => {
    await withView({}, async (view) => {
      const { page } = view;
      await toggle(page, /Fix 3 errors/).focus();
      await page.keyboard.press('Alt+ArrowDown');
      await page.waitForFunction(() => document.querySelectorAll('.task-title')[2]?.textContent?.startsWith('Fix 3'));
      const focused = () => document.activeElement?.closest('.task')?.textContent?.includes('Fix 3') ?? false;
      await page.waitForFunction(focused);
      // A key that comes while the row moves in the page would find no focus.
      for (const at of [1, 0]) {
        await page.keyboard.press('Alt+ArrowUp');
        await eventually(async () => (await titles(page)).findIndex((title) => title.startsWith('Fix 3')), at);
        await page.waitForFunction(focused);
      }
      await page.keyboard.press('Alt+ArrowUp');
      await eventually(async () => (await seen(view, 'plan.move')).length, 3);
      assert.match((await titles(page))[0] ?? '', /^Fix 3/);
      assert.deepEqual(await seen(view, 'plan.move'), [
        { id: 't2', before: 't4' },
        { id: 't2', before: 't3' },
        { id: 't2', before: 't1' },
      ]);
      await view.heard('Moved to 1 of 5');
      // The toolkit calls a checkbox so when it is moved in the page.
      await eventually(() => page.getByRole('checkbox', { name: 'Checkbox', exact: true }).count(), 0);
    });
  });

  it('reorders by buttons and by dragging; Escape takes a drag back', async () => {
    await withView({ width: 320 }, async (view) => {
      const { page, button } = view;
      await toggle(page, /Write down/).click();
      await button('Move Up').click();
      await page.waitForFunction(() => document.querySelectorAll('.task-title')[3]?.textContent?.startsWith('Write'));
      await toggle(page, /Write down/).click();
      const drag = async (name: RegExp, onto: RegExp, end: () => Promise<void>) => {
        await task(page, name).hover();
        const grip = await task(page, name).locator('.task-grip').boundingBox();
        const row = await task(page, onto).boundingBox();
        assert.ok(grip && row);
        await page.mouse.move(grip.x + 6, grip.y + 8);
        await page.mouse.down();
        await page.mouse.move(grip.x + 6, row.y + 4, { steps: 4 });
        await end();
      };
      await drag(/Write down/, /Finish the branch/, () => page.mouse.up());
      await page.waitForFunction(() => document.querySelectorAll('.task-title')[0]?.textContent?.startsWith('Write'));
      await page.waitForTimeout(150);
      await drag(/Make the task/, /Write down/, async () => {
        await page.keyboard.press('Escape');
        await page.mouse.up();
      });
      assert.deepEqual(await seen(view, 'plan.move'), [
        { id: 't5', before: 't4' },
        { id: 't5', before: 't1' },
      ]);
    });
  });

  it('starts a task by keyboard, one at a time, and stops it', async () => {
    await withView({}, async (view) => {
      const { page, button, heard } = view;
      const fix = 'Fix 3 errors in src/storage/checkpoint.ts';
      await button(`Start "${fix}"`).focus();
      await page.keyboard.press('Enter');
      await task(page, /Fix 3 errors/)
        .getByText('started', { exact: true })
        .waitFor();
      await task(page, /Fix 3 errors/)
        .getByText('0m of 1h')
        .waitFor();
      await heard(`Started: ${fix}`);
      await button('Start "Make the task "test: storage" pass again"').click();
      await task(page, /Make the task/)
        .getByText('started', { exact: true })
        .waitFor();
      assert.equal(await page.getByText('started', { exact: true }).count(), 1);
      await button('Stop "Make the task "test: storage" pass again"').click();
      await page.getByText('started', { exact: true }).waitFor({ state: 'detached' });
      assert.deepEqual(await seen(view, 'plan.start'), [{ id: 't2' }, { id: 't3' }]);
      assert.deepEqual(await seen(view, 'plan.stop'), [{ id: 't3' }]);
      assert.equal(await button(/^Start "Finish the branch/).count(), 0, 'what is done is not started');
    });
  });

  it('takes a start back when the host refuses it, and says so', async () => {
    await withView({ fail: 'plan.start' }, async ({ page, button }) => {
      await button(/^Start "Fix 3 errors/).click();
      await task(page, /Fix 3 errors/)
        .getByRole('alert')
        .getByText('The file is damaged.')
        .waitFor();
      assert.equal(await page.getByText('started', { exact: true }).count(), 0);
    });
  });

  it('gives a task a link, and says where a task is from', async () => {
    await withView({}, async (view) => {
      const { page, button } = view;
      await toggle(page, /Fix 3 errors/).click();
      await page.getByText('Made by the built-in rules.').first().waitFor();
      await button('Edit').click();
      const link = page.getByRole('textbox', { name: 'Link', exact: true });
      await link.fill('javascript:alert(1)');
      await button('Save').click();
      await page.getByText('An address that begins with https://').waitFor();
      await link.fill('https://example.com/7');
      await page.getByText('An address that begins with https://').waitFor({ state: 'detached' });
      await button('Save').click();
      await page.getByRole('link', { name: 'https://example.com/7' }).waitFor();
      assert.equal((await seen(view, 'plan.saveTask')).length, 1);
    });
  });

  it('tells what became of the plan of the day before', async () => {
    await withView({}, async ({ page, button }) => {
      await button('Yesterday: 1 of 2 done').click();
      await page.getByText('1h 50m planned, 4h worked.').waitFor();
      const rows = await page.locator('.last-plan li').allInnerTexts();
      assert.match(rows[0] ?? '', /Fold detail.*done.*1h 45m of 1h 30m/s);
      assert.match(rows[1] ?? '', /Answer the review.*open.*estimated at 20m, never started/s);
    });
  });

  it('ticks the learning goal', async () => {
    await withView({}, async (view) => {
      await view.page.getByRole('checkbox', { name: /^TS2345/ }).click();
      await eventually(async () => (await seen(view, 'plan.tickLearning')).length, 1);
      assert.deepEqual(await seen(view, 'plan.tickLearning'), [{ day: '2026-11-20', done: true }]);
    });
  });
});
