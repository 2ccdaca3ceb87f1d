import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import { Emitter } from '../../core/base/event.ts';
import type { Disposable } from '../../core/base/event.ts';
import type { Fact } from '../../core/facts/facts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { toDiskError } from '../disk/diskError.ts';
import type { Files } from '../disk/files.ts';
import type { JournalOptions, JournalState, JournalWriter } from './journal.ts';
import { JournalEncoder } from './journalEncoder.ts';
import { journalEnding, layoutOf } from '../disk/layout.ts';
import { thisProcess } from '../disk/machine.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import type { Batch, JournalPart } from './journalPart.ts';
import { factsAtOnce, PendingFacts } from './pendingFacts.ts';

const mebibyte = 1024 * 1024;
/** The interval of retries after the disk refused, in ms. */
const retryMs = 5000;
/** The number of times within one flush that a journal is recreated if it disappears. */
const attempts = 5;

/** Opens a journal for one window. Touches no file before the first flush. */
export function openJournal(options: JournalOptions): JournalWriter {
  return new FileJournal(options);
}

class FileJournal implements JournalWriter {
  readonly writer: string;
  readonly #options: JournalOptions;
  readonly #files: Files;
  readonly #flushed = new Emitter<number>();
  readonly #failed = new Emitter<AppError>();
  readonly #pending = new PendingFacts();
  readonly onDidFlush = this.#flushed.event;
  readonly onDidFail = this.#failed.event;
  #sealer: Sealer | undefined;
  #lastId = 0;
  #parts = 0;
  #part: JournalPart | undefined;
  #batch: Batch | undefined;
  #writing: Promise<void> = Promise.resolve();
  #timer: Disposable | undefined;
  #closed = false;
  #facts = 0;
  #bytes = 0;
  #lastFlush: number | undefined;
  #failure: AppError | undefined;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#files = options.files ?? nodeFiles;
    if (!('then' in options.sealer)) this.#sealer = options.sealer;
    this.writer = options.writer ?? randomBytes(6).toString('hex');
  }

  nextId(): string {
    return `${this.writer}:${++this.#lastId}`;
  }

  append(fact: Fact, when?: 'now'): void {
    if (this.#closed) throw new AppError('internal', 'The journal is closed.');
    this.#facts++;
    this.#pending.add(fact);
    if (this.#failure) this.#schedule(retryMs);
    else if (when === 'now') this.#writePending();
    else this.#schedule(this.#options.flushEveryMs ?? 1000);
  }

  state(): JournalState {
    const pending = this.#pending.size + (this.#batch?.facts.length ?? 0);
    return {
      writer: this.writer,
      facts: this.#facts,
      bytes: this.#bytes,
      pending,
      ...(this.#lastFlush !== undefined && { lastFlush: this.#lastFlush }),
      ...(this.#failure && { failure: this.#failure }),
    };
  }

  async write(): Promise<void> {
    await this.#writeOut(false);
  }

  async flush(): Promise<void> {
    await this.#writeOut(true);
  }

  flushSync(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#knownSealer();
    // A write in progress may not finish before the process ends, so it is repeated. Writing a fact twice is harmless.
    const facts = [...(this.#batch?.facts ?? []), ...this.#pending.take()];
    if (facts.length === 0) return;
    try {
      for (let misses = 0; !this.#appendSync(facts);) this.#missed(++misses);
    } catch (error) {
      // The facts are in the batch now, and will be retried.
      throw this.#noteFailure(error);
    }
    this.#written(facts);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#writeOut(true);
      this.#endPart();
    } finally {
      this.#letGo();
    }
  }

  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.flushSync();
      this.#endPart();
    } catch (error) {
      this.#noteFailure(error);
    }
    this.#letGo();
  }

  #letGo(): void {
    this.#timer?.dispose();
    this.#flushed.dispose();
    this.#failed.dispose();
  }

  #schedule(ms: number): void {
    this.#timer ??= this.#options.clock.after(ms, () => this.#writePending());
  }

  #writePending(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    // The failure was recorded and reported, and scheduled the next attempt.
    this.#writeOut(false).catch(() => undefined);
  }

  /** Writes everything pending after the current write. */
  #writeOut(durable: boolean): Promise<void> {
    const run = this.#writing.then(() => this.#writeBatches(durable));
    this.#writing = run.catch(() => undefined);
    return run;
  }

  async #writeBatches(durable: boolean): Promise<void> {
    try {
      this.#sealer ??= await this.#options.sealer;
      for (let misses = 0; this.#batch || this.#pending.size > 0;) {
        const facts = this.#batch?.facts ?? this.#pending.take(factsAtOnce);
        if (await this.#write(facts)) this.#written(facts);
        else this.#missed(++misses);
      }
      if (durable) await this.#part?.file?.sync();
    } catch (error) {
      throw this.#noteFailure(error);
    }
  }

  /** @returns false if a person, or a checkpoint that took this window for dead, deleted the file */
  async #write(facts: readonly Fact[]): Promise<boolean> {
    const part = this.#currentPart();
    const text = this.#textFor(part, facts);
    await this.#open(part);
    await this.#appendTo(part, text);
    if (!(await part.file?.isInPlace())) return false;
    await this.#rotate(part);
    return true;
  }

  #written(facts: readonly Fact[]): void {
    if (this.#batch?.facts === facts) this.#batch = undefined;
    this.#noteSuccess(facts.length);
  }

  #missed(count: number): void {
    this.#abandonPart();
    if (count >= attempts) throw new AppError('storage-readonly', 'The journal vanishes as soon as it is written.');
  }

  async #open(part: JournalPart): Promise<void> {
    if (part.file) return;
    const file = await this.#files.openAppend(part.path);
    // A synchronous flush may have been quicker.
    if (part.file) file.close();
    else part.file = file;
  }

  async #appendTo(part: JournalPart, text: string): Promise<void> {
    const bytes = Buffer.from((part.torn ? '\n' : '') + text);
    part.torn = true;
    await part.file?.append(bytes);
    part.torn = false;
    part.bytes += bytes.length;
    this.#bytes += bytes.length;
  }

  /** @returns false if the file was deleted */
  #appendSync(facts: readonly Fact[]): boolean {
    const part = this.#currentPart();
    // The write in progress may be cut off, so begin on a new line.
    const bytes = Buffer.from(`\n${this.#textFor(part, facts)}`);
    part.file ??= this.#files.openAppendSync(part.path);
    part.torn = true;
    part.file.appendSync(bytes);
    part.torn = false;
    part.bytes += bytes.length;
    this.#bytes += bytes.length;
    return part.file.isInPlaceSync();
  }

  #currentPart(): JournalPart {
    return (this.#part ??= this.#newPart());
  }

  #knownSealer(): Sealer {
    if (!this.#sealer) throw new AppError('internal', 'The key for names is not there yet.');
    return this.#sealer;
  }

  #newPart(): JournalPart {
    const { folder, clock, demo = false } = this.#options;
    const sealer = this.#knownSealer();
    const name = `${this.writer}-${++this.#parts}${journalEnding}`;
    const header = { ...thisProcess(), writer: this.writer, base: Math.floor(clock.now()), demo };
    const encoder = new JournalEncoder(header, sealer);
    return { path: path.join(layoutOf(folder).journals, name), encoder, bytes: 0, torn: false };
  }

  /** The lines of a batch; made once for each file, since the names in it are. */
  #textFor(part: JournalPart, facts: readonly Fact[]): string {
    const known = this.#batch?.part === part ? this.#batch : undefined;
    if (known?.facts === facts) return known.text;
    try {
      const header = part.bytes === 0 ? part.encoder.header() : '';
      const text = header + (known?.text ?? '') + part.encoder.encode(facts);
      this.#batch = { facts, text, part };
      return text;
    } catch (error) {
      // A name could not be sealed. The encoder takes names for written that were not, so it is of no use any more.
      this.#batch = { facts, text: '', part: undefined };
      this.#abandonPart();
      throw error;
    }
  }

  async #rotate(part: JournalPart): Promise<void> {
    if (part.bytes < (this.#options.rotateBytes ?? mebibyte)) return;
    await part.file?.sync();
    if (this.#part === part) this.#endPart();
  }

  #endPart(): void {
    const part = this.#part;
    if (!part?.file) return;
    part.file.appendSync(Buffer.from(part.encoder.closing()));
    this.#abandonPart();
  }

  #abandonPart(): void {
    this.#part?.file?.close();
    this.#part = undefined;
  }

  #noteSuccess(facts: number): void {
    this.#failure = undefined;
    this.#lastFlush = this.#options.clock.now();
    this.#flushed.fire(facts);
  }

  #noteFailure(error: unknown): AppError {
    const failure = toDiskError(error);
    const isNew = this.#failure === undefined;
    this.#failure = failure;
    if (isNew) this.#failed.fire(failure);
    if (!this.#closed) this.#schedule(retryMs);
    return failure;
  }
}
