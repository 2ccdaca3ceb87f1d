import { jsonOf } from '../../core/base/jsonOf.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';
import { forgetDays } from '../facts/keptDays.ts';
import { measureLongest } from '../facts/longestFacts.ts';
import { foldedOverlap } from '../detail/hourRows.ts';

/** What is to be erased: everything of a project, everything in a range of time, or both at once (then what fits both). */
export interface EraseRequest {
  /** The root of the project, as in `Place`. */
  readonly project?: string;
  /** Whatever overlaps it goes as a whole. */
  readonly range?: TimeRange;
}

/** How many facts of each type were erased; `hour` counts folded hours of one kind. */
export type EraseCounts = Readonly<Record<string, number>>;

interface Table {
  readonly name: string;
  readonly overlaps: string;
  /** Names by which a row belongs to a project: through its place, a column, or a text in which the project is mentioned. */
  readonly by: 'place' | 'project' | 'body' | 'nothing';
}

const lasting = 'start < :to AND (start >= :from OR start + ifnull(length, 0) > :from)';
const onDays = 'unixepoch(day) * 1000 < :to AND unixepoch(day) * 1000 + 86400000 > :from';
const tables: readonly Table[] = [
  { name: 'span', overlaps: lasting, by: 'place' },
  { name: 'run', overlaps: lasting, by: 'place' },
  { name: 'diagnostic', overlaps: lasting, by: 'place' },
  { name: 'hour', overlaps: foldedOverlap, by: 'place' },
  { name: 'state', overlaps: 'at >= :from AND at < :to', by: 'nothing' },
  { name: 'activity', overlaps: lasting, by: 'project' },
  { name: 'plan_task', overlaps: onDays, by: 'project' },
  { name: 'plan', overlaps: onDays, by: 'body' },
  { name: 'document', overlaps: lasting, by: 'body' },
];

/** Deletes rows; their names are left to `collectGarbage`. To be called in a transaction. */
export function eraseRows(database: Database, sealer: Sealer, what: EraseRequest): EraseCounts {
  const texts = what.project === undefined ? [] : textsOf(database, sealer);
  const of = projectOf(database, texts, what.project);
  forgetDays(database);
  const counts = tables.map(({ name, overlaps, by }) => {
    const byProject = what.project === undefined ? '1' : of[by];
    const range = what.range
      ? overlaps.replaceAll(':from', String(what.range.from)).replaceAll(':to', String(what.range.to))
      : '1';
    database.run(`DELETE FROM ${name} WHERE (${byProject}) AND (${range})`);
    return [name, database.changes()] as const;
  });
  measureLongest(database);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Conditions on a row, by how it belongs to a project. */
function projectOf(
  database: Database,
  texts: readonly NamedText[],
  project: string | undefined,
): Record<Table['by'], string> {
  const names = texts.filter(({ text }) => text === project).map(({ id }) => id);
  const isMentioned = project === undefined ? () => false : mentionOf(project);
  const mentions = texts.filter(({ text }) => isMentioned(text)).map(({ id }) => id);
  const list = (ids: readonly SqlValue[]): string => `(${ids.map(Number).join()})`;
  const places = database.all(`SELECT id FROM place WHERE project IN ${list(names)}`).map(([id]) => id ?? 0);
  return {
    place: `place IN ${list(places)}`,
    project: `project IN ${list(names)}`,
    body: `body IN ${list(mentions)}`,
    nothing: '0',
  };
}

interface NamedText {
  readonly id: SqlValue;
  readonly text: string;
}

function textsOf(database: Database, sealer: Sealer): NamedText[] {
  return database.all('SELECT id, sealed FROM string').flatMap(([id, sealed]) => {
    const text = sealed instanceof Uint8Array ? sealer.open(sealed) : undefined;
    return text === undefined ? [] : [{ id: id ?? 0, text }];
  });
}

/**
 * Makes the test whether a body belongs to a project. One that says which project it is of, such as a commit or a correction, belongs to
 * that one only, whatever its other texts mention. Other bodies are free text: they belong to it when they hold its whole path, or the
 * name of its folder, as a word.
 */
function mentionOf(project: string): (text: string) => boolean {
  const folder = project.split(/[/\\]/).findLast((part) => part !== '') ?? project;
  // JSON doubles backslashes.
  const words = [project, JSON.stringify(project).slice(1, -1), folder].map(asWord);
  return (text) => {
    const body = text.startsWith('{') ? (jsonOf(text) as { readonly project?: unknown } | undefined) : undefined;
    if (typeof body?.project === 'string') return body.project === project;
    // In JSON a line break is written with a letter, which is not part of the word after it.
    const plain = text.replaceAll(/\\(\\|[bfnrt]|u[0-9a-f]{4})/gi, (escape, of: string) =>
      of === '\\' ? escape : ' ',
    );
    return words.some((word) => word.test(plain));
  };
}

/** A name where nothing before or after it makes it another one: `/p/app` is not in `/p/application`, nor `app` in `app-web`. */
function asWord(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'u');
}
