import type * as z from 'zod';
import type { Reading } from '../operations/reading.ts';
import type { RecordCollection } from './collection.ts';

interface Entry<D> {
  readonly mark: string;
  readonly value: D;
}

/** The part of a reading that a cache needs. */
export type CacheReading = Pick<Reading, 'reader' | 'records'>;

/** So many records are read with one question. */
const chunk = 500;

/**
 * Keeps what was worked out of each record of a collection, so that a query over all of them opens and parses only those that changed.
 * To be kept with `read.shared`.
 */
export class RecordCache<S extends z.ZodObject, D> {
  readonly #collection: RecordCollection<S>;
  readonly #derive: (id: string, values: z.output<S>) => D;
  readonly #entries = new Map<string, Entry<D>>();
  /** Changes with the content. */
  #version = 0;
  /** The marks that `#changed` comes from. */
  #marks: ReadonlyMap<string, string> | undefined;
  /** Records still to be read, by id and mark. */
  #changed: readonly (readonly [id: string, mark: string])[] = [];

  constructor(collection: RecordCollection<S>, derive: (id: string, values: z.output<S>) => D) {
    this.#collection = collection;
    this.#derive = derive;
  }

  /** A number that is another one after every change of the content. */
  get version(): number {
    return this.#version;
  }

  /**
   * Takes in what changed.
   * @param atMost how many records are read at most
   * @returns how many are left to be read
   */
  refresh(read: CacheReading, atMost = Number.POSITIVE_INFINITY): number {
    const marks = read.reader.recordMarks(this.#collection.name);
    if (marks !== this.#marks) this.#compare(marks);
    const wanted = this.#changed.slice(0, atMost);
    this.#changed = this.#changed.slice(wanted.length);
    for (let at = 0; at < wanted.length; at += chunk) this.#take(read, new Map(wanted.slice(at, at + chunk)));
    // Those that can't be read are tried again.
    if (this.#changed.length === 0 && this.#entries.size < marks.size) this.#marks = undefined;
    return this.#changed.length;
  }

  /** Forgets what is gone, and finds what has changed. */
  #compare(marks: ReadonlyMap<string, string>): void {
    for (const id of this.#entries.keys()) {
      if (marks.has(id)) continue;
      this.#entries.delete(id);
      this.#version++;
    }
    this.#changed = [...marks].filter(([id, mark]) => this.#entries.get(id)?.mark !== mark);
    this.#marks = marks;
  }

  /** The result computed from the records, as of the last `refresh`. */
  *values(): Iterable<D> {
    for (const { value } of this.#entries.values()) yield value;
  }

  get(id: string): D | undefined {
    return this.#entries.get(id)?.value;
  }

  #take(read: CacheReading, marks: ReadonlyMap<string, string>): void {
    const { records } = read.records(this.#collection, { ids: [...marks.keys()], limit: marks.size });
    // One that can't be read (its key is missing, or it is of a newer version) is not kept: it is tried again each time.
    for (const id of marks.keys()) this.#entries.delete(id);
    for (const { id, values } of records)
      this.#entries.set(id, { mark: marks.get(id) ?? '', value: this.#derive(id, values) });
    this.#version++;
  }
}
