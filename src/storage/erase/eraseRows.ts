import type { TimeRange } from '../../core/time/days.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { foldedOverlap } from '../detail/hourRows.ts';
import { joinId } from '../facts/factId.ts';
import { forgetDays } from '../facts/dayCacheTable.ts';
import { measureLongest } from '../facts/longestFacts.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';
import { eraseTexts } from './eraseTexts.ts';
import { SealedTexts } from './sealedTexts.ts';
import { isDocument } from '../records/oldFacts.ts';
import { projectScope } from './projectScope.ts';
import { repositoriesOf } from './repositoriesOf.ts';
import { deleteRecord, eraseRecords } from '../records/eraseRecords.ts';

/** Scope of an erasure: everything of a project, everything in a range of time, or, if both are given, what matches both. */
export interface EraseRequest {
  /** The root of the project, as in `Place`. Facts of folders below it are erased too. */
  readonly project?: string;
  /** Its repositories on GitHub, as `owner/name`; absent if they aren't known. */
  readonly repositories?: readonly string[];
  /** Facts that overlap it are erased entirely. */
  readonly range?: TimeRange;
  /** Only what began, or was last written, before this instant, in ms since the epoch. */
  readonly before?: number;
  /** Erases nothing but `records` and `documents`. */
  readonly onlyNamed?: true;
  /** Records, by collection and id, that are erased whatever they hold. */
  readonly records?: NamedRows['records'];
  /** Ids of documents that are erased whatever they hold. */
  readonly documents?: NamedRows['documents'];
}

/** Rows that are known by names of their own. */
export interface NamedRows {
  readonly records: readonly (readonly [collection: string, id: string])[];
  readonly documents: readonly string[];
}

/** The number of erased facts of each type; `hour` counts folded hours of one kind. */
export type EraseCounts = Readonly<Record<string, number>>;

export interface ErasedRows {
  readonly erased: EraseCounts;
  /** Documents, plans, and tasks that mention other projects too, and lost only the parts about this one. */
  readonly trimmed: number;
}

interface Table {
  readonly name: string;
  readonly overlaps: string;
  /** Time at which a row began, or was last written. */
  readonly at: string;
  /** Link of a row to a project: by its place, or by its text (`text`). */
  readonly by: 'place' | 'text' | 'nothing';
}

const lasting = 'start < :to AND (start >= :from OR start + ifnull(length, 0) > :from)';
const tables: readonly Table[] = [
  { name: 'span', overlaps: lasting, at: 'start', by: 'place' },
  { name: 'run', overlaps: lasting, at: 'start', by: 'place' },
  { name: 'diagnostic', overlaps: lasting, at: 'start', by: 'place' },
  { name: 'hour', overlaps: foldedOverlap, at: '(hour * 3600000 - offset * 60000)', by: 'place' },
  { name: 'state', overlaps: 'at >= :from AND at < :to', at: 'at', by: 'nothing' },
  { name: 'document', overlaps: lasting, at: 'at', by: 'text' },
];

/** Deletes and edits rows; their names are left to `collectGarbage`. To be called in a transaction. */
export function eraseRows(database: Database, sealer: Sealer, what: EraseRequest): ErasedRows {
  forgetDays(database);
  const { range, before } = what;
  const records = (): EraseCounts => eraseRecords(database, sealer, { range, before }).erased;
  const named = eraseNamed(database, what);
  const found = what.onlyNamed
    ? { erased: {}, trimmed: 0 }
    : what.project === undefined
      ? { erased: { ...eraseWhere(database, what, () => '1'), ...records() }, trimmed: 0 }
      : eraseProject(database, sealer, { ...what, project: what.project });
  measureLongest(database);
  const erased = { ...found.erased };
  for (const [name, count] of Object.entries(named)) erased[name] = (erased[name] ?? 0) + count;
  return { ...found, erased };
}

/** The records and documents that are there. */
export function namedRows(database: Database): NamedRows {
  const documents = database.all(`SELECT id FROM document WHERE ${isDocument}`).map(([id]) => String(id));
  const records = database.all('SELECT collection, id FROM record');
  return { records: records.map(([collection, id]) => [String(collection), String(id)]), documents };
}

/** The last instant that anything here is of, in ms since the epoch; 0 without facts. */
export function lastInstant(database: Database): number {
  const ends = tables.map(({ name, at }) => `SELECT max(${at}) AS last FROM ${name}`);
  return database.number(
    `SELECT ifnull(max(last), 0) FROM (${ends.join(' UNION ALL ')} UNION ALL SELECT max(time) FROM record_patch)`,
  );
}

function eraseNamed(database: Database, { records = [], documents = [], before }: EraseRequest): EraseCounts {
  let [record, document] = [0, 0];
  for (const [collection, id] of records) if (deleteRecord(database, { collection, id })) record++;
  for (const id of documents) {
    database.run(
      `DELETE FROM document WHERE id = ? AND ${isDocument} AND at < ?`,
      id,
      before ?? Number.MAX_SAFE_INTEGER,
    );
    document += database.changes();
  }
  return { ...(record > 0 && { record }), ...(document > 0 && { document }) };
}

function eraseProject(
  database: Database,
  sealer: Sealer,
  what: EraseRequest & { readonly project: string },
): ErasedRows {
  const texts = new SealedTexts(database, sealer);
  const recorded = database.all('SELECT DISTINCT project FROM place').flatMap(([id]) => texts.get(id) ?? []);
  const scope = projectScope(what.project, repositoriesOf(texts, what), recorded);
  const projects = texts.idsOf(scope.isWithin);
  // The path of a file outside of any project is absolute, and a page begins with its host. Names of applications are neither.
  const isPath = (text: string): boolean => /^[/\\]|:/.test(text) && scope.isWithin(text);
  const files = texts.idsOf((text) => isPath(text) || scope.isPage(text));
  const places = database.all('SELECT id, project, file FROM place').flatMap(([id, project, file]) => {
    const isOfProject = project ? projects.has(project) : file ? files.has(file) : false;
    return isOfProject ? [id ?? 0] : [];
  });
  const conditions = {
    place: `place IN ${list(places)}`,
    nothing: '0',
    text: '0',
  };
  const ids = idsOf(database, conditions.place, what);
  const byRow = eraseWhere(database, what, (by) => conditions[by]);
  const byText = eraseTexts(texts, { ...scope, ids }, within('document', what));
  const byRecord = eraseRecords(database, sealer, { range: what.range, before: what.before, of: { ...scope, ids } });
  return {
    erased: { ...byRow, ...byText.erased, ...byRecord.erased },
    trimmed: byText.trimmed + byRecord.trimmed,
  };
}

/** Ids of the runs that will be erased. */
function idsOf(database: Database, place: string, what: EraseRequest): Set<string> {
  const writers = 'SELECT (SELECT name FROM writer WHERE id = run.writer), n FROM run';
  const runs = database.all(`${writers} WHERE ${place} AND ${within('run', what)}`);
  return new Set(runs.map(([writer, n]) => joinId(String(writer), Number(n))));
}

function eraseWhere(database: Database, what: EraseRequest, condition: (by: Table['by']) => string): EraseCounts {
  const counts = tables.map(({ name, by }) => {
    database.run(`DELETE FROM ${name} WHERE (${condition(by)}) AND ${within(name, what)}`);
    return [name, database.changes()] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The condition on the rows of a table that their time sets. */
function within(table: string, { range, before }: EraseRequest): string {
  const { overlaps, at } = tables.find(({ name }) => name === table) ?? {};
  const isBefore = before === undefined || at === undefined ? '1' : `${at} < ${before}`;
  // Old forms of records go with their records.
  const kept = `(${isBefore} AND ${table === 'document' ? isDocument : '1'})`;
  if (!range || overlaps === undefined) return kept;
  return `(${kept} AND ${overlaps.replaceAll(':from', String(range.from)).replaceAll(':to', String(range.to))})`;
}

function list(ids: Iterable<SqlValue>): string {
  return `(${[...ids].map(Number).join()})`;
}
