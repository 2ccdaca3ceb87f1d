import type { TimeRange } from '../../core/time/days.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { fieldValues } from '../../core/records/recordState.ts';
import type { ErasedRows } from '../erase/eraseRows.ts';
import type { ProjectScope } from '../erase/projectScope.ts';
import { NameTable } from '../facts/nameTable.ts';
import type { Database } from '../sqlite/database.ts';
import { bodiesOf, compactRecord } from './compactRecords.ts';
import { deleteOldFact } from './oldFacts.ts';
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
      deleteOldFact(database, { collection: String(collection), id: String(id) });
      erased++;
    } else if (bodiesOf(database, names, record).some(({ fields }) => isOfProject(fields, scope))) {
      if (compactRecord(database, sealer, record)) trimmed++;
    }
  }
  return { erased: erased > 0 ? { record: erased } : {}, trimmed };
}

/** A record that names its project is of that one, and one that counts as time of no other; any other is when it mentions it anywhere. */
function isOfProject(fields: object, scope: ProjectScope): boolean {
  const { project, utcOffset } = fields as { readonly project?: unknown; readonly utcOffset?: unknown };
  if (typeof project === 'string') return scope.isWithin(project);
  return utcOffset === undefined && scope.isMentionedIn(fields);
}
