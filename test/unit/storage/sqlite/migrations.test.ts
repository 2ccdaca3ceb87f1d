import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import initSqlJs from 'sql.js';
import { schemaVersion } from '../../../../src/storage/sqlite/migrations.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { allFacts, asStored } from '../allFacts.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/storage');

describe('a storage of an earlier version', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  it('is kept as a fixture for every version up to this one', () => {
    const versions = Array.from({ length: schemaVersion }, (_, i) => `v${i + 1}`);
    assert.deepEqual(
      fs
        .readdirSync(fixtures)
        .filter((name) => !name.includes('-'))
        .sort(),
      versions.sort(),
    );
  });

  // A version can have a second fixture with a suffix, such as v6-edited.
  for (const name of fs.readdirSync(fixtures)) {
    const version = name.split('-')[0];
    it(`${name} is read as it was, migrated after a backup, and can be written to`, async () => {
      fs.cpSync(path.join(fixtures, name), folder.folder, { recursive: true });
      const original = fs.readFileSync(folder.path('daymark.sqlite'));
      const expected = asStored(JSON.parse(fs.readFileSync(folder.path('facts.json'), 'utf8')) as Fact[]);
      const store = await folder.store({ backups: { daily: 0, weekly: 0 } });
      assert.equal(store.health().mode, 'ready');
      assert.deepEqual(allFacts(store), expected);
      assert.deepEqual(fs.readFileSync(folder.path('daymark.sqlite')), original, 'reading changes nothing');
      assert.equal(store.checkpoint().outcome, 'done');
      assert.deepEqual(allFacts(await folder.store()), expected);
      if (version !== `v${schemaVersion}`) {
        assert.deepEqual(fs.readFileSync(folder.path('backups', `daymark-2026-03-02-${version}.sqlite`)), original);
      }
      const sql = await initSqlJs({ wasmBinary: fs.readFileSync(wasmPath).buffer as ArrayBuffer });
      const database = new sql.Database(fs.readFileSync(folder.path('daymark.sqlite')));
      const first = (query: string): unknown => database.exec(query)[0]?.values[0]?.[0];
      assert.deepEqual([first('PRAGMA user_version'), first('PRAGMA integrity_check')], [schemaVersion, 'ok']);
      const schema = (of: typeof database): unknown =>
        of.exec('SELECT name, sql FROM sqlite_master ORDER BY name')[0]?.values;
      const fresh = new sql.Database(fs.readFileSync(path.join(fixtures, `v${schemaVersion}`, 'daymark.sqlite')));
      assert.deepEqual(schema(database), schema(fresh), 'a migrated file has the tables of a new one');
    });
  }
});
