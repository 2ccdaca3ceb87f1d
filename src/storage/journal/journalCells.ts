import { isRecordName } from '../../core/records/recordChecks.ts';
import { isRecordClock, type RecordClock } from '../../core/records/recordClock.ts';
import { columnValue, recordColumns, type RecordColumns } from '../../core/records/recordColumns.ts';
import type { Vocabulary } from '../facts/codes.ts';
import { wordOf } from '../facts/codes.ts';
import { joinId } from '../facts/factId.ts';
import {
  isCount,
  isFactDay,
  isId,
  isInstant,
  isLength,
  isLifetime,
  isNumber,
  isOffset,
  isSpanLength,
  isTime,
  isTimeOrNone,
} from '../../core/facts/factLimits.ts';
import type { PlaceNumbers } from './journalDecoder.ts';
import type { JournalHeader } from './journalEncoder.ts';
import type { JournalCell } from './journalLine.ts';

/** A line holds what no version can have written. */
export class ImpossibleLineError extends Error {}

function impossible(): never {
  throw new ImpossibleLineError();
}

/** Takes the cells of a line one by one and checks their types. */
export class CellReader {
  readonly #cells: readonly JournalCell[];
  readonly #header: JournalHeader | undefined;
  #next = 0;

  constructor(cells: readonly JournalCell[], header: JournalHeader | undefined) {
    this.#cells = cells;
    this.#header = header;
  }

  /** A number of any sign. */
  number(): number {
    return this.#numberIf(isNumber);
  }

  count(): number {
    return this.#numberIf(isCount);
  }

  offset(): number {
    return this.#numberIf(isOffset);
  }

  /** Duration in the cells; zero if a clock was set back meanwhile. */
  length(): number {
    const length = Math.max(0, this.number());
    return isLength(length) ? length : impossible();
  }

  /** Like `length`, of a span. */
  spanLength(): number {
    const length = this.length();
    return isSpanLength(length) ? length : impossible();
  }

  /** Like `length`, for something that lasts until it is closed or fixed. */
  lifetime(): number {
    const length = Math.max(0, this.number());
    return isLifetime(length) ? length : impossible();
  }

  orNull(read: () => number): number | null {
    return this.#cells[this.#next] === null ? (this.#next++, null) : read();
  }

  text(): string {
    const cell = this.#cell();
    if (typeof cell !== 'string') throw new TypeError('a text was expected');
    return cell;
  }

  day(): string {
    const day = this.text();
    return isFactDay(day) ? day : impossible();
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
    if (typeof cell === 'string') return isId(cell) ? cell : impossible();
    return isCount(cell) ? joinId(this.#known().writer, cell) : impossible();
  }

  /** An instant, counted from the base of the journal. */
  time(): number {
    const time = this.number() + this.#known().base;
    return isTime(time) ? time : impossible();
  }

  /** Like `time`, or 0 for what belongs to no time. */
  timeOrNone(): number {
    const time = this.number() + this.#known().base;
    return isTimeOrNone(time) ? time : impossible();
  }

  /** The instant from which a journal counts: of any clock, or 0. */
  base(): number {
    return this.#numberIf(isInstant);
  }

  instant(): number {
    return this.#numberIf(isTime);
  }

  place(): PlaceNumbers {
    return [this.count(), this.count(), this.count(), this.count(), 0];
  }

  /** The id or the collection of a record. */
  recordName(): string {
    const name = this.id();
    return isRecordName(name) ? name : impossible();
  }

  recordClock(): RecordClock {
    const [time, count, writer] = [this.number(), this.number(), this.#cell()];
    const clock = { time, count, writer: writer === 0 ? this.#known().writer : writer };
    return isRecordClock(clock) ? clock : impossible();
  }

  /** The columns that a change of a record sets. Those that this version doesn't know are passed over: the fields hold them too. */
  recordColumns(): RecordColumns {
    const cells = this.#cell();
    if (!Array.isArray(cells)) throw new TypeError('a list was expected');
    const set = recordColumns.flatMap((column) => {
      const at = cells.indexOf(column);
      const cell = cells[at + 1];
      const value = columnValue(column, column === 'deleted' ? cell === 1 : cell);
      return at < 0 || at % 2 === 1 ? [] : [[column, value] as const];
    });
    return Object.fromEntries(set);
  }

  isAtEnd(): boolean {
    return this.#next >= this.#cells.length;
  }

  edits(): number[] {
    const cell = this.#cell();
    if (!Array.isArray(cell)) throw new TypeError('a list was expected');
    return cell.map((each, i) => {
      // A provenance that this version doesn't know is written as a word.
      if (i % 4 === 0) wordOf('provenance', typeof each === 'number' ? each : -1);
      return isCount(each) ? each : impossible();
    });
  }

  #numberIf(isFit: (value: unknown) => value is number): number {
    const cell = this.#cell();
    if (typeof cell !== 'number') throw new TypeError('a number was expected');
    return isFit(cell) ? cell : impossible();
  }

  #cell(): JournalCell {
    const cell = this.#cells[this.#next++];
    if (cell === undefined) throw new TypeError('the line is too short');
    return cell;
  }

  #known(): JournalHeader {
    if (!this.#header) throw new TypeError('the header is missing');
    return this.#header;
  }
}
