import type { Fact, SpanFact } from '../../core/facts/facts.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { splitId } from '../facts/factId.ts';
import type { Database } from '../sqlite/database.ts';
import { tableOf } from './addedFacts.ts';
import { spanKey } from './dayTotals.ts';
import { earlierId } from './importedId.ts';

/** Facts that are there already, in an earlier state. */
export class ChangedFacts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns true if a fact that is there would change: a span that has grown since, or a later revision of what a person can edit. */
  take(fact: Fact): boolean {
    if (fact.type === 'span') return this.#takeSpan(fact);
    return (
      'rev' in fact && fact.rev > this.#database.number(`SELECT rev FROM ${tableOf[fact.type]} WHERE id = ?`, fact.id)
    );
  }

  #takeSpan({ id, start, end }: SpanFact): boolean {
    const { writer, n } = splitId(id);
    const [length, signals] =
      this.#database.first(`SELECT length, signals FROM span WHERE ${spanKey}`, start, writer, n) ?? [];
    // One that gave way to others (see `DayTotals`) stays as it is.
    return Number(signals ?? 0) > 0 && end - start > Number(length);
  }
}

/** Facts imported from other programs when ids depended on the instant only. */
export class EarlierImports {
  readonly #database: Database;
  readonly #reader: ActivityReader;
  /** The number up to which each writer's spans were folded; undefined for a writer that doesn't exist. */
  readonly #writers = new Map<string, number | undefined>();

  constructor(database: Database, reader: ActivityReader) {
    this.#database = database;
    this.#reader = reader;
  }

  /**
   * Returns true if a fact exists under its earlier id: in the same place, or folded into hours, which don't distinguish places of files.
   */
  has(fact: Fact): boolean {
    const id = fact.type === 'span' ? earlierId(fact.id) : undefined;
    if (fact.type !== 'span' || id === undefined) return false;
    const { writer, n } = splitId(id);
    const folded = this.#foldedOf(writer);
    if (folded === undefined || n <= folded) return folded !== undefined;
    const there = this.#reader.spans({ from: fact.start, to: fact.start + 1 }).find((span) => span.id === id);
    return there !== undefined && there.file === fact.file && there.project === fact.project;
  }

  #foldedOf(name: string): number | undefined {
    if (!this.#writers.has(name)) {
      const row = this.#database.first('SELECT folded FROM writer WHERE name = ?', name);
      this.#writers.set(name, row && Number(row[0]));
    }
    return this.#writers.get(name);
  }
}
