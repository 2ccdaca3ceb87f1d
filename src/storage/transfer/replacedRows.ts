import { collectionOfOld } from '../../core/facts/oldFacts.ts';
import type { Fact, SpanFact } from '../../core/facts/facts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { splitId } from '../facts/factId.ts';
import { Interner } from '../facts/interner.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';
import { nameColumns } from '../sqlite/garbage.ts';
import { oldBody } from '../records/oldFacts.ts';
import { recordNumber } from '../records/recordTables.ts';
import { tableOf } from './addedFacts.ts';
import { spanKey } from './dayTotals.ts';

/** Length, signals, saves, and counts of edits (as hexadecimal digits) of a span. */
type Figures = readonly [length: number, signals: number, saves: number, edits: string];
/** A span that an import made longer: its key, and its values before and after. */
export type GrownSpan = readonly [start: number, writer: string, n: number, before: Figures, after: Figures];

/** Types of editable facts, except records, whose changes are stored one by one. */
export type EditedType = 'activity' | 'plan' | 'planTask' | 'document';
/** Revision, time, and tie of a row: which version it is. */
type Version = string;
/** An editable fact as an import left it, and as it was before (encrypted); null if it didn't exist. */
export interface EditedTrace {
  readonly type: EditedType;
  readonly id: string;
  readonly after: Version;
  readonly before: { readonly version: Version; readonly row: string } | null;
}

/** Notes what an import changes, so that it can be undone. */
export class ReplacedRows {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #spans = new Map<string, { readonly key: readonly [number, string, number]; readonly before: Figures }>();
  readonly #edited = new Map<string, Omit<EditedTrace, 'after'>>();

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  /** Call this before a span grows. */
  span({ start, id }: Pick<SpanFact, 'start' | 'id'>): void {
    const { writer, n } = splitId(id);
    const key = [start, writer, n] as const;
    const before = this.#spans.has(key.join()) ? undefined : figuresOf(this.#database, key);
    if (before) this.#spans.set(key.join(), { key, before });
  }

  /** Call this before writing a version of an editable fact. */
  edited(type: EditedType, id: string): void {
    const key = `${type} ${id}`;
    if (this.#edited.has(key)) return;
    const version = versionOf(this.#database, type, id);
    if (version === undefined) this.#edited.set(key, { type, id, before: null });
    else {
      const row = packed(this.#database, this.#sealer, { type, id });
      // A name that can't be read here couldn't be written again.
      if (row !== undefined) this.#edited.set(key, { type, id, before: { version, row } });
    }
  }

  /** Call this after everything was written. */
  finish(): { readonly grown: readonly GrownSpan[]; readonly edited: readonly EditedTrace[] } {
    const grown = [...this.#spans.values()].flatMap(({ key, before }): GrownSpan[] => {
      const after = figuresOf(this.#database, key);
      return after ? [[...key, before, after]] : [];
    });
    const edited = [...this.#edited.values()].flatMap((trace): EditedTrace[] => {
      const after = versionOf(this.#database, trace.type, trace.id);
      return after === undefined || after === trace.before?.version ? [] : [{ ...trace, after }];
    });
    return { grown, edited };
  }
}

/** Restores the previous values of spans, except those that have grown since. */
export function shrink(database: Database, grown: readonly GrownSpan[]): void {
  const set = `UPDATE span SET length = ?, signals = ?, saves = ?, edits = ? WHERE ${spanKey}`;
  for (const [start, writer, n, before, after] of grown) {
    const key = [start, writer, n] as const;
    if (figuresOf(database, key)?.join() !== after.join()) continue;
    const [length, signals, saves, edits] = before;
    database.run(set, length, signals, saves, edits === '' ? null : Buffer.from(edits, 'hex'), ...key);
  }
}

/** Restores earlier versions, and deletes facts that didn't exist, except those that were edited since. */
export function restoreEdited(database: Database, sealer: Sealer, edited: readonly EditedTrace[]): number {
  let deleted = 0;
  for (const { type, id, after, before } of edited) {
    if (versionOf(database, type, id) !== after || isRecordSince(database, type, id)) continue;
    const row = before === null ? {} : unpacked(sealer, before.row);
    // Its key was lost: the later version is better than none.
    if (!row) continue;
    database.run(`DELETE FROM ${tableOf[type]} WHERE id = ?`, id);
    if (before === null) deleted++;
    else putBack(database, sealer, { type, row });
  }
  return deleted;
}

/** Returns true for an old form of a record that was edited as a record since: the rest would make no sense. */
function isRecordSince(database: Database, type: EditedType, id: string): boolean {
  const row = type === 'document' ? database.first('SELECT collection FROM document WHERE id = ?', id) : [];
  const collection = collectionOfOld({ type, id, collection: String(row?.[0]) });
  if (collection === undefined) return false;
  const patches = 'SELECT count(*) FROM record_patch WHERE record = ? AND body <> ?';
  return database.number(patches, recordNumber(database, collection, id), oldBody) > 0;
}

/** Returns the stored version of an editable fact. */
export function versionOf(database: Database, type: EditedType, id: string): Version | undefined {
  return database.first(`SELECT rev, at, hex(tie) FROM ${tableOf[type]} WHERE id = ?`, id)?.join(':');
}

/** Returns true if a span that grew is still there. */
export function isGrownThere(database: Database, [start, writer, n]: GrownSpan): boolean {
  return figuresOf(database, [start, writer, n]) !== undefined;
}

function figuresOf(database: Database, key: readonly [number, string, number]): Figures | undefined {
  const row = database.first(`SELECT length, signals, saves, hex(edits) FROM span WHERE ${spanKey}`, ...key);
  return row && [Number(row[0]), Number(row[1]), Number(row[2]), String(row[3])];
}

/** A cell as JSON can hold it. */
type RowCell = number | string | null | { readonly name: string } | { readonly hex: string };
type Row = Readonly<Record<string, RowCell>>;

function packed(
  database: Database,
  sealer: Sealer,
  { type, id }: Pick<EditedTrace, 'type' | 'id'>,
): string | undefined {
  const table = tableOf[type];
  const columns = database.all(`SELECT name FROM pragma_table_info('${table}')`).map(([name]) => String(name));
  const row = database.first(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`, id) ?? [];
  const names: readonly string[] = nameColumns[table];
  const cells = columns.map((column, i): [string, RowCell | undefined] => {
    const value = row[i] ?? null;
    if (value instanceof Uint8Array) return [column, { hex: Buffer.from(value).toString('hex') }];
    return [column, names.includes(column) && value !== 0 ? nameOf(database, sealer, value) : value];
  });
  if (cells.some(([, cell]) => cell === undefined)) return undefined;
  return Buffer.from(sealer.seal(JSON.stringify(Object.fromEntries(cells)))).toString('base64');
}

function nameOf(database: Database, sealer: Sealer, number: SqlValue): { readonly name: string } | undefined {
  const sealed = database.first('SELECT sealed FROM string WHERE id = ?', number)?.[0];
  const name = sealed instanceof Uint8Array ? sealer.open(sealed) : undefined;
  return name === undefined ? undefined : { name };
}

function unpacked(sealer: Sealer, row: string): Row | undefined {
  const text = sealer.open(Buffer.from(row, 'base64'));
  return text === undefined ? undefined : (JSON.parse(text) as Row);
}

function putBack(
  database: Database,
  sealer: Sealer,
  { type, row }: { readonly type: EditedType; readonly row: Row },
): void {
  const interner = new Interner(database);
  const values = Object.values(row).map((cell): SqlValue => {
    if (typeof cell !== 'object' || cell === null) return cell;
    if ('hex' in cell) return Buffer.from(cell.hex, 'hex');
    return interner.string({ tag: sealer.tag(cell.name), sealed: sealer.seal(cell.name) });
  });
  const columns = Object.keys(row);
  database.run(
    `INSERT INTO ${tableOf[type]} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...values,
  );
}

/** Returns true if a type of editable fact stores whole versions. */
export function isEditedType(type: Fact['type']): type is EditedType {
  return type === 'activity' || type === 'plan' || type === 'planTask' || type === 'document';
}
