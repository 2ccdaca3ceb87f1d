import { sources } from '../../core/facts/activity.ts';
import { dayMs, hourMs } from '../../core/time/days.ts';
import { unionOf } from '../../core/time/intervals.ts';
import { wordOf } from '../facts/codes.ts';
import type { Database } from '../sqlite/database.ts';
import { addCounts, decodeCounts } from '../facts/editCounts.ts';
import { collectGarbage } from '../sqlite/garbage.ts';
import type { HourKey, HourRow } from './hourRows.ts';
import { hourOf, readHours, startOfHour, takeHour, writeHour } from './hourRows.ts';
import { raiseMeta } from '../sqlite/metaTable.ts';
import type { Claim } from './ownership.ts';
import { Ownership } from './ownership.ts';

/** A power of two, so that sums stay exact. */
const signPart = 1 / 1024;

/** The columns of a span that are numbers. */
type SpanCells = [
  start: number,
  writer: number,
  n: number,
  length: number,
  offset: number,
  kind: number,
  source: number,
  place: number,
  signals: number,
  saves: number,
];
/** The subject that a claim of time is for. */
type HourSubject = Omit<HourKey, 'hour'>;
type Hour = { -readonly [K in keyof HourRow]: HourRow[K] } & {
  pieces: { start: number; end: number }[];
  /** An instant of work that someone else owns: where the signals of an hour go that owns no time. */
  anchor?: number;
};

/**
 * Folds detail that is older than it is kept, a whole month at a time, and gives the space back.
 * @returns true when there was some
 */
export function foldOldDetail(database: Database, detailMonths: number, now: number): boolean {
  // A clock that runs ahead must not cause new facts to be folded.
  const latest = Math.min(now, database.number('SELECT max(start) FROM span'));
  if (foldDetail(database, monthsBefore(latest, detailMonths)) === 0) return false;
  database.script('VACUUM');
  return true;
}

/**
 * Folds spans that ended before `horizon` into hourly rows: every total of time (by kind, source, project, language, branch, scheme, for
 * any idle limit) and of signals, saves and edits stays as it is; files are forgotten.
 * @returns the number of spans that were folded
 */
export function foldDetail(database: Database, horizon: number): number {
  const count = database.number('SELECT count(*) FROM span WHERE start < ?', horizon);
  if (count === 0) return 0;
  return database.transaction(() => {
    new DetailFold(database, horizon).run();
    noteFolded(database, horizon);
    database.run('DELETE FROM span WHERE start < ?', horizon);
    collectGarbage(database);
    return count;
  });
}

// Prevents a folded span from being taken in again, from a journal that is reread or from an import.
function noteFolded(database: Database, horizon: number): void {
  database.script('CREATE TEMP TABLE folding (writer INTEGER PRIMARY KEY, n INTEGER)');
  database.run('INSERT INTO folding SELECT writer, max(n) FROM span WHERE start < ? GROUP BY writer', horizon);
  const upTo = 'SELECT n FROM folding WHERE folding.writer = writer.id';
  database.run(`UPDATE writer SET folded = max(folded, (${upTo})) WHERE id IN (SELECT writer FROM folding)`);
  database.script('DROP TABLE folding');
  raiseMeta(database, 'detailFrom', horizon);
}

class DetailFold {
  readonly #database: Database;
  readonly #horizon: number;
  readonly #hours = new Map<string, Hour>();
  readonly #places = new Map<number, number>();
  /** The time of hours that were folded before, to be shared out together with what came late. */
  readonly #folded: Claim<HourSubject>[] = [];
  readonly #ownership = new Ownership<HourSubject>((piece) => this.#share(piece));

  constructor(database: Database, horizon: number) {
    this.#database = database;
    this.#horizon = horizon;
  }

  run(): void {
    const first = this.#database.number('SELECT min(start) FROM span');
    const [begin, end] = [Math.floor(first / dayMs) * dayMs, Math.ceil(this.#horizon / dayMs) * dayMs + dayMs];
    // A day at a time, so that years of detail need little memory.
    let later: Claim<HourSubject>[] = [];
    for (let from = begin; from < end; from += dayMs) {
      for (const row of readHours(this.#database, from, from + dayMs)) this.#unshared(row, row.hour);
      const claims = [...later, ...this.#spans(from), ...this.#folded.splice(0)].sort((a, b) => a.start - b.start);
      // An hour by another clock may begin on one day and contain a piece of the next, which has earlier ones itself.
      later = claims.filter((claim) => claim.start >= from + dayMs);
      for (const claim of claims) if (claim.start < from + dayMs) this.#ownership.add(claim);
      this.#ownership.passTo(from + dayMs);
      this.#write(from - dayMs);
    }
    for (const claim of later) this.#ownership.add(claim);
    this.#ownership.passTo(Number.POSITIVE_INFINITY);
    this.#write(Number.POSITIVE_INFINITY);
  }

  #spans(from: number): Claim<HourSubject>[] {
    const columns = 'start, writer, n, length, offset, kind, source, place, signals, saves, edits';
    const to = Math.min(from + dayMs, this.#horizon);
    const rows = this.#database.all(
      `SELECT ${columns} FROM span WHERE start >= ? AND start < ? ORDER BY start`,
      from,
      to,
    );
    return rows.flatMap((row) => {
      const [start, writer, n, length, offset, kind, source, place, signals, saves] = row.map(Number) as SpanCells;
      const of = { offset, kind, source, place: this.#withoutFile(place) };
      const hour = this.#unshared(of, hourOf(start, offset));
      hour.signals += signals;
      hour.saves += saves;
      hour.edits = addCounts(hour.edits, decodeCounts(row[10] as Uint8Array | null));
      if (signals > 0) this.#lendSigns(hour, start, start + length);
      // A span without signals counts for no time (see `analytics`).
      return signals > 0 ? [{ start, end: start + length, rank: rankOf(source), id: `${writer}:${n}`, of }] : [];
    });
  }

  /** Gives the later hours that a span reaches into a part of a signal: without any, their time would count as none. */
  #lendSigns(first: Hour, start: number, end: number): void {
    first.anchor ??= start;
    for (let hour = first.hour + 1; startOfHour({ ...first, hour }) < end; hour++) {
      const later = this.#unshared(first, hour);
      later.anchor ??= startOfHour(later);
      later.signals += signPart;
      first.signals -= signPart;
    }
  }

  /** Returns an hour before its time is shared out: from here on, what it owned in the table is a claim like any other. */
  #unshared(of: HourSubject, hour: number): Hour {
    const known = this.#hours.get(hourKey(of, hour));
    if (known) return known;
    const taken = this.#hour(of, hour);
    const [first] = taken.pieces;
    if (first) taken.anchor = first.start;
    for (const piece of taken.pieces.splice(0)) this.#folded.push({ ...piece, rank: rankOf(of.source), id: '', of });
    return taken;
  }

  #share({ start, end, of }: { start: number; end: number; of: HourSubject }): void {
    let at = start;
    do {
      const hour = this.#hour(of, hourOf(at, of.offset));
      const until = Math.min(end, startOfHour(hour) + hourMs);
      hour.pieces.push({ start: at, end: until });
      at = until;
    } while (at < end);
  }

  #write(before: number): void {
    for (const [key, hour] of this.#hours) {
      if (startOfHour(hour) >= before) continue;
      const anchor =
        hour.anchor !== undefined && hour.pieces.length === 0 ? [{ start: hour.anchor, end: hour.anchor }] : [];
      writeHour(this.#database, { ...hour, pieces: [...anchor, ...unionOf(hour.pieces)] });
      this.#hours.delete(key);
    }
  }

  #hour(of: HourSubject, hour: number): Hour {
    const key = hourKey(of, hour);
    const known = this.#hours.get(key);
    if (known) return known;
    const { offset, kind, source, place } = of;
    const before = takeHour(this.#database, { hour, offset, kind, source, place });
    const figures = { signals: before?.signals ?? 0, saves: before?.saves ?? 0, edits: before?.edits ?? [] };
    const created: Hour = { hour, offset, kind, source, place, ...figures, pieces: [...(before?.pieces ?? [])] };
    this.#hours.set(key, created);
    return created;
  }

  #withoutFile(place: number): number {
    const known = this.#places.get(place);
    if (known !== undefined) return known;
    const columns = 'project, language, branch, scheme';
    const row = this.#database.first(`SELECT ${columns} FROM place WHERE id = ?`, place) ?? [0, 0, 0, 0];
    const names = row.map(Number);
    this.#database.run(`INSERT OR IGNORE INTO place (${columns}, file) VALUES (?, ?, ?, ?, 0)`, ...names);
    const where = 'project = ? AND file = 0 AND language = ? AND branch = ? AND scheme = ?';
    const id = this.#database.number(`SELECT id FROM place WHERE ${where}`, ...names);
    this.#places.set(place, id);
    return id;
  }
}

/** The order of the sources is that of the timeline, not of their numbers in the file. */
function rankOf(source: number): number {
  return sources.indexOf(wordOf('source', source));
}

function hourKey({ offset, kind, source, place }: HourSubject, hour: number): string {
  return `${hour} ${offset} ${kind} ${source} ${place}`;
}

/** The first instant of the month, in UTC, that lies `months` before that of `at`. */
function monthsBefore(at: number, months: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months);
}
