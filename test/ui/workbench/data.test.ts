import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import type { Fact, SpanFact } from '../../../src/core/facts/facts.ts';
import { choose, quickInput } from '../../harness/window.ts';
import { startWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';
import { testAccount, workOfToday } from './account.ts';
import { answer, givePath, patience, rowOf, told } from './dialogs.ts';
import { projectsIn, projectsOfCopy, record } from './plantedFacts.ts';

type Running = Awaited<ReturnType<typeof startWorkbench>>;

const start = Date.now() - 26 * hourMs;
const spanOf = (id: string, minute: number, project: string): SpanFact => ({
  type: 'span',
  id,
  start: start + minute * minuteMs,
  end: start + (minute + 1) * minuteMs,
  offset: 0,
  kind: 'coding',
  source: 'editor',
  signals: 5,
  saves: 0,
  edits: {},
  project,
  file: 'planted.ts',
});
const seeded: readonly Fact[] = [
  ...Array.from({ length: 3 }, (_, i) => spanOf(`seed:${i}`, i * 10, '/p/orchard')),
  ...Array.from({ length: 2 }, (_, i) => spanOf(`seed:${10 + i}`, 60 + i * 10, '/p/meadow')),
];

describe('a VS Code with planted facts', function () {
  let workbench: Running;
  let window: WorkbenchWindow;

  before(async function () {
    this.timeout(180_000);
    workbench = await startWorkbench((folder) => record(folder, [...seeded, ...workOfToday]));
    window = await workbench.openWindow();
  });
  after(async () => {
    await window?.close();
    await workbench?.stop();
  });

  // Before the tests that replace the data.
  testAccount(() => window);

  describe('what a person does with the data as a whole', () => {
    let page: Page;
    let firstSecret: Buffer;

    before(async () => {
      ({ page } = window);
      await window.openView();
      firstSecret = readFileSync(secretFile());
    });
    afterEach(async function () {
      if (this.currentTest?.isFailed()) await window.screenshot(`data-${this.currentTest.title.slice(0, 20)}`);
      // A test that is tried again begins without what the last try left open.
      for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
      await window.run('Notifications: Clear All Notifications').catch(() => undefined);
    });

    const file = (name: string): string => path.join(path.dirname(workbench.workspace), name);
    const secretFile = (): string => path.join(workbench.globalStorage, 'vault', 'secret');
    const projects = async (): Promise<Record<string, number>> => projectsIn(workbench.globalStorage);

    it('exports everything as lines that can be read without Daymark', async () => {
      rmSync(file('out.jsonl'), { force: true });
      await window.run('Daymark: Export My Data…');
      await choose(page, 'JSON Lines');
      await choose(page, 'Everything');
      await choose(page, 'Unencrypted');
      await givePath(page, file('out.jsonl'));
      await told(window, /Exported to/);
      const lines = readFileSync(file('out.jsonl'), 'utf8').trim().split('\n');
      const facts = lines.map((line) => JSON.parse(line) as { type: string; project?: string });
      assert.equal(facts[0]?.type, 'daymark-export');
      assert.equal(facts.filter(({ project }) => project === '/p/orchard').length, 3);
      assert.equal(statSync(file('out.jsonl')).mode & 0o077, 0, 'for its owner only');
      assert.ok(!existsSync(file('out.jsonl.part')));
    });

    it('imports after a preview, and takes the import out again', async () => {
      const days = [
        {
          date: '2025-03-03',
          grand_total: { total_seconds: 3600 },
          projects: [{ name: 'greenhouse', grand_total: { total_seconds: 3600 } }],
        },
      ];
      writeFileSync(file('dump.json'), JSON.stringify({ user: {}, range: {}, days }));
      await window.run('Daymark: Import Data…');
      await givePath(page, file('dump.json'));
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.waitFor({ timeout: patience });
      const preview = await dialog.innerText();
      for (const text of [/From: WakaTime/, /New: 1 × span/, /Already there: 0/, /Days with totals only: 1/])
        assert.match(preview, text);
      assert.equal((await projects())['greenhouse'], undefined, 'a preview changes nothing');
      await answer(page, 'Import');
      await told(window, /Imported: 1 × span\./);
      assert.equal((await projects())['greenhouse'], 1);
      await window.run('Daymark: Undo Import…');
      await rowOf(page, /^\d{4}-\d\d-\d\d-\d/).click();
      await told(window, /The import was undone\./);
      assert.equal((await projects())['greenhouse'], undefined);
    });

    it('goes back to a backup, and keeps the present state as another one', async () => {
      await window.run('Daymark: Save to SQLite File Now');
      const backups = path.join(workbench.globalStorage, 'backups');
      await page.waitForTimeout(500);
      assert.ok(readdirSync(backups).length > 0);
      await record(workbench.globalStorage, [spanOf(`late:${Date.now()}`, 200, '/p/late')]);
      assert.equal((await projects())['/p/late'] !== undefined, true);
      await window.run('Daymark: Restore from Backup…');
      const row = rowOf(page, /\d{4}-\d\d-\d\d.*\d+ facts, \d+ KB/s);
      await row.waitFor({ timeout: patience });
      // The oldest is from before.
      await page.locator(`${quickInput} .quick-input-list .monaco-list-row`).last().click();
      await answer(page, 'Restore');
      await told(window, /Restored:/);
      const after = await projects();
      assert.equal(after['/p/late'], undefined);
      assert.equal(after['/p/orchard'], 3);
      assert.ok(readdirSync(backups).some((name) => name.includes('before-restore')));
    });

    it('opens the names of another device with the recovery key', async () => {
      if (!readFileSync(secretFile()).equals(firstSecret)) {
        // An earlier try left the second device.
        writeFileSync(secretFile(), firstSecret);
        await window.reload();
        await window.openView();
      }
      await window.run('Daymark: Make Recovery Key');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByText('Your recovery key').first().waitFor({ timeout: patience });
      const key = /(?:[0-9A-Z]{4,}-){3,}[0-9A-Z]+/.exec(await dialog.innerText())?.[0];
      assert.ok(key, 'a key is shown');
      await page.keyboard.press('Escape');

      // As if another laptop used the same folder: it has another secret.
      rmSync(secretFile());
      await window.reload();
      await window.openView();
      await window.run('Daymark: Enter Recovery Key…');
      await page.locator(`${quickInput} .quick-input-box input`).fill(key);
      await page.keyboard.press('Enter');
      await told(window, /The names are unlocked\./);
      assert.equal((await projects())['/p/orchard'], 3, 'by the secret of the second device');
    });

    it('erases a project, says what was erased, and nothing of it is found afterwards', async () => {
      await record(workbench.globalStorage, [spanOf(`gone:${Date.now()}`, 300, '/p/meadow')]);
      await window.run('Daymark: Erase Data…');
      await choose(page, 'A project…');
      await choose(page, '/p/meadow');
      await answer(page, 'Erase');
      await told(window, /Erased: \d+ × span/);
      const after = await projects();
      assert.equal(after['/p/meadow'], undefined);
      assert.equal(after['/p/orchard'], 3);
      for (const name of filesIn(workbench.globalStorage)) {
        const text = readFileSync(name, 'latin1');
        assert.doesNotMatch(text, /meadow/, name);
      }
      for (const name of readdirSync(path.join(workbench.globalStorage, 'backups')))
        assert.equal((await projectsOfCopy(workbench.globalStorage, name))['/p/meadow'], undefined, name);
    });
  });
}).timeout(90_000);

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
