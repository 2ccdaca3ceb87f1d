import { createHash } from 'node:crypto';
import { collectionOfOld } from '../../core/facts/oldFacts.ts';
import { linkOldFact } from '../records/oldFacts.ts';
import type { Database } from '../sqlite/database.ts';
import { decodeCounts, encodeCounts, mergeCounts } from './editCounts.ts';
import { firstRuleCode } from './codes.ts';
import { splitId } from './factId.ts';
import { Interner } from './interner.ts';
import { TouchedDays } from './dayCacheTable.ts';
import type {
  DiagnosticLine,
  EditedLine,
  FactLine,
  GrowthLine,
  PlaceNumbers,
  RunLine,
  SealedName,
  SpanLine,
  StateLine,
} from '../journal/journalDecoder.ts';
import { raiseMeta, readMeta } from '../sqlite/metaTable.ts';
import { RecordTables } from '../records/recordTables.ts';
import { openDiagnosticMs, openRunMs } from './openEnds.ts';

/** Finds a name of the journal that a line is from; undefined when its own line was damaged. */
export type NameOf = (number: number) => SealedName | undefined;

const edited = 'id, rev, at, tie, deleted';
const newer = '(excluded.rev, excluded.at, excluded.tie) > (rev, at, tie)';
const editedColumns = {
  activity: {
    table: 'activity',
    columns: ['start', 'length', 'offset', 'kind', 'errors', 'title', 'notes', 'project'],
  },
  plan: { table: 'plan', columns: ['day', 'provider', 'capacity', 'body'] },
  planTask: {
    table: 'plan_task',
    columns: ['day', 'position', 'priority', 'minutes', 'done_at', 'source', 'title', 'project', 'evidence'],
  },
  document: { table: 'document', columns: ['collection', 'start', 'length', 'offset', 'body'] },
} as const;

/** Writes facts into the tables. Writing one again, or in another order, gives the same rows. */
export class FactTables {
  readonly #database: Database;
  readonly #interner: Interner;
  readonly #touched: TouchedDays;
  readonly #records: RecordTables;
  #longestSpan = 0;
  readonly #detailFrom: number;

  constructor(database: Database) {
    this.#database = database;
    this.#interner = new Interner(database);
    this.#touched = new TouchedDays(database);
    this.#records = new RecordTables(database, this.#interner, this.#touched);
    this.#detailFrom = readMeta(database, 'detailFrom');
  }

  /** @param line from a journal; for a growth, `start` must be that of its span, and without that span it is lost */
  write(line: Exclude<FactLine, GrowthLine> | (GrowthLine & { start: number }), nameOf: NameOf): void {
    switch (line.type) {
      case 'span':
        return this.#writeSpan(line, nameOf);
      case 'growth':
        this.#grow(line, line.start);
        return;
      case 'run':
        return this.#writeRun(line, nameOf);
      case 'diagnostic':
        return this.#writeDiagnostic(line, nameOf);
      case 'state':
        return this.#writeState(line);
      case 'activity':
      case 'plan':
      case 'planTask':
      case 'document':
        return this.#writeEdited(line, nameOf);
      case 'record': {
        const body = this.#name(line.body, nameOf);
        // A patch whose fields were on a damaged line says nothing.
        if (body > 0) this.#records.write({ ...line, body });
      }
    }
  }

  /** Updates how far before a range queries have to look, and clears cached days. Call this after writing. */
  finish(): void {
    this.#records.finish();
    this.#touched.forget();
    raiseMeta(this.#database, 'longestSpan', this.#longestSpan);
  }

  #writeSpan(line: SpanLine, nameOf: NameOf): void {
    if (this.#grow(line, line.start) || this.#wasFolded(line)) return;
    const place = this.#place(line.place, nameOf);
    const { writer, n } = this.#key(line.id);
    const what = [line.offset, line.kind, line.source, place, line.signals, line.saves];
    const sql = 'INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
    this.#database.run(sql, line.start, writer, n, line.length, ...what, encodeCounts(line.edits), line.rule);
    this.#touched.add(line.start, line.start + line.length, line.offset);
  }

  #wasFolded({ id, start }: SpanLine): boolean {
    if (start >= this.#detailFrom) return false;
    const { writer, n } = splitId(id);
    const folded = this.#database.first('SELECT folded FROM writer WHERE name = ?', writer)?.[0];
    return folded !== undefined && Number(folded) >= n;
  }

  /** Lets a span that is there grow; the largest of each figure stays. */
  #grow(line: SpanLine | GrowthLine, start: number): boolean {
    this.#longestSpan = Math.max(this.#longestSpan, line.length);
    const { writer, n } = this.#key(line.id);
    const row = this.#database.first(
      'SELECT edits, offset, rule FROM span WHERE start = ? AND writer = ? AND n = ?',
      start,
      writer,
      n,
    );
    if (!row) return false;
    this.#touched.add(start, start + line.length, Number(row[1]));
    const edits = encodeCounts(mergeCounts(decodeCounts(row[0] as Uint8Array | null), line.edits));
    const known = row[2] as number | null;
    const rule = line.type === 'span' ? firstRuleCode(known, line.rule) : known;
    const set = 'length = max(length, ?), signals = max(signals, ?), saves = max(saves, ?), edits = ?, rule = ?';
    const figures = [line.length, line.signals, line.saves, edits, rule];
    this.#database.run(`UPDATE span SET ${set} WHERE start = ? AND writer = ? AND n = ?`, ...figures, start, writer, n);
    return true;
  }

  #writeRun(line: RunLine, nameOf: NameOf): void {
    const { writer, n } = this.#key(line.id);
    const what = [line.offset, line.source, line.group, this.#name(line.name, nameOf), line.exitCode];
    // The later of two ends wins, with its exit code; a missing end is earlier than any.
    const later =
      '(ifnull(excluded.length, -1), ifnull(excluded.exit_code, -1e9)) > (ifnull(length, -1), ifnull(exit_code, -1e9))';
    const set = 'length = excluded.length, exit_code = excluded.exit_code';
    const sql = `INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ${set} WHERE ${later}`;
    this.#database.run(sql, line.start, writer, n, line.length, ...what, this.#place(line.place, nameOf));
    this.#touchLong('run', line, writer);
  }

  #writeDiagnostic(line: DiagnosticLine, nameOf: NameOf): void {
    const { writer, n } = this.#key(line.id);
    const names = [line.reporter, line.code, line.message].map((number) => this.#name(number, nameOf));
    const what = [line.offset, line.severity, ...names, line.line, this.#place(line.place, nameOf)];
    const later = 'ifnull(excluded.length, -1) > ifnull(length, -1)';
    const set = 'length = excluded.length';
    const sql = `INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ${set} WHERE ${later}`;
    this.#database.run(sql, line.start, writer, n, line.length, ...what);
    this.#touchLong('diagnostic', line, writer);
  }

  /** The offset is that of the row, which the first line of the fact has given it. */
  #touchLong(
    table: 'run' | 'diagnostic',
    { id, start, length, offset }: RunLine | DiagnosticLine,
    writer: number,
  ): void {
    const openMs = table === 'run' ? openRunMs : openDiagnosticMs;
    const sql = `SELECT offset FROM ${table} WHERE start = ? AND writer = ? AND n = ?`;
    const known = this.#database.first(sql, start, writer, splitId(id).n)?.[0];
    this.#touched.add(start, start + Math.max(openMs, length ?? 0), Number(known ?? offset));
  }

  #writeState(line: StateLine): void {
    const { writer, n } = this.#key(line.id);
    this.#database.run(
      'INSERT OR IGNORE INTO state VALUES (?, ?, ?, ?, ?)',
      line.at,
      writer,
      n,
      line.offset,
      line.state,
    );
    this.#touched.add(line.at, line.at, line.offset);
  }

  #writeEdited(line: EditedLine, nameOf: NameOf): void {
    const { table, columns } = editedColumns[line.type];
    const all = `${edited}, ${columns.join(', ')}`;
    const set = all.split(', ').map((column) => `${column} = excluded.${column}`);
    const places = all.replaceAll(/\w+/g, '?');
    const sql = `INSERT INTO ${table} (${all}) VALUES (${places}) ON CONFLICT DO UPDATE SET ${set.join(', ')} WHERE ${newer}`;
    const names = line.names.map((number) => this.#name(number, nameOf));
    this.#touchEdited(line, table);
    this.#database.run(sql, line.id, line.rev, line.at, tieOf(line, nameOf), line.deleted, ...line.cells, ...names);
    const collection = oldCollectionOf(line);
    if (collection !== undefined) linkOldFact(this.#database, this.#records, { collection, id: line.id });
  }

  /** Both its current day and its previous one. */
  #touchEdited(line: EditedLine, table: string): void {
    // The days of an old fact that became a record are those of the record.
    if (oldCollectionOf(line) !== undefined) return;
    const before = this.#database.first(`SELECT start, length, offset FROM ${table} WHERE id = ?`, line.id);
    for (const cells of [before, line.cells.slice(1)]) {
      const [start = 0, length = 0, offset = 0] = (cells ?? []).slice(0, 3).map(Number);
      if (cells) this.#touched.add(start, start + length, offset);
    }
  }

  #key(id: string): { writer: number; n: number } {
    const { writer, n } = splitId(id);
    return { writer: this.#interner.writer(writer), n };
  }

  #name(number: number, nameOf: NameOf): number {
    const name = number > 0 ? nameOf(number) : undefined;
    return name ? this.#interner.string(name) : 0;
  }

  #place(place: PlaceNumbers, nameOf: NameOf): number {
    const [project, file, language, branch, scheme] = place;
    return this.#interner.place([
      this.#name(project, nameOf),
      this.#name(file, nameOf),
      this.#name(language, nameOf),
      this.#name(branch, nameOf),
      this.#name(scheme, nameOf),
    ]);
  }
}

function oldCollectionOf({ type, id, cells }: EditedLine): string | undefined {
  return collectionOfOld({ type, id, collection: String(cells[0]) });
}

/** Puts two versions with the same revision and time in an order that every window agrees on: by their content. */
function tieOf(line: EditedLine, nameOf: NameOf): Uint8Array {
  const tags = line.names.map((number) => Buffer.from(nameOf(number)?.tag ?? []).toString('hex'));
  return createHash('sha256')
    .update(JSON.stringify([line.deleted, line.cells, tags]))
    .digest()
    .subarray(0, 8);
}
