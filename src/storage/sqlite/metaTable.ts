import type { Database, SqlValue } from './database.ts';

/** The file's metadata. Times are in milliseconds since the epoch. */
interface Meta {
  demo: number;
  lastCheckpoint: number;
  /** The number of checkpoints so far. */
  checkpoints: number;
  /** The length of the longest span in ms, which is how far before a range queries have to look. */
  longestSpan: number;
  lastBackup: number;
  /** The start of the day in minutes after midnight, for the days in `past_day`. */
  dayStartsAt: number;
  /** Spans that began before this were folded. */
  detailFrom: number;
  /** Sites were forgotten for spans that began before this. */
  sitesFrom: number;
  /** Rows that were damaged and taken out. */
  damagedRows: number;
}

/** Every key of the table. */
export const metaKeys = [
  'demo',
  'lastCheckpoint',
  'checkpoints',
  'longestSpan',
  'lastBackup',
  'dayStartsAt',
  'detailFrom',
  'sitesFrom',
  'damagedRows',
] as const satisfies readonly (keyof Meta)[];

/** The value of a key, 0 while it was never set. */
export function readMeta(database: Database, key: keyof Meta): number {
  return database.number('SELECT value FROM meta WHERE key = ?', key);
}

export function writeMeta(database: Database, key: keyof Meta, value: SqlValue): void {
  database.run('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', key, value);
}

/** Sets a value unless it is as large already. */
export function raiseMeta(database: Database, key: keyof Meta, value: number): void {
  if (value > readMeta(database, key)) writeMeta(database, key, value);
}
