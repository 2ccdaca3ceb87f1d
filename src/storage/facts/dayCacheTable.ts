import { createHash, randomInt } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DayBasis, DayCache, KeptDay } from '../../core/time/dayCache.ts';
import { dayMs, dayOf, daysBetween, hourMs } from '../../core/time/days.ts';
import type { Day, TimeRange } from '../../core/time/days.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { Database } from '../sqlite/database.ts';
import { readMeta, writeMeta } from '../sqlite/metaTable.ts';
import { KeptAnswers } from './keptAnswers.ts';

/** An event within this time of a day's first or last instant may affect the day, since gaps and waits are bridged across it. */
const marginMs = hourMs;
/** A fact that lasts longer than this (because of a wrong clock) affects the days up to here. */
const longestMs = 400 * dayMs;

/**
 * Charts go back a year, and a look back may begin a year ago. Older days are computed when needed, so that the file doesn't grow with
 * them.
 */
const daysKept = 800;

interface Options extends DayBasis {
  readonly codeVersion: string;
  readonly sealer: Sealer;
  /** Returns true if a name that was needed could not be opened. */
  readonly isLocked: () => boolean;
}

/** The table that caches finished days. It is saved with the next checkpoint, and needs none of its own. */
export class DayCacheTable implements DayCache {
  readonly #database: Database;
  readonly #options: Options;
  readonly #basis: string;

  constructor(database: Database, options: Options) {
    this.#database = database;
    this.#options = options;
    // Hashed, since a person's own rules have names in them.
    const basis = createHash('sha256').update(JSON.stringify([options.codeVersion, options.settings]));
    this.#basis = basis.digest('base64url').slice(0, 16);
  }

  read(from: Day, to: Day): ReadonlyMap<Day, KeptDay> {
    const sql = 'SELECT day, mark FROM past_day WHERE day BETWEEN ? AND ? AND what = ? AND basis = ?';
    const rows = this.#database.all(sql, from, to, this.#options.of, this.#basis);
    return new Map(
      rows.map(([day, mark]) => [
        String(day),
        { mark: Number(mark), text: () => this.#text(String(day), Number(mark)) },
      ]),
    );
  }

  keep(texts: ReadonlyMap<Day, string>): ReadonlyMap<Day, number> {
    const { of, dayStartsAt, isByName, isLocked, sealer } = this.#options;
    const marks = new Map<Day, number>();
    if (texts.size === 0) return marks;
    const isEmpty = isByName && (isLocked() || sealer.canSeal?.() === false);
    this.#database.run('DELETE FROM past_day WHERE what = ? AND basis <> ?', of, this.#basis);
    // The start of the day determines which days a fact belongs to, so the cache is invalid for any other.
    if (readMeta(this.#database, 'dayStartsAt') !== dayStartsAt) forgetDays(this.#database);
    writeMeta(this.#database, 'dayStartsAt', dayStartsAt);
    for (const [day, text] of texts) {
      const mark = randomInt(2 ** 47);
      const body = isEmpty ? null : this.#close(text);
      this.#database.run('INSERT OR REPLACE INTO past_day VALUES (?, ?, ?, ?, ?)', day, of, this.#basis, mark, body);
      marks.set(day, mark);
    }
    const latest = '(SELECT max(day) FROM past_day)';
    this.#database.run(`DELETE FROM past_day WHERE day < date(${latest}, '-${daysKept} days')`);
    return marks;
  }

  #text(day: Day, mark: number): string | undefined {
    const sql = 'SELECT body FROM past_day WHERE day = ? AND what = ? AND mark = ?';
    const body = this.#database.first(sql, day, this.#options.of, mark)?.[0];
    if (!(body instanceof Uint8Array)) return undefined;
    if (this.#options.of === 'score') return Buffer.from(body).toString();
    const packed = this.#options.sealer.openBytes(body);
    return packed && inflateRawSync(packed).toString();
  }

  #close(text: string): Uint8Array {
    if (this.#options.of === 'score') return Buffer.from(text);
    return this.#options.sealer.seal(deflateRawSync(text));
  }
}

/** Clears the cache of all days, after facts were removed. */
export function forgetDays(database: Database): void {
  database.run('DELETE FROM past_day');
}

/** Collects the days that writes affect. */
export class TouchedDays {
  readonly #database: Database;
  readonly #records: KeptAnswers;
  readonly #days = new Set<Day>();
  /** Offsets of the written facts and of the ones they replaced. */
  readonly #offsets = new Set<number>();
  #range: TimeRange = nothing;
  #dayStartsAt: number | undefined;
  /** Most facts are of the day that the one before was of. */
  #last = '';

  constructor(database: Database) {
    this.#database = database;
    this.#records = new KeptAnswers(() => database.versionOf(['record']));
  }

  /** @param offset minutes east of UTC that held there */
  add(start: number, end: number, offset: number): void {
    this.#offsets.add(offset);
    this.#dayStartsAt ??= readMeta(this.#database, 'dayStartsAt');
    const until = Math.min(Math.max(start, end), start + longestMs);
    this.#range = { from: Math.min(this.#range.from, start), to: Math.max(this.#range.to, until) };
    const from = dayOf(start - marginMs, offset, this.#dayStartsAt);
    const to = dayOf(until + marginMs, offset, this.#dayStartsAt);
    if (this.#last === `${from} ${to}`) return;
    this.#last = `${from} ${to}`;
    for (const day of daysBetween(from, to)) this.#days.add(day);
  }

  addDay(day: Day): void {
    this.#days.add(day);
  }

  /** Clears the cache of the collected days. */
  forget(): void {
    if (this.#days.size > 0 && this.#database.first('SELECT 1 FROM past_day')) {
      for (const day of this.#days) this.#database.run('DELETE FROM past_day WHERE day = ?', day);
      this.#forgetAcross();
    }
    this.#days.clear();
    this.#offsets.clear();
    this.#range = nothing;
    this.#last = '';
    this.#dayStartsAt = undefined;
  }

  /**
   * A fact takes or bridges time of facts that may belong to another day by their own offset. With several offsets, every day that the time
   * may belong to is cleared.
   */
  #forgetAcross(): void {
    const { from, to } = this.#range;
    if (from > to) return;
    const lengths = [readMeta(this.#database, 'longestSpan'), this.#longestRecord()];
    const longest = Math.min(longestMs, Math.max(dayMs, ...lengths));
    const range = [from - longest, to + marginMs];
    const hours = range.map((at) => Math.floor(at / hourMs));
    const facts = ['span', 'run'].map((table) => `SELECT offset FROM ${table} WHERE start BETWEEN ? AND ?`);
    const offsets = [...facts, 'SELECT utcOffset FROM record WHERE utcOffset IS NOT NULL AND start BETWEEN ? AND ?'];
    const sql = `${offsets.join(' UNION ')} UNION SELECT offset FROM hour WHERE hour BETWEEN ? - 14 AND ? + 14`;
    const rows = this.#database.all(sql, ...range, ...range, ...range, ...hours);
    if (new Set([...this.#offsets, ...rows.map(([offset]) => Number(offset))]).size < 2) return;
    const { from: first, to: last } = { from: dayOf(from - marginMs, -2160), to: dayOf(to + marginMs, 840) };
    this.#database.run('DELETE FROM past_day WHERE day BETWEEN ? AND ?', first, last);
  }

  /** Looks at all records, and a growing span is taken in each second. */
  #longestRecord(): number {
    const sql = 'SELECT max("end" - start) FROM record WHERE utcOffset IS NOT NULL';
    return this.#records.answer('longest', () => this.#database.number(sql));
  }
}

const nothing: TimeRange = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
