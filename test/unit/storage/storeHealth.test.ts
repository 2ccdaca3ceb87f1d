import assert from 'node:assert/strict';
import fs from 'node:fs';
import { layoutOf } from '../../../src/storage/disk/layout.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { writeMeta } from '../../../src/storage/sqlite/metaTable.ts';
import { schemaVersion } from '../../../src/storage/sqlite/migrations.ts';
import { contentHealth, diskHealth } from '../../../src/storage/storeHealth.ts';
import { openMemoryTables } from './facts/memoryTables.ts';
import { run, span } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

describe('the health check of the storage', () => {
  it('has the size of the file, the journals, and what was set aside', () => {
    const folder = new StorageFolder();
    try {
      const layout = layoutOf(folder.folder);
      const totals = { journals: 3, bytes: 70, skipped: 2, unreadable: ['x.ndjson'], writers: 1 };
      const health = {
        folder: folder.folder,
        fileBytes: 0,
        journals: 3,
        journalBytes: 70,
        skippedLines: 2,
        unreadableJournals: ['x.ndjson'],
        writersAlive: 1,
        setAside: [],
      };
      assert.deepEqual(diskHealth(nodeFiles, layout, totals), health);
      const aside = 'daymark.sqlite.damaged-2026-03-02';
      for (const name of ['daymark.sqlite', aside, `${aside}-2`, `${aside}.x.tmp`, 'other.damaged-2026-03-02'])
        fs.writeFileSync(folder.path(name), 'four');
      const expected = { ...health, fileBytes: 4, setAside: [aside, `${aside}-2`] };
      assert.deepEqual(diskHealth(nodeFiles, layout, totals), expected);
    } finally {
      folder.remove();
    }
  });

  it('has the number of facts, and times only where there are any', async () => {
    const { database, reader, write } = await openMemoryTables();
    const health = { schemaVersion, facts: 0, demo: false, lockedNames: 0, damagedRows: 0 };
    assert.deepEqual(contentHealth(database, reader), health);
    write(span(), run());
    writeMeta(database, 'damagedRows', 5);
    writeMeta(database, 'demo', 1);
    const more = { ...health, facts: 2, demo: true, damagedRows: 5 };
    assert.deepEqual(contentHealth(database, reader), more);
    writeMeta(database, 'lastCheckpoint', 1);
    assert.deepEqual(contentHealth(database, reader), { ...more, lastCheckpoint: 1 });
    writeMeta(database, 'detailFrom', 1);
    assert.deepEqual(contentHealth(database, reader), { ...more, lastCheckpoint: 1, detailFrom: 1 });
    database.close();
  });
});
