import type { Fact, SpanFact } from '../../core/facts/facts.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { splitId } from '../facts/factId.ts';
import type { Database } from '../sqlite/database.ts';
import type { HiddenRow } from './dayTotals.ts';
import { earlierId } from './importedId.ts';

const spanRow = 'FROM span WHERE start = ? AND writer = (SELECT id FROM writer WHERE name = ?) AND n = ?';
const editable = { activity: 'activity', plan: 'plan', planTask: 'plan_task', document: 'document' } as const;

/** Facts that are there already, in an earlier state. */
export class Changes {
  readonly #database: Database;
  /** What spans were before they grew, by which they can be put back. */
  readonly before: HiddenRow[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  /** Whether a fact that is there would change: a span that has grown since, or a later revision of what a person can edit. */
  take(fact: Fact): boolean {
    if (fact.type === 'span') return this.#takeSpan(fact);
    const table = fact.type in editable ? editable[fact.type as keyof typeof editable] : undefined;
    if (table === undefined || !('rev' in fact)) return false;
    return fact.rev > this.#database.number(`SELECT rev FROM ${table} WHERE id = ?`, fact.id);
  }

  #takeSpan({ id, start, end }: SpanFact): boolean {
    const { writer, n } = splitId(id);
    const [length, signals] = this.#database.first(`SELECT length, signals ${spanRow}`, start, writer, n) ?? [];
    // One that gave way to others (see `DayTotals`) stays as it is.
    if (Number(signals ?? 0) === 0 || end - start <= Number(length)) return false;
    this.before.push(['span', start, writer, n, Number(length), Number(signals)]);
    return true;
  }
}

/** What was imported from other programs when ids told the instant only. */
export class EarlierImports {
  readonly #database: Database;
  readonly #reader: ActivityReader;
  readonly #writers = new Map<string, boolean>();

  constructor(database: Database, reader: ActivityReader) {
    this.#database = database;
    this.#reader = reader;
  }

  /** Whether a fact is there under its earlier id, in the same place. */
  has(fact: Fact): boolean {
    const id = fact.type === 'span' ? earlierId(fact.id) : undefined;
    if (fact.type !== 'span' || id === undefined || !this.#hasWriter(splitId(id).writer)) return false;
    const there = this.#reader.spans({ from: fact.start, to: fact.start + 1 }).find((span) => span.id === id);
    return there !== undefined && there.file === fact.file && there.project === fact.project;
  }

  #hasWriter(name: string): boolean {
    const known =
      this.#writers.get(name) ?? this.#database.first('SELECT 1 FROM writer WHERE name = ?', name) !== undefined;
    this.#writers.set(name, known);
    return known;
  }
}
