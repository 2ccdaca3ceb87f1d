import { isLockedName } from '../facts/lockedName.ts';
import type { Day } from '../time/days.ts';
import type { ActivityRange } from '../views/historyViews.ts';

/**
 * Levels of sharing: time only, time by language, time by alias or by name of the project, or the latter with tasks, time entries, and AI
 * activity (`withWork`).
 */
export const shareLevels = ['totals', 'language', 'alias', 'project', 'tasks'] as const;
export type ShareLevel = (typeof shareLevels)[number];

export interface ShareItem {
  readonly seconds: number;
  readonly language?: string;
  readonly alias?: string;
  readonly project?: string;
}

/** Days that are shared with the backend: its `POST /api/v1/activities/batches` takes exactly this. */
export interface ShareBatch {
  readonly level: ShareLevel;
  /** This installation; a day replaces what it shared of that day before. */
  readonly source: string;
  readonly days: readonly SharedDay[];
  /** Replace the tasks that this installation shared before. */
  readonly tasks?: readonly SharedTask[];
}

export interface SharedTask {
  readonly id: string;
  readonly title: string;
  readonly status: 'todo' | 'inProgress' | 'done' | 'archived';
  readonly priority: 'low' | 'medium' | 'high' | 'urgent';
  readonly project?: string;
  readonly dueDay?: Day;
  readonly estimateMinutes?: number;
  /** Ms since the epoch. */
  readonly doneAt?: number;
}

export interface SharedEntry {
  readonly id: string;
  readonly title: string;
  readonly project?: string;
  /** Ms since the epoch. */
  readonly startedAt: number;
  readonly seconds: number;
}

/** Calls of models and runs of agents, without names. */
export interface SharedAi {
  readonly calls: number;
  readonly tokens: number;
  /** Millionths of a US dollar. */
  readonly costMicros: number;
  readonly runs: number;
  readonly failedRuns: number;
  readonly runSeconds: number;
}

interface SharedDay {
  readonly day: Day;
  readonly revision: number;
  readonly items: readonly ShareItem[];
  /** Time that was measured, not entered by hand. */
  readonly measuredSeconds: number;
  /** Part of it in focus sessions. */
  readonly focusSeconds: number;
  readonly entries?: readonly SharedEntry[];
  readonly ai?: SharedAi;
}

/** Source of a batch, and what it says about its days besides their parts. */
export interface ShareOrigin {
  /** This installation. */
  readonly source: string;
  /** Grows with time. */
  readonly revision: number;
  /** The same days by `source`. */
  readonly bySource: ActivityRange;
  /** Measured time in focus sessions, ms. */
  readonly focusMs: ReadonlyMap<Day, number>;
  /** The alias of a project, by its id, for the level `alias`. Without it, projects count as one. */
  readonly aliasOf?: (project: string) => string;
}

/** Longest name that the server takes, in characters. */
const nameLength = { language: 100, alias: 100, project: 200 } as const;

/**
 * Makes the batch of a range: nothing goes into it that its level doesn't name.
 * @param range of `source` for totals, or else split as the level says: by project for `alias` and `tasks`
 */
export function shareBatchOf(range: ActivityRange, level: ShareLevel, from: ShareOrigin): ShareBatch {
  const manual = from.bySource.parts.findIndex(({ id }) => id === 'manual');
  const manualMs = new Map(from.bySource.days.map(({ day, ms }) => [day, ms[manual] ?? 0]));
  const parts = level === 'alias' ? range.parts.map((part) => aliased(part, from.aliasOf)) : range.parts;
  const days = range.days.map(({ day, ms }) => {
    const items = level === 'totals' ? totalOf(ms) : namedItems(parts, ms, level === 'tasks' ? 'project' : level);
    const seconds = items.reduce((sum, item) => sum + item.seconds, 0);
    const measuredSeconds = Math.max(0, seconds - Math.ceil((manualMs.get(day) ?? 0) / 1000));
    const focusSeconds = Math.min(measuredSeconds, secondsOf(from.focusMs.get(day) ?? 0));
    return { day, revision: from.revision, items, measuredSeconds, focusSeconds };
  });
  // A day without time is sent too: it replaces what was shared of it before a correction or an erasure.
  return { level, source: from.source, days };
}

function totalOf(ms: readonly number[]): ShareItem[] {
  const seconds = secondsOf(ms.reduce((sum, one) => sum + one, 0));
  return seconds > 0 ? [{ seconds }] : [];
}

type Part = Pick<ActivityRange['parts'][number], 'type' | 'id' | 'name'>;

/** A project without its name. One whose name is locked has no alias: it stays locked, so that the batch isn't sent. */
function aliased(part: Part, aliasOf: ShareOrigin['aliasOf']): Part {
  const { type, id } = part;
  if (isLockedName(id) || isLockedName(part.name)) return part;
  if (type !== 'name') return { type, id: '', name: '' };
  return aliasOf ? { type, id: '', name: aliasOf(id) } : { type: 'rest', id: '', name: '' };
}

/** Two names that are equal once they are cut or cleaned become one. */
function namedItems(parts: readonly Part[], ms: readonly number[], level: keyof typeof nameLength): ShareItem[] {
  const sums = new Map<string, number>();
  for (const [i, { type, name }] of parts.entries()) {
    const label = type === 'name' ? cleaned(name, nameLength[level]) : type === 'none' ? '(none)' : '(other)';
    sums.set(label, (sums.get(label) ?? 0) + (ms[i] ?? 0));
  }
  return [...sums]
    .map(([label, sum]) => ({ seconds: secondsOf(sum), [level]: label }))
    .filter(({ seconds }) => seconds > 0);
}

/** Whole seconds, rounded down, so that a day's parts never come to more than the day. */
function secondsOf(ms: number): number {
  return Math.floor(ms / 1000);
}

/** Cuts a text to one line of the length that the server takes, in characters. */
export function cleaned(name: string, most: number): string {
  const line = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
  // Without half a character at the end.
  return (
    line
      .slice(0, most)
      .toWellFormed()
      .replace(/\ufffd$/, '')
      .trim() || '(none)'
  );
}
