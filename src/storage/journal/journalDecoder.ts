import type { Fact } from '../../core/facts/facts.ts';
import type { RecordClock } from '../../core/records/recordClock.ts';
import type { RecordColumns } from '../../core/records/recordColumns.ts';
import type { JournalHeader } from './journalEncoder.ts';
import { CellReader } from './journalCells.ts';
import type { JournalCell } from './journalLine.ts';

/** A name as a journal holds it. */
export interface SealedName {
  readonly tag: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Place of some work, by the numbers of names in the journal; 0 for none. Only spans have a scheme. */
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
  /** The number of the rule, which a newer version may have written; null if none is kept. */
  readonly rule: number | null;
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

/** A fact that a person can edit: its cells after `deleted`, of which those at `names` are numbers of names. */
export interface EditedLine {
  readonly type: Extract<Fact['type'], 'activity' | 'plan' | 'planTask' | 'document'>;
  readonly id: string;
  readonly rev: number;
  readonly at: number;
  readonly deleted: number;
  readonly cells: readonly (number | string | null)[];
  readonly names: readonly number[];
}

/** A change of a record, with the number of its fields. */
export interface RecordLine {
  readonly type: 'record';
  readonly id: string;
  readonly collection: string;
  readonly clock: RecordClock;
  readonly body: number;
  readonly columns: RecordColumns;
}

export type FactLine = SpanLine | GrowthLine | RunLine | DiagnosticLine | StateLine | EditedLine | RecordLine;

export type DecodedLine =
  | FactLine
  | ({ readonly type: 'header' } & JournalHeader)
  | ({ readonly type: 'name'; readonly number: number } & SealedName)
  | { readonly type: 'closed' }
  /** From a newer version. A version that knows it reads it again. */
  | { readonly type: 'unknown' };

/**
 * Splits the cells of a line. Throws an `ImpossibleLineError` for a line that no version can have written, and a `TypeError` or
 * `RangeError` for one that this version doesn't know.
 */
export class LineDecoder {
  #header: JournalHeader | undefined;

  decode(cells: readonly JournalCell[]): DecodedLine {
    const read = new CellReader(cells, this.#header);
    switch (read.text()) {
      case 'h':
        return this.#readHeader(read);
      case 'N':
        return { type: 'name', number: read.count(), tag: read.bytes(), sealed: read.bytes() };
      case 's':
        return spanLine(read);
      case 'x':
        return { type: 'growth', id: read.id(), ...growth(read, read.spanLength()) };
      case 'r':
        return runLine(read);
      case 'd':
        return diagnosticLine(read);
      case 't':
        return { type: 'state', id: read.id(), at: read.time(), offset: read.offset(), state: read.code('state') };
      case 'a':
        return activityLine(read);
      case 'p':
        return planLine(read);
      case 'k':
        return taskLine(read);
      case 'o':
        return documentLine(read);
      case 'e':
        return recordLine(read);
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
      base: read.base(),
      pid: read.number(),
      machine: read.text(),
      demo: read.number() === 1,
    };
    this.#header = header;
    return { type: 'header', ...header };
  }
}

function spanLine(read: CellReader): SpanLine {
  const [id, start, length] = [read.id(), read.time(), read.spanLength()];
  const what = { offset: read.offset(), kind: read.code('kind'), source: read.code('source') };
  const [project, file, language, branch] = read.place();
  const grown = growth(read, length);
  // A line from before schemes were kept ends here, and one from before rules were kept after the scheme.
  const place = [project, file, language, branch, read.isAtEnd() ? 0 : read.count()] as const;
  const rule = read.isAtEnd() ? null : read.count();
  return { type: 'span', id, start, ...what, place, ...grown, rule };
}

function growth(read: CellReader, length: number): Pick<SpanLine, 'length' | 'signals' | 'saves' | 'edits'> {
  return { length, signals: read.count(), saves: read.count(), edits: read.edits() };
}

function runLine(read: CellReader): RunLine {
  const time = { id: read.id(), start: read.time(), length: read.orNull(() => read.length()), offset: read.offset() };
  const what = {
    source: read.code('source'),
    group: read.code('group'),
    name: read.count(),
    exitCode: read.orNull(() => read.number()),
  };
  return { type: 'run', ...time, ...what, place: read.place() };
}

function diagnosticLine(read: CellReader): DiagnosticLine {
  const time = { id: read.id(), start: read.time(), length: read.orNull(() => read.lifetime()), offset: read.offset() };
  const what = {
    severity: read.code('severity'),
    reporter: read.count(),
    code: read.count(),
    message: read.count(),
  };
  return { type: 'diagnostic', ...time, ...what, line: read.count(), place: read.place() };
}

function activityLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  const cells = [read.time(), read.length(), read.offset(), read.code('kind'), read.count()];
  return { type: 'activity', ...edited, cells, names: [read.count(), read.count(), read.count()] };
}

function planLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  return {
    type: 'plan',
    ...edited,
    cells: [read.day(), read.code('provider'), read.count()],
    names: [read.count()],
  };
}

function taskLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  const cells = [
    read.day(),
    read.number(),
    read.code('priority'),
    read.count(),
    read.orNull(() => read.instant()),
    read.code('provider'),
  ];
  return { type: 'planTask', ...edited, cells, names: [read.count(), read.count(), read.count()] };
}

function documentLine(read: CellReader): EditedLine {
  const edited = editedLine(read);
  const cells = [read.text(), read.timeOrNone(), read.lifetime(), read.offset()];
  return { type: 'document', ...edited, cells, names: [read.count()] };
}

function recordLine(read: CellReader): RecordLine {
  const [id, collection, clock] = [read.recordName(), read.recordName(), read.recordClock()];
  return { type: 'record', id, collection, clock, body: read.count(), columns: read.recordColumns() };
}

function editedLine(read: CellReader): Pick<EditedLine, 'id' | 'rev' | 'at' | 'deleted'> {
  return { id: read.id(), rev: read.count(), at: read.instant(), deleted: read.count() };
}
