import { linkOldFacts } from '../records/oldFacts.ts';
import { foldColumns } from '../records/recordTables.ts';
import type { Database } from '../sqlite/database.ts';
import { metaKeys, readMeta, writeMeta } from '../sqlite/metaTable.ts';
import { takeOutDamagedRows } from './damagedRows.ts';
import { isInstant } from '../../core/facts/factLimits.ts';
import { forgetDays } from './dayCacheTable.ts';
import { measureLongest } from './longestFacts.ts';

/**
 * Makes a database safe to ask that something else than this version may have written to: takes out damaged rows, and works out again what
 * Daymark can work out. Throws an error of SQLite when a table or a column is missing.
 * @returns the number of damaged rows
 */
export function repairTables(database: Database): number {
  return database.transaction(() => {
    const damaged =
      takeOutDamagedRows(database) + repairWriters(database) + repairRecords(database) + repairMeta(database);
    forgetDays(database);
    if (damaged > 0) writeMeta(database, 'damagedRows', readMeta(database, 'damagedRows') + damaged);
    return damaged;
  });
}

/** A writer whose row is lost gets another name, so that its number is not reused by a new writer, whose facts would have the same ids. */
function repairWriters(database: Database): number {
  const stand = "'lost-' || id || '-' || lower(hex(randomblob(4)))";
  database.run(`UPDATE writer SET name = ${stand} WHERE typeof(name) <> 'text' OR name = ''`);
  let damaged = database.changes();
  database.run("UPDATE writer SET folded = -1 WHERE typeof(folded) <> 'integer' OR folded < -1");
  damaged += database.changes();
  const used = ['span', 'run', 'diagnostic', 'state', 'record_patch'].map(
    (table) => `SELECT writer AS id FROM ${table}`,
  );
  const lost = `SELECT DISTINCT id FROM (${used.join(' UNION ALL ')}) WHERE id NOT IN (SELECT id FROM writer)`;
  database.run(`INSERT INTO writer (id, name) SELECT id, ${stand} FROM (${lost})`);
  return damaged + database.changes();
}

/** Drops changes of records that are gone and records without changes, and works the columns out of the changes. */
function repairRecords(database: Database): number {
  database.run('DELETE FROM record_patch WHERE record NOT IN (SELECT number FROM record)');
  let damaged = database.changes();
  database.run('DELETE FROM record WHERE number NOT IN (SELECT record FROM record_patch)');
  damaged += database.changes();
  database.run('UPDATE record_patch SET columns = NULL WHERE columns IS NOT NULL AND NOT json_valid(columns)');
  damaged += database.changes();
  // It is worked out below, and must be a number until then. SQLite takes it that a column without NULL has none, so that isn't asked.
  database.run("UPDATE record SET at = 0 WHERE typeof(at) <> 'integer'");
  linkOldFacts(database);
  database.run('UPDATE record SET at = (SELECT min(time) FROM record_patch WHERE record = number)');
  for (const [number] of database.all('SELECT number FROM record')) foldColumns(database, Number(number));
  return damaged;
}

/** Removes impossible metadata, and measures the bounds that queries rely on. */
function repairMeta(database: Database): number {
  let damaged = 0;
  for (const key of metaKeys) {
    const value = database.first('SELECT value FROM meta WHERE key = ?', key)?.[0];
    if (value === undefined || isInstant(value)) continue;
    database.run('DELETE FROM meta WHERE key = ?', key);
    damaged++;
  }
  measureLongest(database);
  const minutesOfDay = 1440;
  if (readMeta(database, 'dayStartsAt') >= minutesOfDay) writeMeta(database, 'dayStartsAt', 0);
  // Folded hours are read only when this is set.
  const folded = database.number('SELECT (max(hour) + 1) * 3600000 FROM hour');
  if (readMeta(database, 'detailFrom') === 0 && folded > 0) writeMeta(database, 'detailFrom', folded);
  return damaged;
}
