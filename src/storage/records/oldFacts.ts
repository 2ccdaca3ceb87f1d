import { activityCollection } from '../../core/facts/activities.ts';
import { correctionCollection } from '../../core/facts/corrections.ts';
import type { Collection } from '../../core/facts/facts.ts';
import { civilDay, planCollection, planTaskCollection } from '../../core/facts/plans.ts';
import { isRecordFields, recordFieldsOf } from '../../core/records/recordChecks.ts';
import { startCollection } from '../../core/facts/taskStarts.ts';
import { clockOfOld, fieldsOfOld, judgementCollection } from '../../core/facts/oldFacts.ts';
import type { RecordColumns } from '../../core/records/recordColumns.ts';
import type { RecordFields } from '../../core/records/recordState.ts';
import { wordOf } from '../facts/codes.ts';
import { Interner } from '../facts/interner.ts';
import type { NameTable } from '../facts/nameTable.ts';
import type { Database, SqlRow } from '../sqlite/database.ts';
import { foldColumns, recordNumber, RecordTables } from './recordTables.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/**
 * Activities, corrections, plans, and other things were facts with a revision. Their rows are still read and written: each is the body of one patch of its record. So an old
 * fact becomes a change without a key, the highest revision stays the one that counts, and one that arrives late takes its place among the changes
 * made since. This is the number of the body of such a patch.
 */
export const oldBody = 0;

type Id = { readonly collection: string; readonly id: string };

interface OldTable {
  readonly table: 'activity' | 'document' | 'plan' | 'plan_task';
  readonly where: string;
  readonly columns: string;
  /** The columns of the record, as its fields have them. */
  readonly inClear: (row: SqlRow) => RecordColumns;
  readonly fields: (names: NameTable, row: SqlRow) => RecordFields;
}

const time = 'at, rev, deleted, start, length, offset';

const oldTables: Readonly<Record<string, OldTable>> = {
  [activityCollection]: {
    table: 'activity',
    where: '1',
    columns: `${time}, kind, errors, title, notes, project`,
    inClear: (row) => ({ ...timeOfRow(row), kind: wordOf('kind', Number(row[6])) }),
    fields: (names, row) => {
      const [kind, errors, title, notes, project] = row.slice(6);
      const [titleText, notesText, projectText] = [title, notes, project].map((name) => names.known(name));
      return {
        ...timeOfRow(row),
        ...(row[2] === 1 && { deleted: true }),
        kind: wordOf('kind', Number(kind)),
        errors: Number(errors),
        // A name whose key is missing is not a value: it must never win over the real one elsewhere.
        ...(titleText !== undefined && { title: titleText }),
        ...(notesText !== undefined && { notes: notesText }),
        ...(projectText !== undefined && { project: projectText }),
      };
    },
  },
  [planCollection]: {
    table: 'plan',
    where: '1',
    columns: 'at, rev, deleted, day, provider, capacity, body',
    inClear: (row) => civilDay(String(row[3])),
    fields: (names, row) => ({
      ...civilDay(String(row[3])),
      ...(row[2] === 1 && { deleted: true }),
      provider: wordOf('provider', Number(row[4])),
      capacityMinutes: Number(row[5]),
      ...recordFieldsOf(names.body(row[6])),
    }),
  },
  [planTaskCollection]: {
    table: 'plan_task',
    where: '1',
    columns: 'at, rev, deleted, day, position, priority, minutes, done_at, source, title, project, evidence',
    inClear: (row) => ({ ...civilDay(String(row[3])), sort: Number(row[4]) }),
    fields: (names, row) => {
      const [priority, minutes, doneAt, source, title, project, evidence] = row.slice(5);
      const texts = { title: names.known(title), project: names.known(project), evidence: names.json(evidence) };
      const known = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
      return {
        ...civilDay(String(row[3])),
        sort: Number(row[4]),
        ...(row[2] === 1 && { deleted: true }),
        priority: wordOf('priority', Number(priority)),
        minutes: Number(minutes),
        ...(typeof doneAt === 'number' && { doneAt }),
        source: wordOf('provider', Number(source)),
        ...(isRecordFields(known) && known),
      };
    },
  },
  [correctionCollection]: oldDocument('corrections'),
  [startCollection]: oldDocument('starts'),
  [judgementCollection]: {
    ...oldDocument('insights', "id GLOB 'judged:*'"),
    inClear: (row) => ({ start: timeOfRow(row).start }),
  },
};

function oldDocument(collection: Collection, where = '1'): OldTable {
  return {
    table: 'document',
    where: `collection = '${collection}' AND ${where}`,
    columns: `${time}, body`,
    inClear: timeOfRow,
    fields: (names, row) => {
      const [at, , deleted, start, length, offset, body] = row;
      const times = {
        at: Number(at),
        start: Number(start),
        end: Number(start) + Number(length),
        offset: Number(offset),
      };
      const document = { type: 'document', collection, body: names.body(body) } as const;
      return fieldsOfOld({ ...document, ...times, deleted: deleted === 1 });
    },
  };
}

/** The condition on the rows of `document` that are no old form of a record. */
export const isDocument =
  "collection NOT IN ('corrections', 'starts') AND NOT (collection = 'insights' AND id GLOB 'judged:*')";

/** Returns the fields of a record's old form; undefined if there is none. */
export function oldFields(database: Database, names: NameTable, { collection, id }: Id): RecordFields | undefined {
  const old = ownValue(oldTables, collection);
  const row = old && database.first(`SELECT ${old.columns} FROM ${old.table} WHERE id = ? AND ${old.where}`, id);
  return row && old.fields(names, row);
}

/** Links the old form of a record to it, after its row was written. Records without one are left as they are. */
export function linkOldFact(database: Database, tables: RecordTables, { collection, id }: Id): void {
  const old = ownValue(oldTables, collection);
  if (!old) return;
  const record = recordNumber(database, collection, id);
  if (record > 0) database.run('DELETE FROM record_patch WHERE record = ? AND body = ?', record, oldBody);
  const row = database.first(`SELECT ${old.columns} FROM ${old.table} WHERE id = ? AND ${old.where}`, id);
  if (!row) return;
  const [at, rev] = row.map(Number);
  const columns: RecordColumns = { ...old.inClear(row), ...(row[2] === 1 && { deleted: 1 }) };
  tables.write({ collection, id, clock: clockOfOld({ at: at ?? 0, rev: rev ?? 0 }), columns, body: oldBody });
}

/** Links all old forms to their records. To be called after rows were put in, taken out, or put back. */
export function linkOldFacts(database: Database): void {
  const linked = database
    .all('SELECT record FROM record_patch WHERE body = ?', oldBody)
    .map(([record]) => Number(record));
  database.run('DELETE FROM record_patch WHERE body = ?', oldBody);
  const tables = new RecordTables(database, new Interner(database));
  for (const [collection, { table, where }] of Object.entries(oldTables)) {
    for (const [id] of database.all(`SELECT id FROM ${table} WHERE ${where}`))
      linkOldFact(database, tables, { collection, id: String(id) });
  }
  tables.finish();
  for (const record of linked) {
    foldColumns(database, record);
    database.run('DELETE FROM record WHERE number = ? AND number NOT IN (SELECT record FROM record_patch)', record);
  }
}

/** Deletes the old form of a record; its patches are left to the caller. */
export function deleteOldFact(database: Database, { collection, id }: Id): void {
  const old = ownValue(oldTables, collection);
  if (old) database.run(`DELETE FROM ${old.table} WHERE id = ? AND ${old.where}`, id);
}

function timeOfRow(row: SqlRow): { readonly start: number; readonly end: number; readonly utcOffset: number } {
  const [start, length, utcOffset] = row.slice(3, 6).map(Number) as [number, number, number];
  return { start, end: start + length, utcOffset };
}
