import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { collectionOfOld } from '../../core/facts/oldFacts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { journalEnding, layoutOf } from '../disk/layout.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import { stampOf } from '../disk/replaceFile.ts';
import type { EditedLine } from '../journal/journalDecoder.ts';
import { JournalFile, type ReadFact } from '../journal/journalFile.ts';
import { observedFact, type ObservedFact, type SpanGrowth } from './observedFacts.ts';
import type { TailBasis } from './todayCopy.ts';

/** Bytes that are read and decoded in one turn of the event loop: about 2 ms, and 5 ms if each line has a new name. */
const pieceBytes = 16 * 1024;
/** A line that is longer is left to the store. */
const longestPiece = 256 * pieceBytes;

/** Something that only the store can take in, such as a change of a record; with the collection where it has one. */
export interface OtherLine {
  readonly type: 'other';
  readonly collection?: string;
}

export type TailLine = ObservedFact | SpanGrowth | OtherLine;

interface Options {
  /** The storage folder. */
  readonly folder: string;
  readonly sealer: Sealer;
  readonly basis: TailBasis;
}

/** A journal with the names that are open. */
interface TailFile {
  readonly journal: JournalFile;
  readonly names: Map<number, string>;
}

/** Signals that the journals alone don't tell everything. */
class AskStoreError extends Error {}

/** Reads what the journals hold beyond a known state, without SQLite and in short turns of the event loop. */
export class JournalTail {
  readonly #options: Options;
  readonly #files = new Map<string, TailFile>();
  #lines: TailLine[] = [];
  /** A journal that was read holds made-up data. */
  isDemo = false;

  constructor(options: Options) {
    this.#options = options;
    for (const [name, position] of Object.entries(options.basis.journals)) this.#files.set(name, fileAt(position));
  }

  /**
   * Reads what was written since the last call.
   * @returns undefined when the store has to be asked, now and from now on: the SQLite file was written, or a journal was deleted or can't
   * be understood. Rejects with nothing.
   */
  async read(): Promise<readonly TailLine[] | undefined> {
    this.#lines = [];
    try {
      const { journals, file } = layoutOf(this.#options.folder);
      const names = (await readdir(journals)).filter((name) => name.endsWith(journalEnding));
      for (const name of this.#files.keys()) if (!names.includes(name)) return undefined;
      for (const name of names) await this.#readOne(path.join(journals, name), name);
      // Journals are deleted only after the file was written, so all of them were there.
      return stampOf(nodeFiles, file) === this.#options.basis.stamp ? this.#lines : undefined;
    } catch {
      // The store reads, or reports, whatever couldn't be read here.
      return undefined;
    }
  }

  async #readOne(place: string, name: string): Promise<void> {
    const found = await stat(place);
    const file = this.#files.get(name) ?? fileAt(0);
    if (!found.isFile()) return;
    this.#files.set(name, file);
    const { position } = file.journal.progress;
    if (found.size < position) throw new AskStoreError();
    if (found.size === position) return;
    const handle = await open(place, 'r');
    try {
      await this.#readPieces(handle, file);
    } finally {
      await handle.close();
    }
  }

  async #readPieces(handle: FileHandle, file: TailFile): Promise<void> {
    const { journal } = file;
    for (let piece = pieceBytes; ;) {
      const from = journal.readFrom;
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(piece), 0, piece, from);
      journal.read(buffer.subarray(0, bytesRead), (line) => this.#lines.push(this.#taken(line, file)));
      if (journal.progress.unknownFrom !== null) throw new AskStoreError();
      this.isDemo ||= journal.header?.demo === true;
      if (bytesRead < piece) return;
      // No line ended in it.
      if (journal.readFrom > from) piece = pieceBytes;
      else if ((piece *= 4) > longestPiece) throw new AskStoreError();
    }
  }

  #taken(line: ReadFact, { journal, names }: TailFile): TailLine {
    switch (line.type) {
      case 'activity':
      case 'plan':
      case 'planTask':
        return { type: 'other' };
      case 'document':
        return { type: 'other', collection: collectionOf(line) };
      case 'record':
        return { type: 'other', collection: line.collection };
      case 'span':
      case 'growth':
      case 'run':
      case 'diagnostic':
      case 'state':
        return observedFact(line as Parameters<typeof observedFact>[0], (number) => this.#name(number, journal, names));
    }
  }

  #name(number: number, journal: JournalFile, names: Map<number, string>): string | undefined {
    const known = names.get(number);
    if (known !== undefined) return known;
    const name = journal.nameOf(number);
    if (!name) return undefined;
    const text = this.#options.sealer.open(name.sealed);
    // The store shows a placeholder of its own.
    if (text === undefined) throw new AskStoreError();
    names.set(number, text);
    return text;
  }
}

/** The collection of a document, or of the record that it is since then. */
function collectionOf({ id, cells }: Pick<EditedLine, 'id' | 'cells'>): string {
  const collection = String(cells[0]);
  return collectionOfOld({ type: 'document', id, collection }) ?? collection;
}

function fileAt(position: number): TailFile {
  return { journal: new JournalFile({ position, skipped: 0, unknownFrom: null }), names: new Map() };
}
