import path from 'node:path';
import type { Database } from '../sqlite/database.ts';
import type { FactTables } from '../facts/factTables.ts';
import type { Files } from '../disk/files.ts';
import type { ReadFact } from './journalFile.ts';
import { JournalFile } from './journalFile.ts';
import { journalVersion } from './journalEncoder.ts';
import { journalEnding } from '../disk/layout.ts';
import { isSurelyDead } from '../disk/machine.ts';
import { writeMeta } from '../sqlite/metaTable.ts';
import { SpanBuffer } from './spanBuffer.ts';

/** A journal that nobody wrote to for this long is considered abandoned, whatever its process id. */
const forsakenMs = 14 * 86_400_000;

/** System error codes for a file that may not be read. */
const refusals: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EISDIR', 'EIO', 'ELOOP', 'ENXIO']);
/** The number of bytes to read at once. */
const pieceBytes = 4 * 1024 * 1024;
/** We never write a longer line. */
const longestLine = 16 * pieceBytes;

interface Pieces {
  /** Position at which to stop, in bytes from the start. */
  readonly until: number;
  readonly write: (fact: ReadFact) => void;
}

export interface JournalTotals {
  readonly journals: number;
  readonly bytes: number;
  readonly skipped: number;
  /** Files that are named like journals but can't be read: folders, devices, other users' files. */
  readonly unreadable: readonly string[];
  /** Journals whose writer may still be running. */
  readonly writers: number;
}

/** The journals of a folder, as far as a database has taken them in. */
export class JournalSet {
  readonly #files: Files;
  readonly #folder: string;
  readonly #open = new Map<string, JournalFile>();
  readonly #sizes = new Map<string, number>();
  /** Journals that the system doesn't let us read at present. */
  readonly #refused = new Set<string>();

  readonly #now: () => number;

  constructor(files: Files, folder: string, now: () => number) {
    this.#files = files;
    this.#folder = folder;
    this.#now = now;
  }

  /** Continues from the state of a database that was just loaded. */
  reset(database: Database): void {
    // Also what did not grow since is beyond an older database.
    this.#sizes.clear();
    const rows = new Map(
      database.all('SELECT name, position, skipped, unknown_from, version FROM journal').map((row) => [row[0], row]),
    );
    for (const name of this.#open.keys()) if (!rows.has(name)) rows.set(name, [name, 0, 0, null, journalVersion]);
    for (const [name, position, skipped, unknownFrom, version] of rows.values()) {
      const file = this.#file(String(name));
      // Lines that an older version didn't understand are read again by one that may.
      const again = unknownFrom !== null && Number(version) < journalVersion;
      file.progress = again
        ? { position: Number(unknownFrom), skipped: 0, unknownFrom: null }
        : {
            position: Number(position),
            skipped: Number(skipped),
            unknownFrom: unknownFrom === null ? null : Number(unknownFrom),
          };
    }
  }

  /**
   * Takes in everything that the database doesn't have yet, in one transaction.
   * @returns true when there was something
   */
  apply(database: Database, tables: FactTables): boolean {
    const grown = this.#listGrown();
    if (grown.length === 0) return false;
    let isAny = false;
    database.transaction(() => {
      for (const name of grown) isAny = this.#applyOne(name, database, tables) || isAny;
      tables.finish();
    });
    return isAny;
  }

  totals(): JournalTotals {
    const sizes = this.#names().map((name) => this.#sizeOf(name));
    const open = Array.from(this.#open.values());
    return {
      journals: sizes.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      skipped: open.reduce((sum, file) => sum + file.progress.skipped, 0),
      unreadable: this.#allNames().filter((name) => !this.#isRegular(name) || this.#refused.has(name)),
      writers: this.#names().filter((name) => !this.isFinished(name)).length,
    };
  }

  /** Bytes of journals that the database has taken in. */
  get takenBytes(): number {
    return Array.from(this.#open.values()).reduce((sum, { progress }) => sum + progress.position, 0);
  }

  /** Maps each journal to the number of bytes that were taken in; undefined if one wasn't read or understood to its end. */
  positions(): Record<string, number> | undefined {
    const open = this.#names().map((name) => [name, this.#open.get(name)?.progress] as const);
    if (this.#refused.size > 0 || open.some(([, progress]) => progress?.unknownFrom !== null)) return undefined;
    return Object.fromEntries(open.map(([name, progress]) => [name, progress?.position ?? 0]));
  }

  /** Names of journals that were fully taken in and understood. */
  taken(): string[] {
    return this.#names().filter((name) => {
      const progress = this.#open.get(name)?.progress;
      return progress?.unknownFrom === null && progress.position === this.#sizeOf(name);
    });
  }

  /** Those of them whose writer no longer writes to them. */
  finished(): string[] {
    return this.taken().filter((name) => this.isFinished(name));
  }

  isFinished(name: string): boolean {
    const file = this.#open.get(name);
    if (!file) return false;
    if (!file.header && file.progress.position > 0) this.#prime(name, file);
    return file.closed || (file.header !== undefined && isSurelyDead(file.header)) || this.#isForsaken(name);
  }

  path(name: string): string {
    return path.join(this.#folder, name);
  }

  /** Forgets a journal that was deleted. */
  forget(database: Database, name: string): void {
    this.#open.delete(name);
    this.#sizes.delete(name);
    database.run('DELETE FROM journal WHERE name = ?', name);
  }

  /** Forgets journals that are gone from the disk. */
  forgetMissing(database: Database): void {
    const there = new Set(this.#names());
    for (const name of Array.from(this.#open.keys())) if (!there.has(name)) this.forget(database, name);
  }

  /** Records in a database that it has taken in everything that exists now. */
  markAllTaken(database: Database): void {
    database.run('DELETE FROM journal');
    for (const name of this.#names()) {
      const { skipped = 0 } = this.#open.get(name)?.progress ?? {};
      // Only whole lines: the rest of a line that is being written comes later.
      const position = this.#open.get(name)?.progress.position ?? this.#sizeOf(name);
      database.run('INSERT INTO journal VALUES (?, ?, ?, NULL, ?)', name, position, skipped, journalVersion);
    }
  }

  /** @returns false when nothing of it could be read */
  #applyOne(name: string, database: Database, tables: FactTables): boolean {
    const file = this.#file(name);
    const before = file.progress.position;
    const spans = new SpanBuffer();
    const writeSpans = (): void => {
      for (const span of spans.take()) tables.write(span, file.nameOf);
    };
    const write = (fact: ReadFact): void => {
      if (!spans.hold(fact)) tables.write(fact as Parameters<FactTables['write']>[0], file.nameOf);
      else if (spans.isFull) writeSpans();
    };
    // Bytes that were read before the system refused count: they are not read again.
    if (!this.#read(name, file, write) && file.progress.position === before) return false;
    writeSpans();
    const { position, skipped, unknownFrom } = file.progress;
    if (file.header?.demo) writeMeta(database, 'demo', 1);
    const set =
      'position = excluded.position, skipped = excluded.skipped, unknown_from = excluded.unknown_from, version = excluded.version';
    const sql = `INSERT INTO journal VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ${set}`;
    database.run(sql, name, position, skipped, unknownFrom, journalVersion);
    return true;
  }

  /** @returns false when the system doesn't let it be read */
  #read(name: string, file: JournalFile, write: (fact: ReadFact) => void): boolean {
    const size = this.#readPieces(name, file, { until: Infinity, write });
    if (size === undefined) return false;
    this.#sizes.set(name, size);
    const hasTail = file.progress.position < size;
    // Dead first, size second: what a writer wrote before it died is in the file by then.
    if (hasTail && this.isFinished(name) && this.#files.stat(this.path(name))?.size === size) file.skipTo(size);
    return true;
  }

  // After a start with a saved position, this process never read what comes before it.
  #prime(name: string, file: JournalFile): void {
    this.#readPieces(name, file, { until: file.progress.position, write: () => undefined });
  }

  /**
   * Reads piece by piece, so that a journal may be larger than memory.
   * @returns where the file ended; undefined if the system refused to read it to the end
   */
  #readPieces(name: string, file: JournalFile, pieces: Pieces): number | undefined {
    try {
      const size = this.#readAll(name, file, pieces);
      this.#refused.delete(name);
      return size;
    } catch (error) {
      if (!refusals.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      this.#refused.add(name);
      // Makes the next call try again.
      this.#sizes.delete(name);
      return undefined;
    }
  }

  #readAll(name: string, file: JournalFile, { until, write }: Pieces): number {
    for (let piece = pieceBytes; ;) {
      const from = file.readFrom;
      const length = Math.min(piece, until - from);
      const bytes = length > 0 ? this.#files.read(this.path(name), from, length) : undefined;
      if (bytes) file.read(bytes, write);
      if (!bytes || bytes.length < piece) return from + (bytes?.length ?? 0);
      if (file.readFrom > from) piece = pieceBytes;
      else if (piece < longestLine) piece *= 4;
      else file.skipTo(from + piece);
    }
  }

  #listGrown(): string[] {
    return this.#allNames().filter((name) => {
      const stat = this.#files.stat(this.path(name));
      if (!stat?.isFile) return false;
      const { size } = stat;
      const before = this.#sizes.get(name);
      const position = this.#positionWithin(name, size);
      // An unfinished line is looked at again when the file grew, or at times, for its writer may have died.
      return size > position && (size !== before || this.isFinished(name) || !this.#open.has(name));
    });
  }

  /** Returns how far a journal was taken in; 0 if it was truncated below that. */
  #positionWithin(name: string, size: number): number {
    const progress = this.#open.get(name)?.progress;
    if (!progress || progress.position <= size) return progress?.position ?? 0;
    this.#open.set(name, new JournalFile({ position: 0, skipped: progress.skipped + 1, unknownFrom: null }));
    return 0;
  }

  #names(): string[] {
    return this.#allNames().filter((name) => this.#isRegular(name));
  }

  #allNames(): string[] {
    return this.#files.list(this.#folder).filter((name) => name.endsWith(journalEnding));
  }

  // Reading a pipe would block until someone writes to it.
  #isRegular(name: string): boolean {
    return this.#files.stat(this.path(name))?.isFile === true;
  }

  #sizeOf(name: string): number {
    return this.#files.stat(this.path(name))?.size ?? 0;
  }

  #isForsaken(name: string): boolean {
    const stat = this.#files.stat(this.path(name));
    // A wrong clock does no harm: see `retireJournals`.
    return stat !== undefined && stat.modifiedAt < this.#now() - forsakenMs;
  }

  #file(name: string): JournalFile {
    const known = this.#open.get(name);
    if (known) return known;
    const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
    this.#open.set(name, file);
    return file;
  }
}
