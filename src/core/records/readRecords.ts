import type * as z from 'zod';
import type { RecordQuery, RecordReader } from '../facts/reader.ts';
import type { Reading } from '../operations/reading.ts';
import type { RecordCollection } from './collection.ts';

/** A record as its collection reads it. */
export interface StoredRecord<T> {
  readonly id: string;
  readonly values: T;
}

/** Some of the records that a query asks for. */
export interface RecordPage<T> {
  readonly records: readonly StoredRecord<T>[];
  /** Value of `after` for the next page; absent on the last one. */
  readonly next?: string;
}

/** Reads records of a collection. Those that this version doesn't understand are left out. */
export function readRecords<S extends z.ZodObject>(
  reader: RecordReader,
  collection: RecordCollection<S>,
  query: RecordQuery = {},
): RecordPage<z.output<S>> {
  return readPage(collection, reader.records(collection.name, query));
}

/** Records that `allRecords` reads at once. */
const pageSize = 5000;

/** Reads all records that a query asks for, page by page. Those that this version doesn't understand are left out. */
export function allRecords<S extends z.ZodObject>(
  read: Pick<Reading, 'records'>,
  collection: RecordCollection<S>,
  query: Omit<RecordQuery, 'after' | 'limit'> = {},
): StoredRecord<z.output<S>>[] {
  const found: StoredRecord<z.output<S>>[] = [];
  let after: string | undefined;
  do {
    const page = read.records(collection, { ...query, limit: pageSize, ...(after !== undefined && { after }) });
    found.push(...page.records);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** Reads a page of the states of records, as `readRecords` does. */
export function readPage<S extends z.ZodObject>(
  collection: RecordCollection<S>,
  { states, next }: ReturnType<RecordReader['records']>,
): RecordPage<z.output<S>> {
  const records = states.flatMap((state) => {
    const values = collection.read(state);
    return values ? [{ id: state.id, values }] : [];
  });
  return { records, ...(next !== undefined && { next }) };
}
