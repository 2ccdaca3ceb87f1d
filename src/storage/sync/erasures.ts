import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { Files } from '../disk/files.ts';
import { createFile } from '../disk/replaceFile.ts';
import type { EraseRequest, NamedRows } from '../erase/eraseRows.ts';
import type { SegmentContent, SegmentPlace } from './segment.ts';
import { syncFolder } from './syncState.ts';

/** Erasure that was made on one device, for the others to erase. */
export interface Erasure {
  readonly id: string;
  /** With `before`: what is recorded later stays. */
  readonly what: EraseRequest;
}

interface StoredErasure extends Erasure {
  /** The device that tells the others. */
  readonly author: string;
  /** The sequence of its segment, if it is one of this device; 0 until the server has it. */
  readonly sequence: number;
  /** True if it was done when its turn came among the segments. */
  readonly isDone: boolean;
}

interface Entry {
  /** As it is in the file. */
  readonly line: string;
  /** Absent if its key isn't here. */
  readonly kept?: StoredErasure;
}

/** Names of records, and of documents, in one erasure; there are several if there are more, so that each fits a segment. */
const namesAtOnce = 5000;

/** The line of a segment that has an erasure. An older version counts it as a fact that it doesn't know, and reads it once it is updated. */
export function erasureLine({ id, what }: Erasure): string {
  return JSON.stringify({ type: 'erasure', id, ...what });
}

/** Reads what `erasureLine` wrote; undefined for any other line. */
export function parseErasure(line: string): Erasure | undefined {
  if (!line.startsWith('{"type":"erasure"')) return undefined;
  const { id, project, repositories, range, before, records, documents, onlyNamed } = (jsonOf(line) ?? {}) as Record<
    string,
    unknown
  >;
  // Without an instant it would erase what is recorded later.
  if (typeof id !== 'string' || !Number.isSafeInteger(before)) return undefined;
  // One that isn't understood as a whole could erase more than was meant.
  if (project !== undefined && typeof project !== 'string') return undefined;
  if (range !== undefined && !isRange(range)) return undefined;
  const what: EraseRequest = {
    before: before as number,
    ...(onlyNamed === true && { onlyNamed }),
    ...(typeof project === 'string' && { project }),
    ...(isRange(range) && { range: { from: range.from, to: range.to } }),
    ...(Array.isArray(repositories) && { repositories: repositories.filter(isText) }),
    records: listOf(records).flatMap((pair): [string, string][] => {
      const [collection, key] = listOf(pair);
      return isText(collection) && isText(key) ? [[collection, key]] : [];
    }),
    documents: listOf(documents).filter(isText),
  };
  return { id, what };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function isRange(value: unknown): value is TimeRange {
  const { from, to } = (value ?? {}) as Partial<TimeRange>;
  return Number.isSafeInteger(from) && Number.isSafeInteger(to);
}

/** The erasures that a segment has. */
export function erasuresIn(content: SegmentContent | undefined): Erasure[] {
  return content?.type === 'facts' ? content.lines.flatMap((line) => parseErasure(line) ?? []) : [];
}

/** An erasure with the rows that it took, which others may not recognize by themselves; several if they are many. */
export function erasuresOf(what: EraseRequest, { records, documents }: NamedRows): Erasure[] {
  const all: Erasure[] = [];
  const count = Math.max(1, Math.ceil(Math.max(records.length, documents.length) / namesAtOnce));
  for (let i = 0; i < count; i++) {
    const [from, to] = [i * namesAtOnce, (i + 1) * namesAtOnce];
    const part = { records: records.slice(from, to), documents: documents.slice(from, to) };
    all.push({ id: randomUUID(), what: { ...what, ...part } });
  }
  return all;
}

/**
 * The erasures of a synced folder, sealed as names are: those of this device, which the others have to hear of, and those of others, each of
 * which is done once.
 */
export class Erasures {
  readonly #files: Files;
  readonly #folder: string;
  readonly #sealer: Sealer;

  constructor(files: Files, folder: string, sealer: Sealer) {
    this.#files = files;
    this.#folder = folder;
    this.#sealer = sealer;
  }

  /** The erasures that this device sent in a segment, and that weren't done at its place yet. */
  sentAs(deviceId: string, sequence: number): Erasure[] {
    return this.#read().filter((one) => one.author === deviceId && one.sequence === sequence && !one.isDone);
  }

  /** Tells whether this device knows an erasure: it made it, or has done it. */
  has(id: string): boolean {
    return this.#read().some((one) => one.id === id);
  }

  /** Keeps erasures for the others to hear of. They survive a power cut when this returns. */
  add(deviceId: string, erasures: readonly Erasure[]): void {
    const fresh = erasures.map((one) => ({ ...one, author: deviceId, sequence: 0, isDone: false }));
    this.#write([...this.#read(), ...fresh]);
  }

  /** An erasure of a device, perhaps of this one, was done. */
  done(author: string, erasure: Erasure): void {
    const all = this.#read();
    const isKnown = all.some(({ id }) => id === erasure.id);
    const fresh = isKnown ? [] : [{ ...erasure, author, sequence: 0, isDone: true }];
    this.#write([...all.map((one) => (one.id === erasure.id ? { ...one, isDone: true } : one)), ...fresh]);
  }

  /** Lists the erasures that other devices need to know. @param revoked devices that are no longer listened to, so that this one passes on their erasures */
  waiting(deviceId: string, revoked: readonly string[]): Erasure[] {
    return this.#read().filter(
      ({ author, sequence }) => revoked.includes(author) || (author === deviceId && sequence === 0),
    );
  }

  /** The server has them, in a segment of this device. */
  sent({ deviceId, sequence }: SegmentPlace, erasures: readonly Erasure[]): void {
    if (erasures.length === 0) return;
    const ids = new Set(erasures.map(({ id }) => id));
    this.#write(this.#read().map((one) => (ids.has(one.id) ? { ...one, author: deviceId, sequence } : one)));
  }

  /** The server has lost some: all are sent again. */
  sendAgain(): void {
    const all = this.#read();
    if (all.length > 0) this.#write(all.map((one) => ({ ...one, sequence: 0 })));
  }

  #file(): string {
    return path.join(syncFolder(this.#folder), 'erasures');
  }

  /** Those that can be opened here. */
  #read(): StoredErasure[] {
    return this.#entries().flatMap(({ kept }) => kept ?? []);
  }

  #entries(): Entry[] {
    const lines = Buffer.from(this.#files.read(this.#file()) ?? [])
      .toString()
      .split('\n');
    return lines.flatMap((line): Entry[] => {
      const [author, sequence, isDone, sealed] = listOf(jsonOf(line));
      if (!isText(author) || !isText(sealed)) return [];
      const text = this.#sealer.open(Buffer.from(sealed, 'base64'));
      const erasure = text === undefined ? undefined : parseErasure(text);
      const state = { author, sequence: Number(sequence), isDone: isDone === true };
      return [{ line, ...(erasure && { kept: { ...erasure, ...state } }) }];
    });
  }

  /** Replaces those that can be opened here. The others stay as they are: their key may come, and they must not be done twice then. */
  #write(all: readonly StoredErasure[]): void {
    const locked = this.#entries().flatMap(({ line, kept }) => (kept ? [] : [line]));
    const lines = all.map(({ author, sequence, isDone, ...erasure }) =>
      JSON.stringify([
        author,
        sequence,
        isDone,
        Buffer.from(this.#sealer.seal(erasureLine(erasure))).toString('base64'),
      ]),
    );
    this.#files.makeFolder(syncFolder(this.#folder));
    createFile(this.#files, this.#file(), Buffer.from([...locked, ...lines].join('\n')));
  }
}
