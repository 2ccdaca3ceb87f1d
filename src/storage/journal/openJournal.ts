import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import { Emitter } from '../../core/base/event.ts';
import type { Disposable } from '../../core/base/event.ts';
import type { Fact } from '../../core/facts/facts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { toDiskError } from '../disk/diskError.ts';
import type { AppendFile, Files } from '../disk/files.ts';
import type { JournalOptions, JournalState, JournalWriter } from './journal.ts';
import { JournalEncoder } from './journalEncoder.ts';
import { journalEnding, layoutOf } from '../disk/layout.ts';
import { thisProcess } from '../disk/machine.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import { factsAtOnce, PendingFacts } from './pendingFacts.ts';

const mebibyte = 1024 * 1024;
/** How often a disk that refused is tried again. */
const retryMs = 5000;
/** A journal that vanishes is begun anew so many times within one flush. */
const attempts = 5;

/** Opens a journal for one window. Touches no file before the first flush. */
export function openJournal(options: JournalOptions): JournalWriter {
  return new FileJournal(options);
}

/** Facts on their way to the disk, and the lines that stand for them in the file that they were encoded for. */
interface Batch {
  readonly facts: readonly Fact[];
  readonly text: string;
  /** Undefined when the text could not be made. */
  readonly part: Part | undefined;
}

/** The file that is written to at present. */
interface Part {
  readonly path: string;
  readonly encoder: JournalEncoder;
  file?: AppendFile;
  bytes: number;
  /** The last write failed half-way: the next one begins with a line end. */
  torn: boolean;
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
  #part: Part | undefined;
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

  append(fact: Fact): void {
    if (this.#closed) throw new AppError('internal', 'The journal is closed.');
    this.#facts++;
    this.#pending.add(fact);
    this.#schedule(this.#failure ? retryMs : (this.#options.flushEveryMs ?? 1000));
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
    // A write under way may or may not end before the process does, so what it writes is written again: facts bear that.
    const facts = [...(this.#batch?.facts ?? []), ...this.#pending.take()];
    if (facts.length === 0) return;
    try {
      for (let misses = 0; !this.#appendSync(facts);) this.#missed(++misses);
    } catch (error) {
      // What was taken is in the batch now, and will be tried again.
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
    this.#timer ??= this.#options.clock.after(ms, () => {
      this.#timer = undefined;
      // The failure was noted and told; the next attempt is scheduled by it.
      this.#writeOut(false).catch(() => undefined);
    });
  }

  /** Writes everything pending, after what is being written already. */
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

  /** @returns false when the file was deleted meanwhile, by a person or by a checkpoint that took this window for dead */
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

  async #open(part: Part): Promise<void> {
    if (part.file) return;
    const file = await this.#files.openAppend(part.path);
    // A synchronous flush may have been quicker.
    if (part.file) file.close();
    else part.file = file;
  }

  async #appendTo(part: Part, text: string): Promise<void> {
    const bytes = Buffer.from((part.torn ? '\n' : '') + text);
    part.torn = true;
    await part.file?.append(bytes);
    part.torn = false;
    part.bytes += bytes.length;
    this.#bytes += bytes.length;
  }

  /** @returns false when the file was deleted meanwhile */
  #appendSync(facts: readonly Fact[]): boolean {
    const part = this.#currentPart();
    // Whatever is being written at this moment may be cut: begin on a line of our own.
    const bytes = Buffer.from(`\n${this.#textFor(part, facts)}`);
    part.file ??= this.#files.openAppendSync(part.path);
    part.torn = true;
    part.file.appendSync(bytes);
    part.torn = false;
    part.bytes += bytes.length;
    this.#bytes += bytes.length;
    return part.file.isInPlaceSync();
  }

  #currentPart(): Part {
    return (this.#part ??= this.#newPart());
  }

  #knownSealer(): Sealer {
    if (!this.#sealer) throw new AppError('internal', 'The key for names is not there yet.');
    return this.#sealer;
  }

  #newPart(): Part {
    const { folder, clock, demo = false } = this.#options;
    const sealer = this.#knownSealer();
    const name = `${this.writer}-${++this.#parts}${journalEnding}`;
    const header = { ...thisProcess(), writer: this.writer, base: Math.floor(clock.now()), demo };
    const encoder = new JournalEncoder(header, sealer);
    return { path: path.join(layoutOf(folder).journals, name), encoder, bytes: 0, torn: false };
  }

  /** The lines of a batch; made once for each file, since the names in it are. */
  #textFor(part: Part, facts: readonly Fact[]): string {
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

  async #rotate(part: Part): Promise<void> {
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
