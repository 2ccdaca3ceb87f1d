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
import { eraseRecords } from '../records/eraseRecords.ts';

/** What is to be erased: everything of a project, everything in a range of time, or both at once (then what fits both). */
export interface EraseRequest {
  /** The root of the project, as in `Place`. What is recorded of folders below it is erased too. */
  readonly project?: string;
  /** Its repositories on GitHub, as `owner/name`; absent where they aren't known. */
  readonly repositories?: readonly string[];
  /** Whatever overlaps it goes as a whole. */
  readonly range?: TimeRange;
}

/** How many facts of each type were erased; `hour` counts folded hours of one kind. */
export type EraseCounts = Readonly<Record<string, number>>;

export interface ErasedRows {
  readonly erased: EraseCounts;
  /** Documents, plans, and tasks that tell of other projects too, and lost only what they told of this one. */
  readonly trimmed: number;
}

interface Table {
  readonly name: string;
  readonly overlaps: string;
  /** How a row belongs to a project: through its place or a column. `text`: what its text says decides. */
  readonly by: 'place' | 'project' | 'text' | 'nothing';
}

const lasting = 'start < :to AND (start >= :from OR start + ifnull(length, 0) > :from)';
const onDays = 'unixepoch(day) * 1000 < :to AND unixepoch(day) * 1000 + 86400000 > :from';
const tables: readonly Table[] = [
  { name: 'span', overlaps: lasting, by: 'place' },
  { name: 'run', overlaps: lasting, by: 'place' },
  { name: 'diagnostic', overlaps: lasting, by: 'place' },
  { name: 'hour', overlaps: foldedOverlap, by: 'place' },
  { name: 'state', overlaps: 'at >= :from AND at < :to', by: 'nothing' },
  { name: 'plan_task', overlaps: onDays, by: 'project' },
  { name: 'plan', overlaps: onDays, by: 'text' },
  { name: 'document', overlaps: lasting, by: 'text' },
];

/** Deletes and edits rows; their names are left to `collectGarbage`. To be called in a transaction. */
export function eraseRows(database: Database, sealer: Sealer, what: EraseRequest): ErasedRows {
  forgetDays(database);
  const records = (): EraseCounts => eraseRecords(database, sealer, { range: what.range }).erased;
  const erased =
    what.project === undefined
      ? { erased: { ...eraseWhere(database, what, () => '1'), ...records() }, trimmed: 0 }
      : eraseProject(database, sealer, { ...what, project: what.project });
  measureLongest(database);
  return erased;
}

function eraseProject(
  database: Database,
  sealer: Sealer,
  what: EraseRequest & { readonly project: string },
): ErasedRows {
  const texts = new SealedTexts(database, sealer);
  const scope = projectScope(what.project, repositoriesOf(texts, what));
  const projects = texts.idsOf(scope.isWithin);
  const places = database.all('SELECT id, project, file FROM place').flatMap(([id, project, file]) => {
    // What is in no project has its whole path.
    const isOfProject = project ? projects.has(project) : file ? projects.has(file) : false;
    return isOfProject ? [id ?? 0] : [];
  });
  const conditions = {
    place: `place IN ${list(places)}`,
    project: `project IN ${list(projects)}`,
    nothing: '0',
    text: '0',
  };
  const ids = idsOf(database, conditions, what);
  const byRow = eraseWhere(database, what, (by) => conditions[by]);
  const byText = eraseTexts(texts, { ...scope, ids }, (table) => within(table, what));
  const byRecord = eraseRecords(database, sealer, { range: what.range, scope });
  return {
    erased: { ...byRow, ...byText.erased, ...byRecord.erased },
    trimmed: byText.trimmed + byRecord.trimmed,
  };
}

/** Ids of the tasks and runs that will be erased. */
function idsOf(
  database: Database,
  { place, project }: Record<'place' | 'project', string>,
  what: EraseRequest,
): Set<string> {
  const tasks = database.all(`SELECT id FROM plan_task WHERE ${project} AND ${within('plan_task', what)}`);
  const writers = 'SELECT (SELECT name FROM writer WHERE id = run.writer), n FROM run';
  const runs = database.all(`${writers} WHERE ${place} AND ${within('run', what)}`);
  return new Set([...tasks.map(([id]) => String(id)), ...runs.map(([writer, n]) => joinId(String(writer), Number(n)))]);
}

function eraseWhere(database: Database, what: EraseRequest, condition: (by: Table['by']) => string): EraseCounts {
  const counts = tables.map(({ name, by }) => {
    database.run(`DELETE FROM ${name} WHERE (${condition(by)}) AND ${within(name, what)}`);
    return [name, database.changes()] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The condition on the rows of a table that their time sets. */
function within(table: string, { range }: EraseRequest): string {
  const overlaps = tables.find(({ name }) => name === table)?.overlaps;
  // Old forms of records go with their records.
  const kept = table === 'document' ? isDocument : '1';
  if (!range || overlaps === undefined) return kept;
  return `(${kept} AND ${overlaps.replaceAll(':from', String(range.from)).replaceAll(':to', String(range.to))})`;
}

function list(ids: Iterable<SqlValue>): string {
  return `(${[...ids].map(Number).join()})`;
}
