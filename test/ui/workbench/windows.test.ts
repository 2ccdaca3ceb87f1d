import assert from 'node:assert/strict';
import { sharedWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';

/** As many as two cores bear: each is a browser window with an extension host of its own. */
const windowCount = 6;

describe('six windows on one store', () => {
  const windows: WorkbenchWindow[] = [];

  before(async function () {
    this.timeout(240_000);
    const workbench = await sharedWorkbench();
    for (let index = 0; index < windowCount; index++) windows.push(await workbench.openWindow());
  });

  after(async () => {
    for (const window of windows) await window.close();
  });

  it('show in one dashboard what is done in another, soon', async () => {
    const [first, last] = [windows[0], windows.at(-1)] as [WorkbenchWindow, WorkbenchWindow];
    const view = await first.openView();
    await view.getByText('Recent Activity').waitFor();
    await last.openFile('notes.md');
    await last.type('\nwritten in the last window');
    const typed = Date.now();
    await view
      .locator('#panel-feed')
      .getByText(/^(Coding|Reading) in /)
      .first()
      .waitFor({ timeout: 60_000 });
    console.log(`    shown after ${Date.now() - typed} ms, with ${windowCount} windows`);
  });

  it('show all of it in every one of them', async () => {
    for (const [index, window] of windows.entries()) {
      const view = await window.openView();
      await view
        .locator('#panel-feed')
        .getByText(/ in workspace$/)
        .first()
        .waitFor({ timeout: 30_000 });
      assert.deepEqual(window.problems(), [], `window ${index}`);
    }
  });
}).timeout(120_000);
