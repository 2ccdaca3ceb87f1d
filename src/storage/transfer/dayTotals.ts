import { dayMs, dayOf, hourMs, minuteMs } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import type { Fact, SpanFact } from '../../core/facts/facts.ts';
import { codeOf } from '../facts/codes.ts';
import { forgetDays } from '../facts/dayCacheTable.ts';
import { splitId } from '../facts/factId.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';

const totalWriter = 'wakatime-total-';

/** Returns the id of a part of a day's total. It contains the total, so that a later dump of an unfinished day differs. */
export function totalId(day: Day, seconds: number, index: number): string {
  return `${totalWriter}${day}:${seconds * 1000 + index}`;
}

/** Returns the number of days that have totals among spans. */
export function daysOfTotals(spans: Iterable<SpanFact>): number {
  const days = new Set<string>();
  for (const { id } of spans) if (id.startsWith(totalWriter)) days.add(splitId(id).writer);
  return days.size;
}

function secondsOf(n: number): number {
  return Math.floor(n / 1000);
}

/** A row that no longer counts, and its previous values: length and signals of a span, signals and shape of a folded hour. */
export type HiddenRow =
  | readonly [table: 'span', start: number, writer: string, n: number, length: number, signals: number]
  | readonly [table: 'hour', key: readonly SqlValue[], signals: number, shape: string | null];

/** The program that wrote the file. */
export type ImportedFrom = 'daymark' | 'wakatime' | 'activitywatch';

const hourKey = 'hour = ? AND offset = ? AND kind = ? AND source = ? AND place = ?';
const writerIs = 'writer = (SELECT id FROM writer WHERE name = ?)';
/** Finds a span by its start, its writer's name, and its number. */
export const spanKey = `start = ? AND ${writerIs} AND n = ?`;

/**
 * Prevents a day's total from being counted in addition to the details of that day: a day that holds anything else is left as it is, and a total
 * gives way to heartbeats that come later, or to a greater total of the same day. (In one of our own exports a total may coexist with what
 * was recorded later in the day, so it gives way to heartbeats only.)
 */
export class ImportedDayTotals {
  readonly #database: Database;
  readonly #isOwn: boolean;
  readonly #verdicts = new Map<string, boolean>();
  /** Days with heartbeats, with their offset. */
  readonly #detailed = new Map<Day, number>();
  readonly #hidden: HiddenRow[] = [];

  constructor(database: Database, from: ImportedFrom) {
    this.#database = database;
    this.#isOwn = from === 'daymark';
  }

  /** Call this for each fact before adding it: returns true if it belongs to a total that is not to be imported. */
  isLeftOut(fact: Fact): boolean {
    if (fact.type !== 'span' || !fact.id.startsWith('wakatime-')) return false;
    if (!fact.id.startsWith(totalWriter)) {
      if (fact.signals > 0) this.#detailed.set(dayOf(fact.start, fact.offset), fact.offset);
      return false;
    }
    const { writer, n } = splitId(fact.id);
    const key = `${writer} ${secondsOf(n)}`;
    const known = this.#verdicts.get(key) ?? this.#judge(fact, writer, secondsOf(n));
    this.#verdicts.set(key, known);
    return known;
  }

  /** Call this after everything was added. @returns the rows that gave way */
  finish(): readonly HiddenRow[] {
    for (const [day, offset] of this.#detailed) {
      this.#hideSpans(day, offset);
      this.#hideHours(day);
    }
    if (this.#hidden.length > 0) forgetDays(this.#database);
    return this.#hidden;
  }

  #judge(fact: SpanFact, writer: string, seconds: number): boolean {
    const day = dayOf(fact.start, fact.offset);
    if (this.#isKnownInDetail(day, fact.offset)) return true;
    const { from, to } = rangeOf(day, fact.offset);
    const sql = `SELECT max(n) FROM span WHERE start >= ? AND start < ? AND signals > 0 AND ${writerIs}`;
    if (secondsOf(this.#database.number(sql, from, to, writer)) >= seconds) return true;
    this.#hideSpans(day, fact.offset);
    return false;
  }

  #isKnownInDetail(day: Day, offset: number): boolean {
    const { from, to } = rangeOf(day, offset);
    const isOther = this.#isOwn
      ? `name LIKE 'wakatime-%' AND name NOT LIKE '${totalWriter}%'`
      : `name NOT LIKE '${totalWriter}%'`;
    const sql = `SELECT count(*) FROM span JOIN writer ON writer.id = writer WHERE start >= ? AND start < ? AND signals > 0 AND ${isOther}`;
    return this.#database.number(sql, from, to) > 0 || (!this.#isOwn && this.#hours(day, '>= 0').length > 0);
  }

  #hideSpans(day: Day, offset: number): void {
    const { from, to } = rangeOf(day, offset);
    const writer = `${totalWriter}${day}`;
    const where = `start >= ? AND start < ? AND ${writerIs} AND (length > 0 OR signals > 0)`;
    const rows = this.#database.all(`SELECT start, n, length, signals FROM span WHERE ${where}`, from, to, writer);
    for (const row of rows) {
      const [start = 0, n = 0, length = 0, signals = 0] = row.map(Number);
      this.#hidden.push(['span', start, writer, n, length, signals]);
      this.#database.run(`UPDATE span SET length = 0, signals = 0 WHERE ${spanKey}`, start, writer, n);
    }
  }

  /** Only totals are spans that nobody observed, so a folded hour of that source belongs to one. */
  #hideHours(day: Day): void {
    for (const row of this.#hours(day, `= ${Number(codeOf('source', 'manual'))}`)) {
      const [key, signals, shape] = [row.slice(0, 5), Number(row[5]), row[6]];
      this.#hidden.push([
        'hour',
        key,
        signals,
        shape instanceof Uint8Array ? Buffer.from(shape).toString('hex') : null,
      ]);
      this.#database.run(`UPDATE hour SET signals = 0, shape = NULL WHERE ${hourKey}`, ...key);
    }
  }

  /** Folded hours of a day by the clock on its wall. */
  #hours(day: Day, source: string): readonly (readonly SqlValue[])[] {
    const first = Date.parse(day) / hourMs;
    const columns = 'hour, offset, kind, source, place, signals, shape';
    const sql = `SELECT ${columns} FROM hour WHERE hour >= ? AND hour < ? AND signals > 0 AND source ${source}`;
    return this.#database.all(sql, first, first + 24);
  }
}

/** Makes rows count again. */
export function showAgain(database: Database, hidden: readonly HiddenRow[]): void {
  for (const row of hidden) {
    if (row[0] === 'span') {
      const [, start, writer, n, length, signals] = row;
      database.run(`UPDATE span SET length = ?, signals = ? WHERE ${spanKey}`, length, signals, start, writer, n);
    } else {
      const [, key, signals, shape] = row;
      const bytes = shape === null ? null : Buffer.from(shape, 'hex');
      database.run(`UPDATE hour SET signals = ?, shape = ? WHERE ${hourKey}`, signals, bytes, ...key);
    }
  }
}

/** Returns true if a hidden row is still in its table. */
export function isHiddenThere(database: Database, row: HiddenRow): boolean {
  const [where, params] = row[0] === 'span' ? [spanKey, row.slice(1, 4) as SqlValue[]] : [hourKey, [...row[1]]];
  return database.first(`SELECT 1 FROM ${row[0]} WHERE ${where}`, ...params) !== undefined;
}

/** A day from midnight to midnight, by an offset: WakaTime's days know no other start. */
function rangeOf(day: Day, offset: number): { from: number; to: number } {
  const from = Date.parse(day) - offset * minuteMs;
  return { from, to: from + dayMs };
}
