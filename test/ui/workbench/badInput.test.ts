import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';

/** A data folder as a crash and a careless hand may leave it. */
async function spoil(globalStorage: string): Promise<void> {
  mkdirSync(path.join(globalStorage, 'journal'), { recursive: true });
  writeFileSync(path.join(globalStorage, 'daymark.sqlite'), 'This is no database at all.\n'.repeat(500));
  writeFileSync(path.join(globalStorage, 'journal', 'crashed.ndjson'), '{"cut": "sho\n');
}

/** Counts the messages with a text, including those that have disappeared. */
async function messages({ page, run }: WorkbenchWindow, text: string): Promise<number> {
  const center = page.locator('.notifications-center');
  // A window that is still starting may take the focus, which hides the list again.
  for (let tries = 0; tries < 5 && !(await center.isVisible()); tries++) {
    await run('Notifications: Show Notifications');
    await center.waitFor({ timeout: 5000 }).catch(() => undefined);
  }
  await center.waitFor();
  const count = await center.locator('.notification-list-item', { hasText: text }).count();
  await page.keyboard.press('Escape');
  return count;
}

async function textOfFrames({ page }: WorkbenchWindow): Promise<string> {
  const bodies = page.frames().map((frame) => frame.locator('body').innerText({ timeout: 1000 }));
  return (await Promise.allSettled(bodies)).map((body) => (body.status === 'fulfilled' ? body.value : '')).join('\n');
}

describe('settings, a file and a journal that are not what they should be', () => {
  let workbench: Awaited<ReturnType<typeof startWorkbench>>;
  let window: WorkbenchWindow;

  before(async () => {
    const settings = { 'daymark.tracking.idleLimitMinutes': 'soon', 'daymark.goal.hoursPerDay': 400 };
    workbench = await startWorkbench(spoil, settings);
    window = await workbench.openWindow();
  });

  after(async () => {
    await window.close();
    await workbench.stop();
  });

  it('names the settings in a message and in the view, and continues with their defaults', async () => {
    const view = await window.openView();
    for (const name of ['daymark.tracking.idleLimitMinutes', 'daymark.goal.hoursPerDay']) {
      await view.getByText(name).first().waitFor();
      assert.equal(await messages(window, name), 1);
    }
  });

  it('tracks all the same, says that the file was set aside, and deletes nothing', async () => {
    const view = await window.openView();
    await window.openFile('example.ts');
    await window.type('\n// written beside a broken file');
    await view
      .locator('#panel-feed')
      .getByText(/ · 1 file · \+[1-9]/)
      .first()
      .waitFor({ timeout: 10_000 });
    await view.getByText('It was set aside, not deleted').first().waitFor({ timeout: 30_000 });
    await window.screenshot('bad-input');
    assert.ok(
      readdirSync(workbench.globalStorage, { recursive: true }).some((name) => /aside|damaged/.test(String(name))),
    );
  });

  it('counts the line that was cut in the health check, and names what was set aside', async () => {
    await window.run('Daymark: Run Health Check');
    let text = '';
    for (let tries = 0; tries < 60 && !/Set aside/.test(text); tries++) {
      await window.page.waitForTimeout(250);
      text = await textOfFrames(window);
    }
    assert.match(text, /1 journal lines? w(as|ere) skipped/);
    assert.match(text, /Set aside: /);
  });

  it('says a wrong setting once, not at each start', async () => {
    await window.reload();
    const view = await window.openView();
    await view.getByText('daymark.tracking.idleLimitMinutes').first().waitFor();
    assert.equal(await messages(window, 'daymark.tracking.idleLimitMinutes'), 0);
  });
});
