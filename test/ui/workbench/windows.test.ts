import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import { sharedWorkbench, type Workbench, type WorkbenchWindow } from '../../harness/workbench.ts';
import { answer, givePath, patience, rowOf, told } from './dialogs.ts';

/** As many as two cores can handle: each is a browser window with its own extension host. */
const windowCount = 4;

describe('four windows on one store', () => {
  let workbench: Workbench;
  const windows: WorkbenchWindow[] = [];

  before(async function () {
    this.timeout(240_000);
    workbench = await sharedWorkbench();
    for (let index = 0; index < windowCount; index++) windows.push(await workbench.openWindow());
    // Text typed before a window tracks is in no dashboard.
    for (const { page } of windows) await page.locator('.statusbar-item[id*="daymark"]').first().waitFor();
  });

  after(async () => {
    for (const window of windows) await window.close();
  });

  it('show in one dashboard what is done in another, soon', async () => {
    const [first, last] = [windows[0], windows.at(-1)] as [WorkbenchWindow, WorkbenchWindow];
    const view = await first.openView();
    await view.getByText('Recent Activity').waitFor();
    const rows = () => view.locator('#panel-feed .feed-item').allInnerTexts();
    // Other tests on this store may have left rows like it.
    const before = new Set(await rows());
    await last.openFile('notes.md');
    await last.type('\nwritten in the last window');
    const typed = Date.now();
    // Its lines, and not what the session is called: opening many windows may take longer than typing.
    const isThere = async () => (await rows()).some((row) => /\d files? · \+/.test(row) && !before.has(row));
    while (!(await isThere()) && Date.now() < typed + 60_000) await first.page.waitForTimeout(50);
    assert.ok(await isThere(), (await rows()).join('\n'));
    // The next window would open unsaved files again.
    await last.page.keyboard.press('Control+s');
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

  it('show in one dashboard at once what another window imports, and takes out again', async () => {
    const [first, last] = [windows[0], windows.at(-1)] as [WorkbenchWindow, WorkbenchWindow];
    const work = (await first.openView()).locator('#panel-feed').getByText('Coding in glasshouse').first();
    const start = Date.now() - hourMs;
    const place = { project: '/p/glasshouse', file: 'planted.ts' };
    const span = { type: 'span', id: `import:${start}`, start, end: start + 9 * minuteMs, offset: 0, ...place };
    const fact = { ...span, kind: 'coding', source: 'editor', signals: 5, saves: 0, edits: {} };
    const head = { type: 'daymark-export', version: 1, exportedAt: new Date().toISOString() };
    const file = path.join(path.dirname(workbench.workspace), 'own.jsonl');
    writeFileSync(file, `${JSON.stringify(head)}\n${JSON.stringify(fact)}\n`);
    assert.equal(await work.count(), 0);
    await last.run('Daymark: Import Data…');
    await givePath(last.page, file);
    await answer(last.page, 'Import');
    await work.waitFor({ timeout: patience });
    await told(last, /Imported: 1 × span\./);
    await last.run('Daymark: Undo Import…');
    await rowOf(last.page, /^\d{4}-\d\d-\d\d-\d/).click();
    await work.waitFor({ state: 'detached', timeout: patience });
  });
}).timeout(120_000);
