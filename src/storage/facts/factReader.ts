import { activityCollection, activityOf, type Activity } from '../../core/facts/activities.ts';
import { correctionCollection, correctionOf, byCreation, type Correction } from '../../core/facts/corrections.ts';
import {
  civilDay,
  dayPlanOf,
  inPlanOrder,
  planCollection,
  plannedTaskOf,
  planTaskCollection,
  type DayPlan,
  type PlannedTask,
} from '../../core/facts/plans.ts';
import { firstTime } from '../../core/facts/factLimits.ts';
import type { RecordState } from '../../core/records/recordState.ts';
import type { Collection, DiagnosticFact, DocumentFact, RunFact, SpanFact, StateFact } from '../../core/facts/facts.ts';
import type { Day, TimeRange } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { wordOf, wordsOf } from './codes.ts';
import type { Database, SqlRow } from '../sqlite/database.ts';
import { decodeCounts, toEdits } from './editCounts.ts';
import { readHours, spansOfHour } from '../detail/hourRows.ts';
import { readMeta } from '../sqlite/metaTable.ts';
import { SpanHours } from './spanHours.ts';
import { NameTable } from './nameTable.ts';
import { isDocument } from '../records/oldFacts.ts';
import { StoredRecords } from '../records/storedRecords.ts';
import { openDiagnosticMs, openRunMs } from './openEnds.ts';

const documentColumns = 'id, rev, at, collection, start, length, offset, body';

/** Answers questions from the tables of one database. */
export class FactReader extends StoredRecords implements ActivityReader {
  readonly #database: Database;
  readonly #names: NameTable;
  readonly #spanHours = new SpanHours((from, to) => this.#readSpans(from, to));

  constructor(database: Database, sealer: Sealer) {
    const names = new NameTable(database, sealer);
    super(database, names);
    this.#database = database;
    this.#names = names;
    database.watchSpans(this.#spanHours);
  }

  spans({ from, to }: TimeRange): SpanFact[] {
    const longest = readMeta(this.#database, 'longestSpan');
    const near = this.#database.isWatchedBy(this.#spanHours)
      ? this.#spanHours.between(from - longest, to)
      : this.#readSpans(from - longest, to);
    const detail = near.filter(({ start, end }) => start >= from || end > from);
    const folded = this.#foldedSpans({ from, to });
    return inOrder(folded.length > 0 ? [...folded, ...detail] : detail, 'start');
  }

  #readSpans(from: number, to: number): SpanFact[] {
    const columns = 'start, writer, n, length, offset, kind, source, place, signals, saves, edits, rule';
    const sql = `SELECT ${columns} FROM span WHERE start >= ? AND start < ? ORDER BY start`;
    return this.#database.map(sql, [from, to], (row) => this.#toSpan(row));
  }

  #foldedSpans({ from, to }: TimeRange): SpanFact[] {
    if (readMeta(this.#database, 'detailFrom') === 0) return [];
    const spans = readHours(this.#database, from, to).flatMap((row) => spansOfHour(row, this.#names));
    return spans.filter(({ start, end }) => start < to && (start >= from || end > from));
  }

  runs(range: TimeRange): RunFact[] {
    const columns = 'start, writer, n, length, offset, source, run_group, name, exit_code, place';
    return inOrder(
      this.#longLived({ table: 'run', columns, openMs: openRunMs }, range).map((row) => this.#toRun(row)),
      'start',
    );
  }

  states({ from, to }: TimeRange): StateFact[] {
    const sql = 'SELECT at, writer, n, offset, state FROM state WHERE at >= ? AND at < ? ORDER BY at';
    const facts = this.#database.all(sql, from, to).map(([at, writer, n, offset, state]): StateFact => ({
      type: 'state',
      id: this.#names.id(writer, n),
      at: Number(at),
      offset: Number(offset),
      state: wordOf('state', Number(state)),
    }));
    return inOrder(facts, 'at');
  }

  diagnostics(range: TimeRange): DiagnosticFact[] {
    const columns = 'start, writer, n, length, offset, severity, reporter, code, message, line, place';
    const rows = this.#longLived({ table: 'diagnostic', columns, openMs: openDiagnosticMs }, range);
    return inOrder(
      rows.map((row) => this.#toDiagnostic(row)),
      'introduced',
    );
  }

  activities(range: TimeRange): Activity[] {
    return this.#recordsIn(activityCollection, range).flatMap((state) => activityOf(state) ?? []);
  }

  plan(day: Day): DayPlan | undefined {
    return this.#recordsOn(planCollection, day, day)
      .flatMap((state) => dayPlanOf(state) ?? [])
      .at(-1);
  }

  planTask(id: string): PlannedTask | undefined {
    const state = this.record(planTaskCollection, id);
    return state && this.#planned(state);
  }

  planTasks(from: Day, to: Day): PlannedTask[] {
    return inPlanOrder(this.#recordsOn(planTaskCollection, from, to).flatMap((state) => this.#planned(state) ?? []));
  }

  #planned(state: RecordState): PlannedTask | undefined {
    return plannedTaskOf(state, (collection, id) => this.record(collection, id));
  }

  #recordsOn(collection: string, from: Day, to: Day): readonly RecordState[] {
    return this.#recordsIn(collection, { from: civilDay(from).start, to: civilDay(to).end });
  }

  documents(collection: Collection, { from, to }: TimeRange, prefixes: readonly string[] = []): DocumentFact[] {
    const within = `collection = ? AND start >= ? AND start < ? AND ${isDocument}`;
    const either = prefixes.map(() => '(id >= ? AND id < ?)').join(' OR ');
    // The index has the ids in it: rows of other ones are not looked up.
    const wanted = either === '' ? within : `id IN (SELECT id FROM document WHERE ${within} AND (${either}))`;
    const sql = `SELECT ${documentColumns} FROM document WHERE ${wanted} AND deleted = 0 ORDER BY start, id`;
    const bounds = prefixes.flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`]);
    return this.#database.map(sql, [collection, from, to, ...bounds], (row) => this.#toDocument(row));
  }

  corrections(range: TimeRange): Correction[] {
    return byCreation(this.#recordsIn(correctionCollection, range).flatMap((state) => correctionOf(state) ?? []));
  }

  #recordsIn(collection: string, range: TimeRange): readonly RecordState[] {
    return this.records(collection, { ...range, limit: Number.MAX_SAFE_INTEGER - 1 }).states;
  }

  document(id: string): DocumentFact | undefined {
    const row = this.#database.first(
      `SELECT ${documentColumns} FROM document WHERE id = ? AND deleted = 0 AND ${isDocument}`,
      id,
    );
    return row && this.#toDocument(row);
  }

  firstInstant(from = firstTime): number | undefined {
    const tables = ['span', 'run', 'diagnostic'].map(
      (table) => `SELECT min(start) AS first FROM ${table} WHERE start >= ?1`,
    );
    // Hours are of the clock, which is up to 14 hours from UTC: those of the 28 after the first may have begun before it.
    const at = 'hour * 3600000 - offset * 60000';
    const firstHour = 'ifnull((SELECT min(hour) FROM hour WHERE hour >= ?1 / 3600000 + 14), 1e9)';
    const hours = `SELECT min(${at}) FROM hour WHERE hour BETWEEN ?1 / 3600000 - 14 AND ${firstHour} + 28 AND ${at} >= ?1`;
    const rest = [
      'SELECT min(at) FROM state WHERE at >= ?1',
      'SELECT min(start) FROM record WHERE utcOffset IS NOT NULL AND deleted = 0 AND start >= ?1',
      hours,
    ];
    const sql = `SELECT min(first) FROM (${[...tables, ...rest].join(' UNION ALL ')})`;
    // A time before all that can have been recorded is damage.
    const first = this.#database.first(sql, Math.max(from, firstTime))?.[0];
    return typeof first === 'number' ? first : undefined;
  }

  isDemo(): boolean {
    return readMeta(this.#database, 'demo') === 1;
  }

  projects(): string[] {
    const ofPlaces = this.#database
      .all('SELECT DISTINCT project FROM place')
      .flatMap(([id]) => (id ? this.#names.required(id) : []));
    const always = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const ofActivities = this.activities(always).flatMap(({ project }) => project ?? []);
    return Array.from(new Set([...ofPlaces, ...ofActivities])).sort();
  }

  /** Names that could not be opened since the database was loaded. */
  lockedNames(): number {
    return this.#names.locked;
  }

  /** Rows that began within `openMs` before the range, and the few that lasted longer than that. */
  #longLived(of: { table: string; columns: string; openMs: number }, { from, to }: TimeRange): SqlRow[] {
    const { table, columns, openMs } = of;
    const recent = `start >= ? AND start < ? AND (start >= ? OR length IS NULL OR start + length > ?)`;
    const long = `length > ${openMs} AND start < ? AND start + length > ?`;
    const sql = `SELECT ${columns} FROM ${table} WHERE ${recent} UNION ALL SELECT ${columns} FROM ${table} WHERE ${long}`;
    return this.#database.all(sql, from - openMs, to, from, from, Math.min(from - openMs, to), from);
  }

  #toSpan(row: SqlRow): SpanFact {
    // By index, and without a call for each number, since there may be thousands of rows.
    const start = row[0] as number;
    return {
      type: 'span',
      id: this.#names.id(row[1], row[2]),
      start,
      end: start + (row[3] as number),
      offset: row[4] as number,
      kind: wordOf('kind', row[5] as number),
      source: wordOf('source', row[6] as number),
      signals: row[8] as number,
      saves: row[9] as number,
      edits: row[10] === null ? {} : toEdits(decodeCounts(row[10] as Uint8Array)),
      ...this.#names.place(row[7]),
      ...ruleOf(row[11] as number | null),
    };
  }

  #toRun(row: SqlRow): RunFact {
    const [start, writer, n, length, offset, source, group, name, exitCode, place] = row;
    return {
      type: 'run',
      id: this.#names.id(writer, n),
      start: Number(start),
      ...(length !== null && { end: Number(start) + Number(length) }),
      offset: Number(offset),
      source: wordOf('source', Number(source)),
      group: wordOf('group', Number(group)),
      name: this.#names.required(name),
      ...(exitCode !== null && { exitCode: Number(exitCode) }),
      ...this.#names.place(place),
    };
  }

  #toDiagnostic(row: SqlRow): DiagnosticFact {
    const [start, writer, n, length, offset, severity, reporter, code, message, line, place] = row;
    return {
      type: 'diagnostic',
      id: this.#names.id(writer, n),
      introduced: Number(start),
      ...(length !== null && { fixed: Number(start) + Number(length) }),
      offset: Number(offset),
      severity: wordOf('severity', Number(severity)),
      ...this.#names.named('reporter', reporter),
      ...this.#names.named('code', code),
      message: this.#names.required(message),
      line: Number(line),
      ...this.#names.place(place),
    };
  }

  #toDocument(row: SqlRow): DocumentFact {
    const [id, rev, at, collection, start, length, offset, body] = row;
    return {
      type: 'document',
      id: String(id),
      rev: Number(rev),
      at: Number(at),
      collection: String(collection) as Collection,
      start: Number(start),
      end: Number(start) + Number(length),
      offset: Number(offset),
      body: this.#names.body(body),
    };
  }
}

/** Facts that began at the same instant are sorted by id, so that every window has the same order. */
function inOrder<K extends string, T extends { readonly id: string } & Readonly<Record<K, number>>>(
  facts: T[],
  key: K,
): T[] {
  const isBefore = (a: T, b: T): boolean => a[key] < b[key] || (a[key] === b[key] && a.id <= b.id);
  // Nearly always they come in order.
  if (facts.every((fact, i) => i === 0 || isBefore(facts[i - 1] as T, fact))) return facts;
  return facts.sort((a, b) => (isBefore(a, b) ? (isBefore(b, a) ? 0 : -1) : 1));
}

/** A rule that this version doesn't know stays in the file. */
function ruleOf(code: number | null): Pick<SpanFact, 'rule'> {
  const rule = code === null ? undefined : wordsOf('rule')[code];
  return rule === undefined ? {} : { rule };
}
