import type { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { Event } from '../../core/base/event.ts';
import type { FactWriter } from '../../core/facts/facts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { Files } from '../disk/files.ts';

export interface JournalOptions {
  /** The folder of the storage; the journal is `journal/<writer>-<n>.ndjson` below it. */
  readonly folder: string;
  readonly clock: Clock;
  /** A promise where the key has to be fetched first: until then facts wait in memory, also at `flushSync`, which then throws. */
  readonly sealer: Sealer | Promise<Sealer>;
  /** Default: Node's own. */
  readonly files?: Files;
  /** Name of the writer, unique for ever; default: random. */
  readonly writer?: string;
  /** Marks everything written as made up. */
  readonly demo?: boolean;
  /** How often what is new is flushed, ms; default 1000. */
  readonly flushEveryMs?: number;
  /** Size at which a new file is begun; default 1 MiB. */
  readonly rotateBytes?: number;
}

/** The state of a journal, for the health check. */
export interface JournalState {
  readonly writer: string;
  /** Facts handed in since it was opened. */
  readonly facts: number;
  /** Bytes written since it was opened. */
  readonly bytes: number;
  /** Facts that are only in memory so far. */
  readonly pending: number;
  /** When something was last written; undefined before. */
  readonly lastFlush?: number;
  /** Why it can't write at present; undefined while it can. */
  readonly failure?: AppError;
}

/**
 * Writes the facts of one window. Nothing is read and nothing but appends happens; the file is made with the first fact. While the
 * disk refuses, facts stay in memory and are tried again every few seconds.
 */
export interface JournalWriter extends FactWriter {
  readonly writer: string;
  state(): JournalState;
  /** Writes pending facts so that readers of the file see them. `flush` also makes them survive a power cut. */
  write(): Promise<void>;
  /** Something new is in the file: how many facts. */
  readonly onDidFlush: Event<number>;
  /** Said once when writing begins to fail, and again only after it has worked in between. */
  readonly onDidFail: Event<AppError>;
  /** Writes what is in memory before it returns; for `deactivate` and exit. Throws an `AppError` when the disk refuses. */
  flushSync(): void;
  /** Flushes, marks the file as closed and lets go of it. Facts appended later are refused with an `AppError`. */
  close(): Promise<void>;
  /** As `close`, without waiting (and without an error): writes synchronously. */
  dispose(): void;
}
