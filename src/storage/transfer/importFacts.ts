import type { Fact, RecordFact } from '../../core/facts/facts.ts';
import { recordOfOld } from '../../core/facts/oldFacts.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { Database } from '../sqlite/database.ts';
import { splitId } from '../facts/factId.ts';
import type { AddedFact, AddedFacts } from './addedFacts.ts';
import { AddedList, eachAdded, isEdited, tableOf } from './addedFacts.ts';
import { isEditedType, ReplacedRows, restoreEdited, shrink } from './replacedRows.ts';
import type { EditedTrace, GrownSpan } from './replacedRows.ts';
import { ChangedFacts, EarlierImports } from './knownFacts.ts';
import { FoldedSpans } from './foldedSpans.ts';
import type { HiddenRow, ImportedFrom } from './dayTotals.ts';
import { ImportedDayTotals, showAgain } from './dayTotals.ts';
import type { FactReader } from '../facts/factReader.ts';
import { linkOldFacts } from '../records/oldFacts.ts';
import { hasPatch, ImportedPatches, removePatches } from '../records/importedPatches.ts';
import { forgetDays } from '../facts/dayCacheTable.ts';
import { measureLongest } from '../facts/longestFacts.ts';
import { FactTables } from '../facts/factTables.ts';
import { JournalEncoder } from '../journal/journalEncoder.ts';
import { JournalFile } from '../journal/journalFile.ts';

/** Counts of what an import adds or would add. */
export interface ImportCounts {
  /** Facts that were not there, by type. */
  readonly added: Readonly<Record<string, number>>;
  /** Facts that were there already, and change nothing. */
  readonly known: number;
  /** Facts that were there in an earlier state: a shorter span, an earlier revision. */
  readonly changed: number;
}

/** The traces of an import, by which it can be undone. Contains ids and numbers; names are encrypted. */
export interface Traces {
  readonly facts: AddedFacts;
  readonly hidden: readonly HiddenRow[];
  /** Spans that grew; absent in lists of earlier versions. */
  readonly grown?: readonly GrownSpan[];
  /** Editable facts that the import added or replaced; absent in lists of earlier versions. */
  readonly edited?: readonly EditedTrace[];
}

export interface ImportedFacts {
  readonly facts: Iterable<Fact>;
  readonly from: ImportedFrom;
}

interface Target {
  readonly database: Database;
  readonly reader: FactReader;
  readonly sealer: Sealer;
}

const batchSize = 500;

/**
 * Writes facts into the tables, by the way that those of a journal take. To be called in a transaction.
 * @returns what was added, and the counts for the user
 */
export function importFacts(
  { database, reader, sealer }: Target,
  { facts, from }: ImportedFacts,
): ImportCounts & Traces {
  const tables = new FactTables(database);
  const encoder = new JournalEncoder({ writer: 'import', base: 0, pid: 0, machine: '', demo: false }, sealer);
  const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
  const take = (text: string): void => {
    file.read(Buffer.from(text), (line) => tables.write(line as Parameters<FactTables['write']>[0], file.nameOf));
    file.rewind();
  };
  const added = new AddedList();
  const folded = new FoldedSpans(reader);
  const totals = new ImportedDayTotals(database, from);
  const earlier = new EarlierImports(database, reader);
  const changes = new ChangedFacts(database);
  const replaced = new ReplacedRows(database, sealer);
  const patches = new ImportedPatches(database, reader);
  let known = 0;
  let changed = 0;
  let batch = new Map<string, Fact>();
  const flush = (): void => {
    take(encoder.encode(batch.values()));
    batch = new Map();
  };
  take(encoder.header());
  for (const each of facts) {
    const current = recordOfOld(each) ?? each;
    const fact = totals.isLeftOut(current) ? undefined : folded.take(current);
    if (!fact) {
      known++;
      continue;
    }
    const key = `${fact.type} ${fact.id}`;
    if (batch.has(key) || batch.size >= batchSize) flush();
    const novelty = earlier.has(fact) ? 'known' : noveltyOf(fact, { database, changes, patches, replaced });
    if (novelty === 'known') known++;
    else batch.set(key, fact);
    if (novelty === 'changed') changed++;
    else if (typeof novelty === 'object') added.add(novelty);
  }
  flush();
  tables.finish();
  const { kept, counts } = keptOf(database, added);
  if (patches.created > 0) counts['record'] = patches.created;
  return {
    facts: kept.all(),
    hidden: totals.finish(),
    ...replaced.finish(),
    added: counts,
    known: known + added.size - kept.size,
    changed: changed + patches.changed,
  };
}

interface ImportTarget {
  readonly database: Database;
  readonly changes: ChangedFacts;
  readonly patches: ImportedPatches;
  readonly replaced: ReplacedRows;
}

/** Classifies a fact against the existing ones. A fact that adds something is returned as the item that an undo removes. */
function noveltyOf(
  fact: Fact,
  { database, changes, patches, replaced }: ImportTarget,
): AddedFact | 'changed' | 'partly' | 'known' {
  if (fact.type === 'record') {
    const taken = patches.take(fact);
    if (taken === 'known') return 'known';
    return taken.trace === undefined ? 'partly' : [fact.type, taken.trace, 0];
  }
  const isNew = !isThere(database, fact);
  if (!isNew && !changes.take(fact)) return 'known';
  if (isEditedType(fact.type)) replaced.edited(fact.type, fact.id);
  else if (fact.type === 'span' && !isNew) replaced.span(fact);
  return isNew ? [fact.type, fact.id, timeOf(fact)] : 'changed';
}

/** Returns the added facts that exist now: some were folded in the meantime. */
function keptOf(database: Database, added: AddedList): { kept: AddedList; counts: Record<string, number> } {
  const kept = new AddedList();
  const counts: Record<string, number> = {};
  for (const fact of eachAdded(added.all())) {
    if (!hasRow(database, fact)) continue;
    kept.add(fact);
    if (fact[0] !== 'record') counts[fact[0]] = (counts[fact[0]] ?? 0) + 1;
  }
  return { kept, counts };
}

/** Removes what an import added, and restores what it changed, unless it was edited since. Call this in a transaction. */
export function undoImport(database: Database, sealer: Sealer, { facts, hidden, grown = [], edited }: Traces): number {
  shrink(database, grown);
  let count = restoreEdited(database, sealer, edited ?? []);
  const patches: string[] = [];
  for (const fact of eachAdded(facts)) {
    if (fact[0] === 'record') {
      patches.push(fact[1]);
      continue;
    }
    if (edited && isEditedType(fact[0])) continue;
    const { where, params } = keyOf(fact);
    database.run(`DELETE FROM ${tableOf[fact[0]]} WHERE ${where}`, ...params);
    count += database.changes();
  }
  count += removePatches(database, patches);
  // Lists of earlier versions contain rows that are records now.
  linkOldFacts(database);
  showAgain(database, hidden);
  measureLongest(database);
  forgetDays(database);
  return count;
}

function isThere(database: Database, fact: Exclude<Fact, RecordFact>): boolean {
  return hasRow(database, [fact.type, fact.id, timeOf(fact)]);
}

/** Returns true if a fact is in its table. */
export function hasRow(database: Database, fact: AddedFact): boolean {
  if (fact[0] === 'record') return hasPatch(database, fact[1]);
  const { where, params } = keyOf(fact);
  return database.first(`SELECT 1 FROM ${tableOf[fact[0]]} WHERE ${where}`, ...params) !== undefined;
}

function keyOf([type, id, at]: AddedFact): { where: string; params: (string | number)[] } {
  if (isEdited(type)) return { where: 'id = ?', params: [id] };
  const { writer, n } = splitId(id);
  const where = `${type === 'state' ? 'at' : 'start'} = ? AND writer = (SELECT id FROM writer WHERE name = ?) AND n = ?`;
  return { where, params: [at, writer, n] };
}

/** The time in a fact's key. */
function timeOf(fact: Exclude<Fact, RecordFact>): number {
  if (fact.type === 'diagnostic') return fact.introduced;
  return 'start' in fact ? fact.start : fact.at;
}
