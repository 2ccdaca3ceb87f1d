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
  /** The interval of flushes, in ms; default 1000. */
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
  /** The number of facts that are only in memory so far. */
  readonly pending: number;
  /** Time of its last write; undefined if it never did. */
  readonly lastFlush?: number;
  /** Reason why it can't write at the moment; undefined if it can. */
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
  /** Fires with the number of facts when new ones are in the file. */
  readonly onDidFlush: Event<number>;
  /** Fires when writes start to fail, and again only after one succeeded in between. */
  readonly onDidFail: Event<AppError>;
  /** Writes the facts in memory before returning; for `deactivate` and exit. Throws an `AppError` if the disk refuses. */
  flushSync(): void;
  /** Flushes, marks the file as closed, and closes it. Appending facts later throws an `AppError`. */
  close(): Promise<void>;
  /** Like `close`, but synchronous and without an error. */
  dispose(): void;
}
