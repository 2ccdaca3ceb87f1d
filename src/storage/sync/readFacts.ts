import type { Collection, Fact, RecordFact, SpanFact } from '../../core/facts/facts.ts';
import { dayMs, type TimeRange } from '../../core/time/days.ts';
import type { FactReader } from '../facts/factReader.ts';
import { NameTable } from '../facts/nameTable.ts';
import { isDocument } from '../records/oldFacts.ts';
import { fieldsOfBody } from '../records/storedRecords.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';
import type { Sealer } from '../../core/facts/sealer.ts';

/** The length of a bucket of facts that is scanned at once, in ms. */
export const bucketMs = 30 * dayMs;
/** The prefix of ids of pieces of folded hours. */
const hourMark = 'hour-';

/** Returns the bucket of a fact: by its start, or by its last change if a person can edit it. Stays the same while a span grows. */
export function bucketOf(fact: Fact): number {
  return Math.floor(timeOf(fact) / bucketMs);
}

function timeOf(fact: Fact): number {
  if (fact.type === 'record') return fact.clock.time;
  if ('rev' in fact) return fact.at;
  if (fact.type === 'diagnostic') return fact.introduced;
  return 'start' in fact ? fact.start : fact.at;
}

/** Returns true if a fact is a piece of time whose detail was folded. */
export function isFolded(fact: Fact): fact is SpanFact {
  return fact.type === 'span' && fact.id.startsWith(hourMark);
}

/** Returns the non-empty buckets, earliest first, with their row counts, which reveal facts that arrived late. */
export function countBuckets(database: Database): Map<number, number> {
  const times = [
    ...['span', 'run', 'diagnostic'].map((table) => ['start', table] as const),
    ...['state', 'document'].map((table) => ['at', table] as const),
    ['time', 'record_patch'] as const,
    ['(hour * 3600000 - offset * 60000)', 'hour'] as const,
  ];
  const parts = times.map(
    ([at, table]) => `SELECT CAST(${at} / ${bucketMs} AS INTEGER) AS bucket, count(*) AS n FROM ${table} GROUP BY 1`,
  );
  const sql = `SELECT bucket, sum(n) FROM (${parts.join(' UNION ALL ')}) GROUP BY 1 ORDER BY 1`;
  return new Map(database.map(sql, [], ([bucket, count]) => [Number(bucket), Number(count)]));
}

interface Source {
  readonly database: Database;
  readonly reader: FactReader;
  readonly sealer: Sealer;
}

/**
 * Returns the facts in a range as they are stored, deleted ones included. A name whose key is missing stays as it is.
 * @param also `changed`: runs and problems that began before the range, but lasted into it
 */
export function factsOf({ database, reader, sealer }: Source, range: TimeRange, also?: 'changed'): Fact[] {
  const isWithin = (at: number): boolean => also === 'changed' || (at >= range.from && at < range.to);
  const names = new NameTable(database, sealer);
  return [
    ...reader
      .spans(range)
      .filter(({ start }) => start >= range.from && start < range.to)
      .map(inOneOrder),
    ...reader.runs(range).filter(({ start }) => isWithin(start)),
    ...reader.diagnostics(range).filter(({ introduced }) => isWithin(introduced)),
    ...reader.states(range),
    ...documents(database, names, range),
    ...patches(database, names, range),
  ];
}

/** A folded piece with its fields in the order of any other span, so that the same fact is the same text on every machine. */
function inOneOrder(span: SpanFact): SpanFact {
  if (!isFolded(span)) return span;
  const { type, id, start, end, offset, kind, source, signals, saves, edits, ...place } = span;
  return { type, id, start, end, offset, kind, source, signals, saves, edits, ...place };
}

const deleted = (value: SqlValue | undefined) => (value === 1 ? { deleted: true } : {});

function documents(database: Database, names: NameTable, { from, to }: TimeRange): Fact[] {
  const columns = 'id, rev, at, deleted, collection, start, length, offset, body';
  const sql = `SELECT ${columns} FROM document WHERE at >= ? AND at < ? AND ${isDocument} ORDER BY at, id`;
  return database.map(sql, [from, to], ([id, rev, at, isDeleted, collection, start, length, offset, body]): Fact => ({
    type: 'document',
    id: String(id),
    rev: Number(rev),
    at: Number(at),
    ...deleted(isDeleted),
    collection: String(collection) as Collection,
    start: Number(start),
    end: Number(start) + Number(length),
    offset: Number(offset),
    body: names.body(body),
  }));
}

/** Every change of records by its own clock: the fold of them is the same in any order. */
function patches(database: Database, names: NameTable, { from, to }: TimeRange): RecordFact[] {
  const sql = `SELECT collection, record.id, time, count, writer, body, sealed FROM record_patch
    JOIN record ON record.number = record_patch.record LEFT JOIN string ON string.id = body
    WHERE time >= ? AND time < ? ORDER BY time, count`;
  return database.all(sql, from, to).flatMap(([name, key, time, count, writer, body, sealed]): RecordFact[] => {
    const [collection, id] = [String(name), String(key)];
    const fields = fieldsOfBody(database, names, { collection, id, body, sealed });
    if (!fields) return [];
    const clock = { time: Number(time), count: Number(count), writer: names.writer(writer) };
    return [{ type: 'record', id, collection, clock, fields }];
  });
}
