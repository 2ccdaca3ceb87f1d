import type { RecordQuery, RecordReader } from '../facts/reader.ts';
import { internalQuery } from '../operations/operation.ts';
import type { Reading } from '../operations/reading.ts';
import type { RecordState } from './recordState.ts';

/** The state of one record, deleted or not. */
export const getRecord = internalQuery(
  'records.get',
  (
    { reader }: Reading,
    { collection, id }: { readonly collection: string; readonly id: string },
  ): RecordState | undefined => reader.record(collection, id),
);

/** A page of the states of records. */
export const listRecords = internalQuery(
  'records.list',
  (
    { reader }: Reading,
    { collection, ...query }: { readonly collection: string } & RecordQuery,
  ): ReturnType<RecordReader['records']> => reader.records(collection, query),
);
