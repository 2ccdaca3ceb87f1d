import { pick } from '../../harness/window.ts';
import { sharedWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';

describe('private mode, with the packaged extension', () => {
  let window: WorkbenchWindow;

  before(async () => {
    window = await (await sharedWorkbench()).openWindow();
  });
  after(() => window.close());
  afterEach(async function () {
    if (!this.currentTest?.isFailed()) return;
    await window.screenshot('private-failed');
    await window.run('Daymark: Resume Tracking').catch(() => undefined);
  });

  it('is said in the status bar, holds when the window is reloaded, and ends by a click', async () => {
    const said = () =>
      window.page
        .locator('.statusbar-item')
        .getByText(/Private until \d\d:\d\d/)
        .first();
    const paused = () => window.page.locator('.statusbar-item[id*="daymark"]').getByText('Daymark paused');
    await window.run('Daymark: Start Private Mode…');
    await pick(window.page, '15m');
    await said().waitFor();
    await paused().waitFor();
    await window.reload();
    await said().waitFor();
    await paused().waitFor();
    await said().click();
    await said().waitFor({ state: 'detached' });
    await paused().waitFor({ state: 'detached' });
    await window.reload();
    await window.page.locator('.statusbar-item[id*="daymark"]').first().waitFor();
    await said().waitFor({ state: 'detached' });
  });
});
