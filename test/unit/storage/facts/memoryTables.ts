import type { Fact } from '../../../../src/core/facts/facts.ts';
import { FactReader } from '../../../../src/storage/facts/factReader.ts';
import { FactTables } from '../../../../src/storage/facts/factTables.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalFile } from '../../../../src/storage/journal/journalFile.ts';
import { loadSqlite, type Database } from '../../../../src/storage/sqlite/database.ts';
import { migrate } from '../../../../src/storage/sqlite/migrations.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { wasmPath } from '../storageFolder.ts';

/** The tables of a database in memory, which facts reach by the way of a journal. */
export interface MemoryTables {
  readonly database: Database;
  readonly reader: FactReader;
  write(...facts: Fact[]): void;
}

export async function openMemoryTables(): Promise<MemoryTables> {
  const database = (await loadSqlite(wasmPath))();
  migrate(database);
  return {
    database,
    reader: new FactReader(database, plainSealer),
    write: (...facts) => {
      const header = { writer: 'w', base: 0, pid: 1, machine: 'm', demo: false };
      const encoder = new JournalEncoder(header, plainSealer);
      const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
      const tables = new FactTables(database);
      file.read(Buffer.from(encoder.header() + encoder.encode(facts)), (line) =>
        tables.write(line as Parameters<FactTables['write']>[0], file.nameOf),
      );
      tables.finish();
    },
  };
}
