import type { Fact } from '../../core/facts/facts.ts';
import type { Vocabulary } from '../facts/codes.ts';
import { wordOf } from '../facts/codes.ts';
import { joinId } from '../facts/factId.ts';
import type { JournalHeader } from './journalEncoder.ts';
import type { Cell } from './journalLine.ts';

/** A name as a journal holds it. */
export interface SealedName {
  readonly tag: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Where work was done: names by their number in the journal, 0 for none. Only spans have a scheme. */
export type PlaceNumbers = readonly [project: number, file: number, language: number, branch: number, scheme: number];

export interface SpanLine {
  readonly type: 'span';
  readonly id: string;
  readonly start: number;
  readonly length: number;
  readonly offset: number;
  readonly kind: number;
  readonly source: number;
  readonly place: PlaceNumbers;
  readonly signals: number;
  readonly saves: number;
  /** Provenance, edits, added, removed, and so on. */
  readonly edits: readonly number[];
}

/** A span that is in the journal already has grown. */
export type GrowthLine = Pick<SpanLine, 'id' | 'length' | 'signals' | 'saves' | 'edits'> & { readonly type: 'growth' };

export interface RunLine {
  readonly type: 'run';
  readonly id: string;
  readonly start: number;
  readonly length: number | null;
  readonly offset: number;
  readonly source: number;
  readonly group: number;
  readonly name: number;
  readonly exitCode: number | null;
  readonly place: PlaceNumbers;
}

export interface DiagnosticLine {
  readonly type: 'diagnostic';
  readonly id: string;
  readonly start: number;
  readonly length: number | null;
  readonly offset: number;
  readonly severity: number;
  readonly reporter: number;
  readonly code: number;
  readonly message: number;
  readonly line: number;
  readonly place: PlaceNumbers;
}

export interface StateLine {
  readonly type: 'state';
  readonly id: string;
  readonly at: number;
  readonly offset: number;
  readonly state: number;
}

/** A fact that a person can change: its cells after `deleted`, of which those at `names` are numbers of names. */
export interface EditedLine {
  readonly type: Extract<Fact['type'], 'activity' | 'plan' | 'planTask' | 'document'>;
  readonly id: string;
  readonly rev: number;
  readonly at: number;
  readonly deleted: number;
  readonly cells: readonly (number | string | null)[];
  readonly names: readonly number[];
}

export type FactLine = SpanLine | GrowthLine | RunLine | DiagnosticLine | StateLine | EditedLine;

export type DecodedLine =
  | FactLine
  | ({ readonly type: 'header' } & JournalHeader)
  | ({ readonly type: 'name'; readonly number: number } & SealedName)
  | { readonly type: 'closed' }
  /** From a newer version: to be read again when this one has learnt it. */
  | { readonly type: 'unknown' };

/** Takes the cells of one line apart. Throws a `TypeError` or `RangeError` for what no version can have written, or this one doesn't know. */
export class LineDecoder {
  #header: JournalHeader | undefined;

  decode(cells: readonly Cell[]): DecodedLine {
    const read = new CellReader(cells, this.#header);
    switch (read.text()) {
      case 'h':
        return this.#readHeader(read);
      case 'N':
        return { type: 'name', number: read.number(), tag: read.bytes(), sealed: read.bytes() };
      case 's':
        return spanLine(read);
      case 'x':
        return { type: 'growth', id: read.id(), ...growth(read, read.number()) };
      case 'r':
        return runLine(read);
      case 'd':
        return diagnosticLine(read);
      case 't':
        return { type: 'state', id: read.id(), at: read.time(), offset: read.number(), state: read.code('state') };
      case 'a':
        return activityLine(read);
      case 'p':
        return planLine(read);
      case 'k':
        return taskLine(read);
      case 'o':
        return documentLine(read);
      case 'c':
        return { type: 'closed' };
      default:
        return { type: 'unknown' };
    }
  }

  #readHeader(read: CellReader): DecodedLine {
    read.number();
    const header = {
      writer: read.text(),
      base: read.number(),
      pid: read.number(),
      machine: read.text(),
      demo: read.number() === 1,
    };
    this.#header = header;
    return { type: 'header', ...header };
  }
}

function spanLine(read: CellReader): SpanLine {
  const [id, start, length] = [read.id(), read.time(), read.number()];
  const what = { offset: read.number(), kind: read.code('kind'), source: read.code('source') };
  const [project, file, language, branch] = read.place();
  const grown = growth(read, length);
  // The line of a plain file, and any line from before schemes were kept, ends here.
  const place = [project, file, language, branch, read.isAtEnd() ? 0 : read.number()] as const;
  return { type: 'span', id, start, ...what, place, ...grown };
}

function growth(read: CellReader, length: number): Pick<SpanLine, 'length' | 'signals' | 'saves' | 'edits'> {
  return { length: Math.max(0, length), signals: read.number(), saves: read.number(), edits: read.edits() };
}

function runLine(read: CellReader): RunLine {
  const time = { id: read.id(), start: read.time(), length: read.orNull(), offset: read.number() };
  const what = { source: read.code('source'), group: read.code('group'), name: read.number(), exitCode: read.orNull() };
  return { type: 'run', ...time, ...what, place: read.place() };
}

function diagnosticLine(read: CellReader): DiagnosticLine {
  const time = { id: read.id(), start: read.time(), length: read.orNull(), offset: read.number() };
  const what = {
    severity: read.code('severity'),
    reporter: read.number(),
    code: read.number(),
    message: read.number(),
  };
  return { type: 'diagnostic', ...time, ...what, line: read.number(), place: read.place() };
}

function activityLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  const cells = [read.time(), read.number(), read.number(), read.code('kind'), read.number()];
  return { type: 'activity', ...edited, cells, names: [read.number(), read.number(), read.number()] };
}

function planLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  return {
    type: 'plan',
    ...edited,
    cells: [read.text(), read.code('provider'), read.number()],
    names: [read.number()],
  };
}

function taskLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  const cells = [
    read.text(),
    read.number(),
    read.code('priority'),
    read.number(),
    read.orNull(),
    read.code('provider'),
  ];
  return { type: 'planTask', ...edited, cells, names: [read.number(), read.number(), read.number()] };
}

function documentLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  const cells = [read.text(), read.time(), read.number(), read.number()];
  return { type: 'document', ...edited, cells, names: [read.number()] };
}

function editedLine(read: CellReader): Pick<EditedLine, 'id' | 'rev' | 'at' | 'deleted'> {
  return { id: read.id(), rev: read.number(), at: read.number(), deleted: read.number() };
}

/** Takes the cells of a line one after the other, each as what it must be. */
class CellReader {
  readonly #cells: readonly Cell[];
  readonly #header: JournalHeader | undefined;
  #next = 0;

  constructor(cells: readonly Cell[], header: JournalHeader | undefined) {
    this.#cells = cells;
    this.#header = header;
  }

  number(): number {
    const cell = this.#cell();
    if (typeof cell !== 'number') throw new TypeError('a number was expected');
    return cell;
  }

  orNull(): number | null {
    return this.#cells[this.#next] === null ? (this.#next++, null) : this.number();
  }

  text(): string {
    const cell = this.#cell();
    if (typeof cell !== 'string') throw new TypeError('a text was expected');
    return cell;
  }

  bytes(): Uint8Array {
    return Buffer.from(this.text(), 'base64');
  }

  /** A known word's number. */
  code(vocabulary: Vocabulary): number {
    const code = this.number();
    wordOf(vocabulary, code);
    return code;
  }

  id(): string {
    const cell = this.#cell();
    return typeof cell === 'string' ? cell : joinId(this.#known().writer, Number(cell));
  }

  time(): number {
    return this.number() + this.#known().base;
  }

  place(): PlaceNumbers {
    return [this.number(), this.number(), this.number(), this.number(), 0];
  }

  isAtEnd(): boolean {
    return this.#next >= this.#cells.length;
  }

  edits(): number[] {
    const cell = this.#cell();
    if (!Array.isArray(cell)) throw new TypeError('a list was expected');
    return cell.map(Number);
  }

  #cell(): Cell {
    const cell = this.#cells[this.#next++];
    if (cell === undefined) throw new TypeError('the line is too short');
    return cell;
  }

  #known(): JournalHeader {
    if (!this.#header) throw new TypeError('the header is missing');
    return this.#header;
  }
}
