import { baseName } from '../base/baseName.ts';
import { isLockedName } from '../facts/lockedName.ts';
import type { Day } from '../time/days.ts';
import { cleaned, type ShareBatch, type SharedAi, type SharedEntry, type SharedTask } from './shareBatch.ts';

/** A task as `tasks.list` has it. */
interface Task {
  readonly id: string;
  readonly title: string;
  readonly status: SharedTask['status'];
  readonly priority: SharedTask['priority'];
  /** A folder or a name. */
  readonly project?: string | undefined;
  readonly dueDay?: Day | undefined;
  /** Minutes. */
  readonly estimate?: number | undefined;
  readonly doneAt?: number | undefined;
}

/** A time entry as `entries.list` has it. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly projectName?: string | undefined;
  readonly start: number;
  readonly end?: number | undefined;
  readonly ms: number;
}

/** Data that is shared besides time, at the level `tasks`. */
export interface ShareWork {
  readonly tasks: readonly Task[];
  readonly entries: readonly { readonly day: Day; readonly entries: readonly Entry[] }[];
  readonly usage: readonly {
    readonly day: Day;
    readonly calls: number;
    readonly tokens: {
      readonly input: number;
      readonly output: number;
      readonly cacheWrite: number;
      readonly cacheWrite1h: number;
      readonly cacheRead: number;
    };
    readonly costUsd: number;
  }[];
  readonly runs: readonly { readonly status: string; readonly start: number; readonly workMs?: number | undefined }[];
  /** The day of an instant. */
  readonly dayAt: (at: number) => Day;
}

/** As many as the server takes. */
const most = { tasks: 500, entriesOfDay: 200, entries: 5000, name: 200, title: 500 } as const;
const failed: readonly string[] = ['failed', 'killed'];

/** Adds tasks, time entries, and AI activity to a batch by project. What the server wouldn't take is shortened or left out. */
export function withWork(batch: ShareBatch, work: ShareWork): ShareBatch {
  const entriesOf = new Map(work.entries.map(({ day, entries }) => [day, entries]));
  let left: number = most.entries;
  const days = batch.days.map((one) => {
    const entries = (entriesOf.get(one.day) ?? []).filter(({ end }) => end !== undefined).map(entryOf);
    const taken = ownIds(entries).slice(0, Math.min(most.entriesOfDay, left));
    left -= taken.length;
    const ai = aiOf(one.day, work);
    return { ...one, ...(taken.length > 0 && { entries: taken }), ...(ai && { ai }) };
  });
  return { ...batch, days, tasks: ownIds(work.tasks.map(taskOf)).slice(0, most.tasks) };
}

/** Returns true if a name in the batch is locked, so that it would be shared as nonsense. */
export function hasLockedNames({ days, tasks = [] }: ShareBatch): boolean {
  const items = [...days.flatMap((day) => [...day.items, ...(day.entries ?? [])]), ...tasks];
  return items.some((item) =>
    [item.project, 'alias' in item ? item.alias : undefined, 'title' in item ? item.title : undefined].some(
      (name) => name !== undefined && isLockedName(name),
    ),
  );
}

function taskOf({ id, title, status, priority, project, dueDay, estimate, doneAt }: Task): SharedTask {
  return {
    id: idOf(id),
    title: cleaned(title, most.title),
    status,
    priority,
    ...(project !== undefined && { project: nameOf(project) }),
    ...(dueDay !== undefined && { dueDay }),
    ...(estimate !== undefined && { estimateMinutes: Math.round(estimate) }),
    ...(doneAt !== undefined && { doneAt }),
  };
}

function entryOf({ id, title, projectName, start, ms }: Entry): SharedEntry {
  return {
    id: idOf(id),
    title: cleaned(title, most.title),
    ...(projectName !== undefined && { project: cleaned(projectName, most.name) }),
    startedAt: start,
    seconds: Math.min(86_400, Math.floor(ms / 1000)),
  };
}

function aiOf(day: Day, { usage, runs, dayAt }: ShareWork): SharedAi | undefined {
  const used = usage.find((one) => one.day === day);
  const ran = runs.filter(({ start }) => dayAt(start) === day);
  if (!used && ran.length === 0) return undefined;
  const { input = 0, output = 0, cacheWrite = 0, cacheWrite1h = 0, cacheRead = 0 } = used?.tokens ?? {};
  return {
    calls: used?.calls ?? 0,
    tokens: input + output + cacheWrite + cacheWrite1h + cacheRead,
    costMicros: Math.round((used?.costUsd ?? 0) * 1_000_000),
    runs: ran.length,
    failedRuns: ran.filter(({ status }) => failed.includes(status)).length,
    runSeconds: Math.floor(ran.reduce((sum, { workMs = 0 }) => sum + workMs, 0) / 1000),
  };
}

function idOf(id: string): string {
  return id.replaceAll(/[^\w:.@-]/g, '_').slice(0, most.name) || '_';
}

/** The name of a project that is given by its folder, whose path nobody else needs to know. */
function nameOf(project: string): string {
  return cleaned(baseName(project), most.name);
}

/** The first of those with the same id. */
function ownIds<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();
}
