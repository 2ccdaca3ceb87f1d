import { AppError } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/event.ts';
import { translator } from '../core/base/translate.ts';
import type { FactWriter } from '../core/facts/facts.ts';
import { layoutOf } from '../storage/disk/layout.ts';
import { nodeFiles } from '../storage/disk/nodeFiles.ts';
import { readOnlyFiles } from '../storage/disk/readOnlyFiles.ts';
import type { JournalWriter } from '../storage/journal/journal.ts';
import { openJournal } from '../storage/journal/openJournal.ts';
import { openStore } from '../storage/openStore.ts';
import type { Store } from '../storage/store.ts';
import { readFolderSecret } from '../storage/vault/folderSecret.ts';
import { openOnly } from '../storage/vault/openOnly.ts';
import { Vault } from '../storage/vault/vault.ts';
import { offsetsOf } from '../core/time/zone.ts';
import { answering, readingsOf, type QueryRequest } from './answering.ts';
import { defaultAnswerSettings, readSettingsFile, type AnswerSettings } from './settingsFile.ts';

export interface DataFolderOptions {
  /** Daymark's folder in the global storage of VS Code. */
  readonly folder: string;
  /** Path of `sql-wasm.wasm`. */
  readonly wasmPath: string;
  readonly clock: Clock;
  /** True if operations that write may run. Default: none may, and no file is changed. */
  readonly mayWrite?: boolean;
  /** The 32 bytes that open names. Default: the secret in the folder, if there is one; otherwise names stay locked. */
  readonly secret?: Uint8Array;
  /** With `secret`: when the newest key that sealed names was created, in ms since the epoch. */
  readonly newest?: number;
  /** With `secret`: public keys of revoked devices, in base64. */
  readonly revoked?: readonly string[];
  /** The version of the code that computes the cache of finished days; if it equals the worker's, its cache is used. */
  readonly codeVersion?: string;
}

/** The store is closed, and its memory freed, after this long without a request, in ms. */
const idleMs = 60_000;

interface OpenedData {
  readonly store: Store;
  readonly answer: ReturnType<typeof answering>;
}

/**
 * A data folder that VS Code may be writing to at the same time. Reading takes no lock and changes no file. Writes go to a separate
 * journal, like a window's; only windows write the SQLite file.
 */
export class DataFolder {
  readonly #options: DataFolderOptions;
  readonly #vault: Vault;
  readonly recorder: FactWriter;
  #journal: JournalWriter | undefined;
  #opened: Promise<OpenedData> | undefined;
  #version = 0;
  #active = 0;
  #idle: Disposable | undefined;

  constructor(options: DataFolderOptions) {
    this.#options = options;
    const { folder, clock, newest, revoked } = options;
    const files = options.mayWrite ? nodeFiles : readOnlyFiles(nodeFiles);
    const secret = options.secret ?? readFolderSecret(folder);
    this.#vault = new Vault({ folder, clock, secret, newest, revoked, files });
    this.recorder = {
      nextId: () => this.#writer().nextId(),
      append: (fact) => this.#writer().append(fact),
      flush: () => this.#writer().flush(),
    };
  }

  /** The settings that VS Code left in the folder, or else the default ones. */
  settings(): AnswerSettings {
    return readSettingsFile(this.#options.folder, this.#vault) ?? defaultAnswerSettings;
  }

  /** Minutes east of UTC at an instant in the user's time zone. */
  offsetAt(at: number): number {
    const { timeZone: name } = this.settings();
    return name === undefined ? this.#options.clock.utcOffset(at) : offsetsOf(name)(at);
  }

  /** Answers a query with everything that is on the disk by now. */
  answer(request: QueryRequest): Promise<unknown> {
    return this.#use(async ({ answer }) => {
      await this.#journal?.write();
      return answer(request);
    });
  }

  /** The root folders of recorded projects. */
  projects(): Promise<string[]> {
    return this.#use(({ store }) => store.projects());
  }

  lockedNames(): Promise<number> {
    return this.#use(({ store }) => (store.refresh(), store.health().lockedNames ?? 0));
  }

  /** A number that changes whenever something new was taken in. Reads what is new. */
  version(): Promise<number> {
    return this.#use(({ store }) => {
      if (store.refresh()) this.#version++;
      return this.#version;
    });
  }

  /** @throws AppError `not-found` if there is no data; `storage-locked` if there is no key to seal names with */
  checkWritable(): void {
    this.#check();
    if (!this.#vault.canSeal())
      throw new AppError(
        'storage-locked',
        'Names are locked here, so nothing can be written. Start the server from VS Code, or set daymark.vault.key to "folder".',
      );
  }

  /** Does something that records, and returns when it is on the disk. @throws AppError as `checkWritable` */
  async writing<T>(act: () => Promise<T>): Promise<T> {
    this.checkWritable();
    const result = await act();
    await this.#journal?.flush();
    return result;
  }

  async close(): Promise<void> {
    this.#idle?.dispose();
    await this.#journal?.close();
    this.#journal = undefined;
    await this.#letGo();
  }

  #writer(): JournalWriter {
    const { folder, clock } = this.#options;
    return (this.#journal ??= openJournal({ folder, clock, sealer: this.#vault, flushEveryMs: 200 }));
  }

  async #use<T>(act: (opened: OpenedData) => T | Promise<T>): Promise<T> {
    this.#idle?.dispose();
    this.#active++;
    try {
      return await act(await this.#open());
    } finally {
      this.#active--;
      if (this.#active === 0) this.#idle = this.#options.clock.after(idleMs, () => void this.#letGo());
    }
  }

  #open(): Promise<OpenedData> {
    this.#check();
    this.#opened ??= this.#load().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #load(): Promise<OpenedData> {
    const { mayWrite, codeVersion, ...where } = this.#options;
    const files = readOnlyFiles(nodeFiles);
    const sealer = mayWrite && this.#vault.canSeal() ? this.#vault : openOnly(this.#vault);
    const store = await openStore({ ...where, files, sealer, ...(codeVersion !== undefined && { codeVersion }) });
    this.#checkVersion(store);
    const refresh = (): boolean => {
      const isNew = store.refresh();
      if (!isNew) return false;
      this.#version++;
      this.#checkVersion(store);
      return true;
    };
    this.#version++;
    return { store, answer: answering(readingsOf({ ...store, refresh }, translator())) };
  }

  /** Data of a newer version may have a different meaning. */
  #checkVersion(store: Store): void {
    if (store.health().mode !== 'read-only-newer') return;
    throw new AppError(
      'storage-newer',
      `The data in ${this.#options.folder} was written by a newer version of Daymark. Use that version, or update this one.`,
    );
  }

  #check(): void {
    const { folder } = this.#options;
    const { file, journals, backups } = layoutOf(folder);
    const advice = 'Open VS Code with Daymark once, or name the right folder with --data.';
    try {
      if (!nodeFiles.stat(folder)) throw new AppError('not-found', `There is no folder ${folder}. ${advice}`);
      if ([file, journals, backups].some((part) => nodeFiles.stat(part))) {
        nodeFiles.list(folder);
        return;
      }
    } catch (error) {
      if (error instanceof AppError) throw error;
      const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
      throw new AppError('not-found', `Daymark can't read ${folder} (${code}). Check whose folder it is.`, {
        cause: error,
      });
    }
    throw new AppError('not-found', `There is no Daymark data in ${folder}. ${advice}`);
  }

  async #letGo(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened?.catch(() => undefined))?.store.close();
  }
}
