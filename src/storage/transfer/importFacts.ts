import type { Fact, SpanFact } from '../../shared/facts.ts';
import type { Sealer } from '../../shared/sealer.ts';
import type { Database } from '../sqlite/database.ts';
import { splitId } from '../facts/factId.ts';
import type { HiddenRow, ImportedFrom } from './dayTotals.ts';
import { DayTotals, showAgain } from './dayTotals.ts';
import type { FactReader } from '../facts/factReader.ts';
import { forgetDays } from '../facts/keptDays.ts';
import { FactTables } from '../facts/factTables.ts';
import { JournalEncoder } from '../journal/journalEncoder.ts';
import { JournalFile } from '../journal/journalFile.ts';

/** What an import would bring, or brought. */
export interface ImportCounts {
  /** Facts that were not there, by type. */
  readonly added: Readonly<Record<string, number>>;
  /** Facts that were there already. */
  readonly known: number;
}

/** A fact that an import added, by which it can be taken out again. */
export type AddedFact = readonly [type: Fact['type'], id: string, at: number];

/** What an import left, by which it can be taken out again. Ids and numbers, no names. */
export interface Traces {
  readonly facts: readonly AddedFact[];
  readonly hidden: readonly HiddenRow[];
}

export interface Imported {
  readonly facts: Iterable<Fact>;
  readonly from: ImportedFrom;
}

interface Target {
  readonly database: Database;
  readonly reader: FactReader;
  readonly sealer: Sealer;
}

const tableOf = {
  span: 'span',
  run: 'run',
  diagnostic: 'diagnostic',
  state: 'state',
  activity: 'activity',
  plan: 'plan',
  planTask: 'plan_task',
  document: 'document',
} as const satisfies Record<Fact['type'], string>;
const batchSize = 500;

/**
 * Writes facts into the tables, by the way that those of a journal take. To be called in a transaction.
 * @returns what was added, and the counts for the user
 */
export function importFacts(target: Target, { facts, from }: Imported): ImportCounts & Traces {
  const { database, sealer } = target;
  const tables = new FactTables(database);
  const encoder = new JournalEncoder({ writer: 'import', base: 0, pid: 0, machine: '', demo: false }, sealer);
  const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
  const take = (text: string): void => {
    file.read(Buffer.from(text), (line) => tables.write(line as Parameters<FactTables['write']>[0], file.nameOf));
    file.rewind();
  };
  const added: AddedFact[] = [];
  const totals = new DayTotals(database, from);
  let known = 0;
  let batch = new Map<string, Fact>();
  const flush = (): void => {
    take(encoder.encode(batch.values()));
    batch = new Map();
  };
  take(encoder.header());
  for (const fact of facts) {
    const key = `${fact.type} ${fact.id}`;
    if (batch.has(key) || batch.size >= batchSize) flush();
    const wasFolded = isFolded(target, fact) || totals.isLeftOut(fact);
    if (wasFolded || isThere(database, fact)) known++;
    else added.push([fact.type, fact.id, timeOf(fact)]);
    // A later revision of what is there still counts.
    if (!wasFolded) batch.set(key, fact);
  }
  flush();
  tables.finish();
  const kept = added.filter(([type, id, at]) => hasRow(database, [type, id, at]));
  const counts = { added: countsOf(kept), known: known + added.length - kept.length };
  return { facts: kept, hidden: totals.finish(), ...counts };
}

/** Takes out what an import added. To be called in a transaction. */
export function undoImport(database: Database, { facts, hidden }: Traces): number {
  let count = 0;
  for (const [type, id, at] of facts) {
    const { where, params } = keyOf([type, id, at]);
    database.run(`DELETE FROM ${tableOf[type]} WHERE ${where}`, ...params);
    count += database.changes();
  }
  showAgain(database, hidden);
  forgetDays(database);
  return count;
}

/** An hour that was folded before it was exported: is the very same one here? */
function isFolded({ reader }: Target, fact: Fact): boolean {
  if (fact.type !== 'span' || !fact.id.startsWith('hour-')) return false;
  const same = (other: SpanFact): boolean =>
    other.id.startsWith('hour-') &&
    other.start === fact.start &&
    other.end === fact.end &&
    keys.every((key) => other[key] === fact[key]);
  return reader.spans({ from: fact.start, to: fact.end + 1 }).some(same);
}
const keys = ['offset', 'kind', 'source', 'project', 'language', 'branch', 'signals'] as const;

function isThere(database: Database, fact: Fact): boolean {
  return hasRow(database, [fact.type, fact.id, timeOf(fact)]);
}

function hasRow(database: Database, fact: AddedFact): boolean {
  const { where, params } = keyOf(fact);
  return database.first(`SELECT 1 FROM ${tableOf[fact[0]]} WHERE ${where}`, ...params) !== undefined;
}

function keyOf([type, id, at]: AddedFact): { where: string; params: (string | number)[] } {
  if (['activity', 'plan', 'planTask', 'document'].includes(type)) return { where: 'id = ?', params: [id] };
  const { writer, n } = splitId(id);
  const where = `${type === 'state' ? 'at' : 'start'} = ? AND writer = (SELECT id FROM writer WHERE name = ?) AND n = ?`;
  return { where, params: [at, writer, n] };
}

/** The time in a fact's key. */
function timeOf(fact: Fact): number {
  if (fact.type === 'diagnostic') return fact.introduced;
  return 'start' in fact ? fact.start : fact.at;
}

function countsOf(facts: readonly AddedFact[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [type] of facts) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
