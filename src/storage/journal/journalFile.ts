import type { FactLine, SealedName } from './journalDecoder.ts';
import { ImpossibleLineError } from './journalCells.ts';
import { LineDecoder } from './journalDecoder.ts';
import type { JournalHeader } from './journalEncoder.ts';
import { decodeLine } from './journalLine.ts';

/** A fact as read, with the start of the span where the line itself doesn't tell it. */
export type ReadFact = FactLine & { readonly start?: number };

/** Position up to which a journal has been taken in; kept in the database beside its facts. */
export interface JournalProgress {
  /** Bytes from the start of the file. */
  readonly position: number;
  readonly skipped: number;
  /** The position of the first line that this version doesn't understand. */
  readonly unknownFrom: number | null;
}

const lineFeed = 10;

/** Spans whose starts are known. A writer lets only the 50 that it wrote last grow, and writes a span whole after 30 growths. */
const spansRemembered = 2000;

/** The state of reading one journal file: its names, and where its spans begin. */
export class JournalFile {
  readonly #decoder = new LineDecoder();
  readonly #names = new Map<number, SealedName>();
  readonly #starts = new Map<string, number>();
  /** The number of bytes whose names are known. */
  #scanned = 0;
  progress: JournalProgress;
  header: JournalHeader | undefined;
  closed = false;

  constructor(progress: JournalProgress) {
    this.progress = progress;
  }

  readonly nameOf = (number: number): SealedName | undefined => this.#names.get(number);

  /** The byte from which to read the file to continue at `progress.position`. */
  get readFrom(): number {
    return Math.min(this.#scanned, this.progress.position);
  }

  /**
   * Takes the complete lines from the bytes and moves `progress` past them.
   * @param bytes the file from `readFrom` on
   */
  read(bytes: Uint8Array, take: (fact: ReadFact) => void): void {
    const origin = this.readFrom;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let start = 0; ;) {
      const end = buffer.indexOf(lineFeed, start);
      if (end < 0) break;
      this.#line(buffer.toString('utf8', start, end), { from: origin + start, to: origin + end + 1 }, take);
      start = end + 1;
    }
  }

  /** Goes back to the start, with all names kept: for lines that come in pieces and in no file. */
  rewind(): void {
    this.#scanned = 0;
    this.progress = { position: 0, skipped: this.progress.skipped, unknownFrom: null };
  }

  /** Gives up an unfinished line whose writer is dead, or one that is longer than any valid line. */
  skipTo(size: number): void {
    this.#scanned = Math.max(this.#scanned, size);
    if (size <= this.progress.position) return;
    this.progress = { ...this.progress, position: size, skipped: this.progress.skipped + 1 };
  }

  #line(text: string, at: { from: number; to: number }, take: (fact: ReadFact) => void): void {
    const known = at.to <= this.progress.position;
    // Lines that were applied already are only scanned for names. Growths, which are most of the lines, have none.
    this.#scanned = Math.max(this.#scanned, at.to);
    if (known && text.startsWith('["x"')) return;
    if (!known) this.progress = { ...this.progress, position: at.to };
    if (text === '') return;
    const cells = decodeLine(text);
    if (!cells) return known ? undefined : this.#countSkipped();
    this.#decode(cells, at.from, known ? () => undefined : take);
  }

  #decode(cells: readonly unknown[], from: number, take: (fact: ReadFact) => void): void {
    const line = this.#understand(cells);
    if (!line) this.#countSkipped();
    else if (line.type === 'header') this.header = line;
    else if (line.type === 'name') this.#names.set(line.number, line);
    else if (line.type === 'closed') this.closed = true;
    else if (line.type === 'unknown') this.#countUnknown(from);
    else if (line.type === 'growth') this.#takeGrowth(line, take);
    else {
      if (line.type === 'span') this.#remember(line.id, line.start);
      take(line);
    }
  }

  #takeGrowth(line: Extract<FactLine, { type: 'growth' }>, take: (fact: ReadFact) => void): void {
    const start = this.#starts.get(line.id);
    if (start === undefined) return this.#countSkipped();
    this.#remember(line.id, start);
    take({ ...line, start });
  }

  #remember(id: string, start: number): void {
    // As the writer does, so that what it still remembers is known here too.
    this.#starts.delete(id);
    this.#starts.set(id, start);
    const oldest = this.#starts.size > spansRemembered ? this.#starts.keys().next().value : undefined;
    if (oldest !== undefined) this.#starts.delete(oldest);
  }

  // The checksum is right, so it was written like this: by a version that knows more, unless it holds what none can have written.
  #understand(cells: readonly unknown[]): ReturnType<LineDecoder['decode']> | undefined {
    try {
      return this.#decoder.decode(cells as Parameters<LineDecoder['decode']>[0]);
    } catch (error) {
      if (error instanceof ImpossibleLineError) return undefined;
      if (error instanceof TypeError || error instanceof RangeError) return { type: 'unknown' };
      throw error;
    }
  }

  #countUnknown(from: number): void {
    const { unknownFrom, skipped } = this.progress;
    this.progress = { ...this.progress, unknownFrom: unknownFrom ?? from, skipped: skipped + 1 };
  }

  #countSkipped(): void {
    this.progress = { ...this.progress, skipped: this.progress.skipped + 1 };
  }
}
