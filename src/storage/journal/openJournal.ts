import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import { type Disposable, Emitter } from '../../core/base/event.ts';
import type { Fact } from '../../core/facts/facts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { toDiskError } from '../disk/diskError.ts';
import type { Files } from '../disk/files.ts';
import type { JournalOptions, JournalState, JournalWriter } from './journal.ts';
import { DiskPace } from './diskPace.ts';
import { JournalEncoder } from './journalEncoder.ts';
import { journalEnding, layoutOf } from '../disk/layout.ts';
import { thisProcess } from '../disk/machine.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import { appendTo, appendToSync, openPart, type Batch, type JournalPart } from './journalPart.ts';
import { PendingFacts } from './pendingFacts.ts';

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
  readonly #pending: PendingFacts;
  readonly #pace: DiskPace;
  readonly #rotateBytes: number;
  readonly onDidFlush = this.#flushed.event;
  readonly onDidFail = this.#failed.event;
  #sealer: Sealer | undefined;
  #lastId = 0;
  #parts = 0;
  #part: JournalPart | undefined;
  #batch: Batch | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Runs of `#writeBatches` that have not ended. */
  #running = 0;
  #timer: Disposable | undefined;
  #closed = false;
  #facts = 0;
  #bytes = 0;
  #lastFlush: number | undefined;
  #failure: AppError | undefined;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#files = options.files ?? nodeFiles;
    this.#pace = new DiskPace(options.clock);
    this.#pending = new PendingFacts(options.clock);
    this.#rotateBytes = options.rotateBytes ?? 1024 * 1024;
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
    else if (when === 'now') this.#writeNow();
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
    if (this.#pending.size > 0) this.#writeNow();
    if (this.#pending.size > 0 || this.#batch || this.#running > 0) await this.#writeOut(false);
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
      for (let misses = 0; !this.#appendSync(facts, true);) this.#missed(++misses);
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

  /**
   * Writes a growing span, each second while someone works. To hand some bytes to a thread takes this one several times as long as to
   * write them to the system's cache. Many facts, a new file, and a slow disk are left to that thread.
   */
  #writeNow(): void {
    const part = this.#part;
    const isFree = this.#running === 0 && !this.#batch && this.#pace.isQuick;
    const isSmall = this.#pending.size <= this.#pending.batch.current;
    if (!isFree || !isSmall || !part?.file || part.bytes >= this.#rotateBytes) return this.#writePending();
    this.#timer?.dispose();
    this.#timer = undefined;
    const facts = this.#pending.take();
    try {
      if (this.#pace.time(() => this.#appendSync(facts, false))) return this.#written(facts);
    } catch (error) {
      // The facts are in the batch now, and will be retried.
      return void this.#noteFailure(error);
    }
    this.#abandonPart();
    this.#writePending();
  }

  #writePending(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    // The failure was recorded and reported, and scheduled the next attempt.
    this.#writeOut(false).catch(() => undefined);
  }

  /** Writes everything pending after the current write. */
  #writeOut(durable: boolean): Promise<void> {
    this.#running++;
    const run = this.#writing.then(() => this.#writeBatches(durable));
    this.#writing = run.catch(() => undefined);
    return run;
  }

  async #writeBatches(durable: boolean): Promise<void> {
    try {
      this.#sealer ??= await this.#options.sealer;
      for (let misses = 0; this.#batch || this.#pending.size > 0;) {
        const facts = this.#batch?.facts ?? this.#pending.take(this.#pending.batch.current);
        if (await this.#write(facts)) this.#written(facts);
        else this.#missed(++misses);
      }
      if (durable) await this.#part?.file?.sync();
    } catch (error) {
      throw this.#noteFailure(error);
    } finally {
      this.#running--;
    }
  }

  /** @returns false if a person, or a checkpoint that took this window for dead, deleted the file */
  async #write(facts: readonly Fact[]): Promise<boolean> {
    const part = this.#currentPart();
    const text = this.#textFor(part, facts);
    await openPart(part, this.#files);
    const written = await appendTo(part, text);
    this.#bytes += written;
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

  /** @returns false if the file was deleted */
  #appendSync(facts: readonly Fact[], mayBeCutOff: boolean): boolean {
    const part = this.#currentPart();
    const text = this.#textFor(part, facts);
    part.file ??= this.#files.openAppendSync(part.path);
    this.#bytes += appendToSync(part, text, mayBeCutOff);
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
      const lines = this.#pending.batch.time(facts.length, () => part.encoder.encode(facts));
      const text = header + (known?.text ?? '') + lines;
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
    if (part.bytes < this.#rotateBytes) return;
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
