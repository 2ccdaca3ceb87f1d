import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { dayMs } from '../../../src/core/time/days.ts';
import type { Files } from '../../../src/storage/disk/files.ts';
import { layoutOf } from '../../../src/storage/disk/layout.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { faultyFiles, type FileStep } from './faultyFiles.ts';
import { span } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

describe('work under a lock that another process takes over', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  /** The disk of a process whose lock is taken over at the `at`th access. */
  function robbed(at: number): { files: Files; steps: () => readonly FileStep[]; isRobbed: () => boolean } {
    const steps: FileStep[] = [];
    const lock = layoutOf(folder.folder).lock;
    let isRobbed = false;
    const files = faultyFiles((step) => {
      if (!fs.existsSync(lock) && !isRobbed) return;
      steps.push(step);
      if (steps.length !== at) return;
      isRobbed = true;
      fs.writeFileSync(lock, JSON.stringify({ token: 'thief', pid: process.pid, machine: 'elsewhere' }));
    });
    return { files, steps: () => steps, isRobbed: () => isRobbed };
  }

  async function filled(): Promise<void> {
    const store = await folder.store();
    for (const day of [2, 1]) {
      const start = span().start - day * dayMs;
      store.importFacts([
        span({ id: `i:${day}`, project: '/p/gone', start, end: start + 1000 }),
        span({ id: `k:${day}` }),
      ]);
      folder.clock.pass(dayMs);
      store.checkpoint();
    }
    store.close();
    const journal = folder.journal({ writer: 'open' });
    journal.append(span({ id: 'open:1', project: '/p/gone' }));
    await journal.flush();
  }

  /** Tells whether a copy in the folder still has something of the project. */
  const isLeft = async (): Promise<boolean> => {
    const other = await folder.store();
    const left = other.spans({ from: 0, to: Infinity }).some(({ project }) => project === '/p/gone');
    other.close();
    return left;
  };

  it('never says that something is erased when it is not, wherever that happens', async () => {
    let [done, lost] = [0, 0];
    for (let at = 1; at < 400; at += 7) {
      folder.remove();
      folder = new StorageFolder();
      await filled();
      const { files, isRobbed } = robbed(at);
      const store = await folder.store({ files });
      const { outcome } = store.erase({ project: '/p/gone' });
      store.close();
      fs.rmSync(layoutOf(folder.folder).lock, { force: true });
      if (outcome !== 'done') {
        lost++;
        continue;
      }
      done++;
      assert.equal(await isLeft(), false, `done, robbed at ${at}`);
      for (const name of fs.readdirSync(folder.path('backups'))) {
        const copy = new StorageFolder();
        fs.copyFileSync(folder.path('backups', name), path.join(copy.folder, 'daymark.sqlite'));
        const store = await copy.store();
        assert.ok(
          store.spans({ from: 0, to: Infinity }).every(({ project }) => project !== '/p/gone'),
          `${name}, robbed at ${at}`,
        );
        copy.remove();
      }
      if (!isRobbed()) break;
    }
    assert.ok(done > 0 && lost > 5, `${done} done, ${lost} lost`);
  });
});

describe('journals that are let go', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  it('keep a line that is written at any moment while an erasure lets go of journals of open windows', async () => {
    for (let moment = 1; moment < 60; moment++) {
      folder.remove();
      folder = new StorageFolder();
      const journal = folder.journal({ writer: 'open' });
      journal.append(span({ id: 'open:1' }));
      await journal.flush();
      let count = 0;
      const files = faultyFiles((_, target) => {
        if (!target.includes('open-') || ++count !== moment) return;
        // A window writes a line, and looks only later whether its file is still in its place.
        journal.append(span({ id: 'open:2', start: span().start + 120_000, end: span().start + 180_000 }));
        journal.flushSync();
      });
      const store = await folder.store({ files });
      store.erase({ project: '/p/other' });
      store.refresh();
      await journal.close();
      const other = await folder.store();
      const ids = other
        .spans({ from: 0, to: Infinity })
        .map(({ id }) => id)
        .sort();
      if (count < moment) return;
      assert.deepEqual(ids, ['open:1', 'open:2'], `written at access ${moment}`);
    }
  });

  it('do not overwrite what has come to their place', async () => {
    const journal = folder.journal({ writer: 'open' });
    journal.append(span({ id: 'open:1' }));
    await journal.flush();
    const place = folder.path('journal', 'open-1.ndjson');
    const files: Files = {
      ...nodeFiles,
      rename: (from, to) => {
        nodeFiles.rename(from, to);
        if (from !== place || !to.endsWith('.done')) return;
        fs.appendFileSync(to, '["unfinished');
        fs.writeFileSync(place, 'another file\n');
      },
    };
    const store = await folder.store({ files });
    store.erase({ project: '/p/other' });
    assert.equal(fs.readFileSync(place, 'utf8'), 'another file\n');
    assert.match(fs.readFileSync(folder.path('journal', 'open-1.2.ndjson'), 'utf8'), /unfinished/);
  });
});
