import type { TimeRange } from '../../core/time/days.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { startCollection } from '../../core/facts/taskStarts.ts';
import { fieldValues, type RecordFields } from '../../core/records/recordState.ts';
import type { ErasedRows } from '../erase/eraseRows.ts';
import { fieldsWithoutProject, type ErasedScope } from '../erase/withoutProject.ts';
import { NameTable } from '../facts/nameTable.ts';
import type { Database } from '../sqlite/database.ts';
import { bodiesOf, compactRecord } from './compactRecords.ts';
import { deleteOldFact } from './oldFacts.ts';
import { recordNumber } from './recordTables.ts';
import { StoredRecords } from './storedRecords.ts';

export interface RecordErasure {
  /** A record without a start uses the time of its first change. */
  readonly range?: TimeRange | undefined;
  /** Only those whose first change is from before this instant. */
  readonly before?: number | undefined;
  /** The project whose records are erased; absent for all in the range. */
  readonly of?: ErasedScope;
}

/**
 * Deletes records whole. From those that are kept, what belongs to the project is dropped, and so are overwritten values that do.
 * @returns the number of records that were deleted, and that lost a part
 */
export function eraseRecords(database: Database, sealer: Sealer, { range, before, of }: RecordErasure): ErasedRows {
  const { from, to } = range ?? { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  const overlaps = `ifnull(start, at) < ? AND (ifnull(start, at) >= ? OR "end" > ?) AND at < ${before ?? Number.MAX_SAFE_INTEGER}`;
  // Starts go with their tasks, so they come last.
  const order = `ORDER BY collection = '${startCollection}'`;
  const rows = database.all(`SELECT number, collection, id FROM record WHERE ${overlaps} ${order}`, to, from, from);
  const names = new NameTable(database, sealer);
  const records = new StoredRecords(database, names);
  const erased = of && { ...of, ids: new Set(of.ids) };
  let [count, trimmed] = [0, 0];
  for (const [number, name, key] of rows) {
    const [record, collection, id] = [Number(number), String(name), String(key)];
    const state = erased && records.record(collection, id);
    if (!erased || (state && !fieldsWithoutProject(collection, fieldValues(state), erased))) {
      deleteRecord(database, { collection, id });
      erased?.ids.add(id);
      count++;
      continue;
    }
    const edit = (fields: RecordFields): RecordFields => fieldsWithoutProject(collection, fields, erased) ?? {};
    if (bodiesOf(database, names, record).every(({ fields }) => edit(fields) === fields)) continue;
    if (compactRecord({ database, sealer }, record, edit)) trimmed++;
  }
  return { erased: count > 0 ? { record: count } : {}, trimmed };
}

/** Deletes a record with all of its changes. @returns false if there is none */
export function deleteRecord(database: Database, of: { readonly collection: string; readonly id: string }): boolean {
  const number = recordNumber(database, of.collection, of.id);
  if (number === 0) return false;
  database.run('DELETE FROM record_patch WHERE record = ?', number);
  database.run('DELETE FROM record WHERE number = ?', number);
  deleteOldFact(database, of);
  return true;
}
