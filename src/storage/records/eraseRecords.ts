import { jsonOf } from '../../core/base/jsonOf.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { isRecordFields } from '../../core/records/recordChecks.ts';
import { fieldValues } from '../../core/records/recordState.ts';
import type { ErasedRows } from '../erase/eraseRows.ts';
import type { ProjectScope } from '../erase/projectScope.ts';
import { NameTable } from '../facts/nameTable.ts';
import type { Database } from '../sqlite/database.ts';
import { compactRecord } from './compactRecords.ts';
import { StoredRecords } from './storedRecords.ts';

export interface RecordErasure {
  /** Of a record without a start, the time of its first change counts. */
  readonly range?: TimeRange | undefined;
  /** The project whose records are erased. Absent: all in the range. */
  readonly scope?: ProjectScope;
}

/**
 * Deletes records whole. From those that are kept, values that were overwritten and belong to the project are dropped.
 * @returns how many were deleted, and from how many something was dropped
 */
export function eraseRecords(database: Database, sealer: Sealer, { range, scope }: RecordErasure): ErasedRows {
  const { from, to } = range ?? { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  const overlaps = 'ifnull(start, at) < ? AND (ifnull(start, at) >= ? OR "end" > ?)';
  const rows = database.all(`SELECT number, collection, id FROM record WHERE ${overlaps}`, to, from, from);
  const names = new NameTable(database, sealer);
  const records = new StoredRecords(database, names);
  let [erased, trimmed] = [0, 0];
  for (const [number, collection, id] of rows) {
    const record = Number(number);
    const state = scope && records.record(String(collection), String(id));
    if (!scope || (state && isOfProject(fieldValues(state), scope))) {
      database.run('DELETE FROM record_patch WHERE record = ?', record);
      database.run('DELETE FROM record WHERE number = ?', record);
      erased++;
    } else if (bodiesOf(database, names, record).some((fields) => isOfProject(fields, scope))) {
      if (compactRecord(database, sealer, record)) trimmed++;
    }
  }
  return { erased: erased > 0 ? { record: erased } : {}, trimmed };
}

/** A record that names its project is of that one; another is when it mentions it anywhere. */
function isOfProject(fields: object, scope: ProjectScope): boolean {
  const { project } = fields as { readonly project?: unknown };
  return typeof project === 'string' ? scope.isWithin(project) : scope.isMentionedIn(fields);
}

/** The fields of each change of a record. */
function bodiesOf(database: Database, names: NameTable, record: number): object[] {
  const rows = database.all('SELECT body FROM record_patch WHERE record = ?', record);
  return rows.flatMap(([body]) => {
    const fields = jsonOf(names.body(body));
    return isRecordFields(fields) ? [fields] : [];
  });
}
