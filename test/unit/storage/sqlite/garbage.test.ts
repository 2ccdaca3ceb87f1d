import assert from 'node:assert/strict';
import { collectGarbage } from '../../../../src/storage/sqlite/garbage.ts';
import { loadSqlite } from '../../../../src/storage/sqlite/database.ts';
import { FactReader } from '../../../../src/storage/facts/factReader.ts';
import { FactTables } from '../../../../src/storage/facts/factTables.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalFile } from '../../../../src/storage/journal/journalFile.ts';
import { migrate } from '../../../../src/storage/sqlite/migrations.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { allFacts } from '../allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { wasmPath } from '../storageFolder.ts';

describe('collecting garbage', () => {
  it('deletes what nothing refers to, and nothing else', async () => {
    const database = (await loadSqlite(wasmPath))();
    migrate(database);
    const encoder = new JournalEncoder({ writer: 'w', base: 0, pid: 1, machine: 'm', demo: false }, plainSealer);
    const untitled = span({ id: 'w:9', start: span().start + 1, scheme: 'untitled' });
    const facts = [
      span(),
      untitled,
      run(),
      diagnostic(),
      state(),
      activity(),
      plan(),
      planTask(),
      document(),
      record(),
    ];
    const lines = encoder.header() + encoder.encode([...facts, document({ rev: 2, body: '{"text":"later"}' })]);
    const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
    const tables = new FactTables(database);
    file.read(Buffer.from(lines), (line) => tables.write(line as never, file.nameOf));
    const before = allFacts(new FactReader(database, plainSealer));
    const names = database.number('SELECT count(*) FROM string');
    collectGarbage(database);
    assert.deepEqual(allFacts(new FactReader(database, plainSealer)), before);
    assert.equal(database.number('SELECT count(*) FROM string'), names - 1);
    database.run('DELETE FROM span');
    collectGarbage(database);
    assert.equal(database.number('SELECT count(*) FROM place'), 2);
  });
});
