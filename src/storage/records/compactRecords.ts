import { columnsOf } from '../../core/records/recordColumns.ts';
import { fieldValues, patchesOf, type RecordFields, type RecordState } from '../../core/records/recordState.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { Interner } from '../facts/interner.ts';
import { NameTable } from '../facts/nameTable.ts';
import { collectGarbage } from '../sqlite/garbage.ts';
import type { Database } from '../sqlite/database.ts';
import { RecordTables } from './recordTables.ts';
import { deleteOldFact } from './oldFacts.ts';
import { fieldsOfBody, StoredRecords } from './storedRecords.ts';

/** A record with fewer patches is left as it is, since rewriting it would gain little. */
const fewPatches = 16;

/**
 * Drops overwritten patches of records. The folded records stay the same, even if a dropped patch arrives again. Records that can't be
 * fully decrypted here are left as they are.
 * @returns true when something was dropped
 */
export function compactRecords(database: Database, sealer: Sealer): boolean {
  const sql = 'SELECT record FROM record_patch GROUP BY record HAVING count(*) >= ?';
  const records = database.all(sql, fewPatches).map(([record]) => Number(record));
  if (records.length === 0 || sealer.canSeal?.() === false) return false;
  return database.transaction(() => {
    const dropped = records.filter((record) => compactRecord({ database, sealer }, record));
    if (dropped.length > 0) collectGarbage(database);
    return dropped.length > 0;
  });
}

interface SealedDatabase {
  readonly database: Database;
  readonly sealer: Sealer;
}

/**
 * Drops overwritten patches of one record.
 * @param edit returns the fields that are to stay, with their values
 * @returns true when something was dropped
 */
export function compactRecord(
  { database, sealer }: SealedDatabase,
  record: number,
  edit?: (fields: RecordFields) => RecordFields,
): boolean {
  const names = new NameTable(database, sealer);
  const [collection, id] = database.first('SELECT collection, id FROM record WHERE number = ?', record) ?? [];
  const state = new StoredRecords(database, names).record(String(collection), String(id));
  const count = database.number('SELECT count(*) FROM record_patch WHERE record = ?', record);
  const patches = state ? patchesOf(edit ? editedState(state, edit) : state) : [];
  if (!state || names.locked > 0 || sealer.canSeal?.() === false) return false;
  if (patches.length >= count && lengthOf(patches) >= lengthOf(bodiesOf(database, names, record))) return false;
  const interner = new Interner(database);
  const tables = new RecordTables(database, interner);
  database.run('DELETE FROM record_patch WHERE record = ?', record);
  deleteOldFact(database, state);
  for (const { fields, ...patch } of patches) {
    const text = JSON.stringify(fields);
    const body = interner.string({ tag: sealer.tag(text), sealed: sealer.seal(text) });
    tables.write({ ...patch, columns: columnsOf(fields), body });
  }
  tables.finish();
  return true;
}

function editedState(state: RecordState, edit: (fields: RecordFields) => RecordFields): RecordState {
  const edited = edit(fieldValues(state));
  const fields = Array.from(state.fields).flatMap(([name, field]): [typeof name, typeof field][] => {
    if (field.value === null) return [[name, field]];
    const value = edited[name];
    return value === undefined ? [] : [[name, { ...field, value }]];
  });
  return { ...state, fields: new Map(fields) };
}

/** Returns the fields of each change of a record that can be opened. */
export function bodiesOf(database: Database, names: NameTable, record: number): { readonly fields: RecordFields }[] {
  const sql = 'SELECT collection, id, body FROM record JOIN record_patch ON record = number WHERE number = ?';
  return database.all(sql, record).flatMap(([collection, id, body]) => {
    const fields = fieldsOfBody(database, names, { collection: String(collection), id: String(id), body });
    return fields ? [{ fields }] : [];
  });
}

function lengthOf(patches: readonly { readonly fields: RecordFields }[]): number {
  return patches.reduce((sum, { fields }) => sum + JSON.stringify(fields).length, 0);
}
