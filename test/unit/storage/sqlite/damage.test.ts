import assert from 'node:assert/strict';
import fs from 'node:fs';
import initSqlJs from 'sql.js';
import { encodeLine } from '../../../../src/storage/journal/journalLine.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { allFacts, always, asStored } from '../allFacts.ts';
import { activity, run, span } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('a damaged storage', function () {
  this.timeout(120_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const facts = [span(), run(), activity()];

  async function written(): Promise<Store> {
    const journal = folder.journal({ writer: 'w' });
    for (const fact of facts) journal.append(fact);
    await journal.close();
    const store = await folder.store();
    assert.equal(store.checkpoint().outcome, 'done');
    return store;
  }

  it('is rebuilt from the newest backup when any byte of the file is another', async () => {
    await written();
    const good = fs.readFileSync(folder.path('daymark.sqlite'));
    for (let at = 0; at < good.length; at += 997) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 4;
      fs.writeFileSync(folder.path('daymark.sqlite'), bad);
      assert.deepEqual(allFacts(await folder.store()), asStored(facts), `byte ${at}`);
    }
  });

  it('is rebuilt when the file is cut anywhere', async () => {
    await written();
    const good = fs.readFileSync(folder.path('daymark.sqlite'));
    for (const length of [
      0,
      1,
      15,
      16,
      99,
      100,
      4096,
      good.length - 5000,
      good.length - 17,
      good.length - 16,
      good.length - 1,
    ]) {
      fs.writeFileSync(folder.path('daymark.sqlite'), good.subarray(0, length));
      assert.deepEqual(allFacts(await folder.store()), asStored(facts), `${length} bytes`);
    }
  });

  it('sets a foreign SQLite file aside, under a name that tells, and keeps each of several', async () => {
    await written();
    const sql = await initSqlJs();
    const foreign = new sql.Database();
    foreign.exec('CREATE TABLE recipe (name TEXT)');
    for (const count of [1, 2]) {
      fs.writeFileSync(folder.path('daymark.sqlite'), foreign.export());
      const store = await folder.store();
      assert.deepEqual(allFacts(store), asStored(facts));
      assert.equal(store.health().setAside.length, count);
      assert.equal(store.checkpoint().outcome, 'done');
      assert.equal((await folder.store()).health().mode, 'ready');
    }
    assert.deepEqual(
      folder.list().filter((name) => name.includes('damaged')),
      ['daymark.sqlite.damaged-2026-03-02', 'daymark.sqlite.damaged-2026-03-02-2'],
    );
  });

  it('accepts a file that another SQLite program has changed', async () => {
    const store = await written();
    const sql = await initSqlJs();
    const other = new sql.Database(fs.readFileSync(folder.path('daymark.sqlite')));
    assert.equal(other.exec('PRAGMA integrity_check')[0]?.values[0]?.[0], 'ok');
    other.exec('DELETE FROM run');
    fs.writeFileSync(folder.path('daymark.sqlite'), other.export());
    store.refresh();
    assert.equal(store.health().mode, 'ready');
    assert.deepEqual(store.runs(always), []);
  });

  it('skips a journal line whose bytes are others, and counts it', async () => {
    const journal = folder.journal({ writer: 'w' });
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    const path = folder.path('journal', 'w-1.ndjson');
    const good = fs.readFileSync(path);
    // Without a line end, the last line is still being written.
    for (let at = 0; at < good.length - 1; at += 3) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 1;
      fs.writeFileSync(path, bad);
      const store = await folder.store();
      // The empty line may hold anything; of the two headers one is enough.
      assert.ok(store.health().skippedLines >= 1 || allFacts(store).length === facts.length, `byte ${at}`);
      // A line end that is gone takes two lines with it.
      assert.ok(allFacts(store).length >= facts.length - 2, `byte ${at}`);
      store.close();
    }
  });

  it('waits for the end of a line whose writer lives, and gives up that of a dead one', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(span());
    await journal.flush();
    const path = folder.path('journal', 'w-1.ndjson');
    fs.appendFileSync(path, '["t",9,');
    const store = await folder.store();
    assert.equal(store.health().skippedLines, 0);
    const dead = fs.readFileSync(path, 'utf8').split('\n').slice(3).join('\n');
    const { machine } = JSON.parse(`{"machine":${fs.readFileSync(path, 'utf8').split('\n')[0]?.split(',')[5]}}`) as {
      machine: string;
    };
    // No process has a pid this large.
    fs.writeFileSync(
      folder.path('journal', 'v-1.ndjson'),
      encodeLine(['h', 1, 'v', span().start, 2 ** 30, machine, 0]) + dead,
    );
    assert.equal(store.refresh(), true);
    assert.deepEqual(
      store.spans(always).map((fact) => fact.id),
      ['v:1', 'w:1'],
    );
    assert.equal(store.health().skippedLines, 1);
    assert.equal(store.checkpoint().journalsDeleted, 1);
  });

  it('keeps a journal that holds what only a newer version understands', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(span());
    await journal.close();
    const path = folder.path('journal', 'w-1.ndjson');
    fs.appendFileSync(path, encodeLine(['dream', 1, 2]) + encodeLine(['c']));
    const store = await folder.store();
    assert.equal(store.checkpoint().journalsDeleted, 0);
    assert.equal(store.health().skippedLines, 1);
    assert.deepEqual(folder.list('journal'), ['w-1.ndjson']);
  });

  it('leaves a file from a newer version as it is, and shows the journals', async () => {
    await written();
    const sql = await initSqlJs();
    const newer = new sql.Database(fs.readFileSync(folder.path('daymark.sqlite')));
    newer.exec('PRAGMA user_version = 99; DROP TABLE span; CREATE TABLE stretch (id INTEGER)');
    const bytes = Buffer.from(newer.export());
    fs.writeFileSync(folder.path('daymark.sqlite'), bytes);
    const journal = folder.journal();
    journal.append(span({ id: 'later:1' }));
    await journal.close();
    const store = await folder.store();
    assert.equal(store.health().mode, 'read-only-newer');
    assert.deepEqual(
      store.spans(always).map((fact) => fact.id),
      ['later:1'],
    );
    assert.equal(store.checkpoint().outcome, 'read-only');
    assert.deepEqual(fs.readFileSync(folder.path('daymark.sqlite')), bytes);
    assert.equal(folder.list('journal').length, 1);
  });

  it('is read-only, and says so, where nothing can be written', async () => {
    await written();
    const files = faultyFiles((step) => {
      if (step === 'create' || step === 'rename') throw diskFailure('EROFS');
    });
    const journal = folder.journal();
    journal.append(span({ id: 'later:1' }));
    await journal.flush();
    const store = await folder.store({ files });
    assert.equal(store.checkpoint().outcome, 'read-only');
    assert.equal(store.health().mode, 'read-only-folder');
    assert.equal(store.spans(always).length, 2);
  });

  it('changes nothing when the disk is full in the middle of a checkpoint', async () => {
    await written();
    const before = fs.readFileSync(folder.path('daymark.sqlite'));
    const journal = folder.journal();
    journal.append(span({ id: 'later:1' }));
    await journal.flush();
    for (const [step, code] of [
      ['create', 'ENOSPC'],
      ['sync', 'EIO'],
      ['rename', 'EIO'],
    ] as const) {
      const store = await folder.store({
        files: faultyFiles((at, path) => {
          if (at === step && path.includes('.tmp')) throw diskFailure(code);
        }),
      });
      assert.throws(() => store.checkpoint(), { code: code === 'ENOSPC' ? 'storage-full' : 'storage-readonly' });
      assert.deepEqual(fs.readFileSync(folder.path('daymark.sqlite')), before);
      assert.equal(store.spans(always).length, 2);
      assert.deepEqual(
        folder.list().filter((name) => name.endsWith('.tmp') || name.endsWith('.lock')),
        [],
      );
    }
    assert.equal((await folder.store()).checkpoint().outcome, 'done');
  });
});
