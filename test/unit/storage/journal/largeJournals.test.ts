import assert from 'node:assert/strict';
import fs from 'node:fs';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { FactTables } from '../../../../src/storage/facts/factTables.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalSet } from '../../../../src/storage/journal/journalSet.ts';
import { loadSqlite } from '../../../../src/storage/sqlite/database.ts';
import { migrate } from '../../../../src/storage/sqlite/migrations.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { span, state } from '../facts.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';

const [spans, growEvery] = [12_000, 40];

describe('a journal with more spans than are held at once', () => {
  let folder: StorageFolder;
  const { start } = span();
  beforeEach(() => {
    folder = new StorageFolder();
    const encoder = new JournalEncoder({ writer: 'w', base: 0, pid: 1, machine: 'm', demo: false }, plainSealer);
    const facts = Array.from({ length: spans }, (_, i) => [
      span({ id: `w:${i + 2}`, start: start + i, end: start + i + 1000 }),
      // The first one keeps growing beside the others, with as many between as a writer still remembers it for.
      ...(i % growEvery === 0 ? [span({ id: 'w:1', end: start + i + 1000 })] : []),
    ]);
    fs.mkdirSync(folder.path('journal'));
    fs.writeFileSync(folder.path('journal', 'w-1.ndjson'), encoder.header() + encoder.encode(facts.flat()));
  });
  afterEach(() => folder.remove());

  it('is read whole, with the growth of a span that began long before', async () => {
    const store = await folder.store();
    const all = store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER });
    assert.equal(all.length, spans + 1);
    assert.equal(all.find(({ id }) => id === 'w:1')?.end, start + spans - growEvery + 1000);
    assert.equal(store.health().skippedLines, 0);
  });

  it('goes into the tables as it is read, so that memory does not grow with it', async () => {
    const database = (await loadSqlite(wasmPath))();
    migrate(database);
    const tables = new FactTables(database);
    const events: string[] = [];
    const write = tables.write.bind(tables);
    tables.write = (line, nameOf) => {
      events.push(line.type);
      return write(line, nameOf);
    };
    // The last thing that is read is a state, which is written at once.
    const encoder = new JournalEncoder({ writer: 'v', base: 0, pid: 1, machine: 'm', demo: false }, plainSealer);
    fs.appendFileSync(folder.path('journal', 'w-1.ndjson'), encoder.encode([state({ id: 'w:99999' })]));
    new JournalSet(nodeFiles, folder.path('journal'), () => start).apply(database, tables);
    assert.equal(events.indexOf('state'), 10_000);
    database.close();
  });
});
