import type { Reading } from '../../core/operations/reading.ts';
import { RecordCache } from '../../core/records/recordCache.ts';
import { type Day } from '../../core/time/days.ts';
import { presentDay, userOffsets } from '../../core/time/presentDay.ts';
import { isOverdue, dueDay, type LocalPresent } from './due.ts';
import { occurrenceId, openOccurrence } from './recurrence.ts';
import { occurrences, tasks, type Occurrence, type Task } from './tasks.ts';
import type { TaskView } from './taskViews.ts';

/** A task as lists filter and sort it: an ordinary one, or one occurrence of one that repeats. */
export interface TaskItem {
  /** The id of the task, or of a completed occurrence. */
  readonly id: string;
  readonly stored: StoredTask;
  readonly view: TaskView;
  /** Days of the occurrences that were completed or skipped. */
  readonly settled: readonly Day[];
  /** The person's day when it was completed; absent if that isn't known, and for a series. */
  readonly doneOn?: Day | undefined;
}

export interface StoredTask {
  readonly id: string;
  readonly values: Task;
  /** Everything that a search looks through, normalized. */
  readonly text: string;
  /** The title as it is sorted. */
  readonly titleKey: string;
}

interface StoredOccurrence extends Occurrence {
  readonly id: string;
}

/** All tasks, opened and parsed once, and again only when they change. */
export class TaskIndex {
  readonly #tasks = new RecordCache(tasks, storedTask);
  readonly #occurrences = new RecordCache(occurrences, (id, values): StoredOccurrence => ({ id, ...values }));
  #items: readonly TaskItem[] = [];
  #basis = '';

  /** Reads some of the changes. @returns the number of remaining records */
  prepare(read: Reading): number {
    return this.#tasks.refresh(read, stepSize) + this.#occurrences.refresh(read, stepSize);
  }

  /** All tasks as they are now, in no order. */
  items(read: Reading): readonly TaskItem[] {
    this.#tasks.refresh(read);
    this.#occurrences.refresh(read);
    const present = presentOf(read);
    // Whether a time of day has passed changes with the minute.
    const basis = [this.#tasks.version, this.#occurrences.version, present.today, Math.floor(read.now / 60_000)].join();
    if (basis !== this.#basis) this.#items = itemsOf([...this.#tasks.values()], this.#byTask(), present);
    this.#basis = basis;
    return this.#items;
  }

  #byTask(): Map<string, StoredOccurrence[]> {
    const byTask = new Map<string, StoredOccurrence[]>();
    for (const one of this.#occurrences.values()) {
      const known = byTask.get(one.task);
      if (known) known.push(one);
      else byTask.set(one.task, [one]);
    }
    return byTask;
  }
}

/** The number of records to open before yielding: about 10 ms. */
const stepSize = 250;

export function makeTaskIndex(): TaskIndex {
  return new TaskIndex();
}

/** The present day and instant of a reading. */
export function presentOf(read: Reading): LocalPresent {
  return { now: read.now, offsetAt: userOffsets(read), today: presentDay(read) };
}

/** A text as a search compares it: without case, accents, and forms that look the same. */
export function normalized(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function storedTask(id: string, values: Task): StoredTask {
  const { title, description, notes, tags = [], category, project, links = [] } = values;
  const linkTexts = links.flatMap((link) => Object.values(link));
  const parts = [title, description, notes, ...tags.map((tag) => `#${tag}`), category, project, ...linkTexts];
  const text = normalized(parts.filter((part) => part !== undefined).join('\n'));
  return { id, values, text, titleKey: normalized(title) };
}

function itemsOf(
  stored: readonly StoredTask[],
  byTask: ReadonlyMap<string, readonly StoredOccurrence[]>,
  present: LocalPresent,
): TaskItem[] {
  const byId = new Map(stored.map((task) => [task.id, task]));
  const subtasks = subtaskCounts(stored);
  const items: TaskItem[] = [];
  for (const task of stored) {
    const parent = task.values.parent === undefined ? undefined : byId.get(task.values.parent);
    const family = { parent, subtasks: subtasks.get(task.id) };
    const settled = task.values.repeat ? (byTask.get(task.id) ?? []) : [];
    const days = settled.map(({ day }) => day);
    const view = openView(task, settled, { present, ...family });
    const { repeat, doneOn } = task.values;
    items.push({ id: task.id, stored: task, view, settled: days, ...(!repeat && { doneOn }) });
    for (const one of settled) {
      if (one.status !== 'done') continue;
      const id = occurrenceId(task.id, one.day);
      items.push({ id, stored: task, view: doneView(task, one, family), settled: days, doneOn: one.settledOn });
    }
  }
  return items;
}

function subtaskCounts(stored: readonly StoredTask[]): Map<string, { done: number; total: number }> {
  const counts = new Map<string, { done: number; total: number }>();
  for (const { values } of stored) {
    if (values.parent === undefined || values.status === 'archived') continue;
    const { done, total } = counts.get(values.parent) ?? { done: 0, total: 0 };
    counts.set(values.parent, { done: done + (values.status === 'done' ? 1 : 0), total: total + 1 });
  }
  return counts;
}

interface TaskFamily {
  readonly parent: StoredTask | undefined;
  readonly subtasks: { readonly done: number; readonly total: number } | undefined;
}

/** The task itself; for a repeating one, its open occurrence. A task whose series has ended is done. */
function openView(
  task: StoredTask,
  settled: readonly StoredOccurrence[],
  { present, ...family }: TaskFamily & { readonly present: LocalPresent },
): TaskView {
  const { status, doneAt, dueOn, repeat } = task.values;
  const base = baseView(task, family);
  if (!repeat || !dueOn) {
    const overdue = (status === 'todo' || status === 'inProgress') && dueOn !== undefined && isOverdue(dueOn, present);
    return {
      ...base,
      status,
      overdue,
      ...(doneAt !== undefined && { doneAt }),
      ...(dueOn && { due: dueOn, dueDay: dueDay(dueOn, present) }),
    };
  }
  const day = openOccurrence(dueOn.day, repeat, settled);
  if (day === undefined) {
    const last = Math.max(...settled.map(({ settledAt }) => settledAt), task.values.updatedAt);
    return { ...base, status: status === 'archived' ? status : 'done', overdue: false, doneAt: last };
  }
  const due = { ...dueOn, day };
  const overdue = (status === 'todo' || status === 'inProgress') && isOverdue(due, present);
  return { ...base, status, overdue, occurrence: day, due, dueDay: dueDay(due, present) };
}

function doneView(task: StoredTask, { day, settledAt }: StoredOccurrence, family: TaskFamily): TaskView {
  const { dueOn } = task.values;
  return {
    ...baseView(task, family),
    id: occurrenceId(task.id, day),
    status: 'done',
    overdue: false,
    occurrence: day,
    due: { ...dueOn, day },
    dueDay: day,
    doneAt: settledAt,
  };
}

function baseView({ id, values }: StoredTask, { parent, subtasks }: TaskFamily) {
  const { title, priority, tags = [], category, project, estimate, repeat, links = [] } = values;
  return {
    id,
    title,
    priority,
    tags,
    links,
    hasText: values.description !== undefined || values.notes !== undefined,
    createdAt: values.createdAt,
    updatedAt: values.updatedAt,
    ...(category !== undefined && { category }),
    ...(project !== undefined && { project }),
    ...(estimate !== undefined && { estimate }),
    ...(repeat && { repeat }),
    ...(parent && { parent: { id: parent.id, title: parent.values.title } }),
    ...(subtasks && { subtasks }),
  };
}
