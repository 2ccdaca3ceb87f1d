import { AppError } from '../../core/base/appError.ts';
import type { App } from '../../core/operations/app.ts';
import { type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { dueInstant } from './due.ts';
import type { TaskLink } from './links.ts';
import { occurrenceId, parseOccurrenceId } from './recurrence.ts';
import type { TaskItem } from './taskIndex.ts';
import { findTasks, taskPositions } from './taskQueries.ts';
import { occurrences, tasks, withDue, type NewTask, type TaskChanges, type TaskStatus } from './tasks.ts';
import { taskGone } from '../unlessGone.ts';

/** Adds a task, as the last of all. @throws AppError `invalid-input`, `not-found` for a parent that is gone */
export async function createTask(app: App, input: NewTask): Promise<{ id: string }> {
  checkRepeat(app, input);
  if (input.parent !== undefined) await checkParent(app, input.parent);
  const now = app.clock.now();
  const base = { status: 'todo', sort: now, createdAt: now, updatedAt: now } as const;
  const due = input.dueOn && dueInstant(input.dueOn);
  const { id } = await app.records(tasks).create({ ...input, ...base, due });
  return { id };
}

/** Changes fields of a task. @throws AppError `not-found`, `invalid-input` */
export async function reviseTask(app: App, id: string, changes: TaskChanges): Promise<void> {
  const { stored, view } = await findTask(app, id);
  const { dueOn = stored.values.dueOn, repeat = stored.values.repeat } = changes;
  checkRepeat(app, { dueOn: dueOn ?? undefined, repeat: repeat ?? undefined });
  if (changes.parent) {
    await checkParent(app, changes.parent, id);
    if (view.subtasks)
      throw new AppError('invalid-input', app.t("A task that has subtasks can't become a subtask itself."));
  }
  if (dueOn && repeat && view.occurrence !== undefined && changes.dueOn) await checkNotSettled(app, id, dueOn.day);
  await app.records(tasks).revise(id, { ...withDue(changes), updatedAt: app.clock.now() });
}

/** Links a task to a branch, once. Time on it counts toward the task. @throws AppError `not-found` */
export async function linkBranch(app: App, id: string, link: Extract<TaskLink, { kind: 'branch' }>): Promise<void> {
  const { stored } = await findTask(app, id);
  const { links = [] } = stored.values;
  const isKnown = links.some(
    (one) => one.kind === 'branch' && one.branch === link.branch && (one.project ?? link.project) === link.project,
  );
  if (!isKnown) await reviseTask(app, stored.id, { links: [...links, link] });
}

/**
 * Marks a task as done; of one that repeats, its open occurrence. Done twice, it stays done once.
 * @param occurrence the day of the occurrence that the person saw
 * @throws AppError `not-found`, also for an occurrence that is neither open nor done
 */
export async function completeTask(app: App, id: string, occurrence?: Day): Promise<void> {
  await settle(app, id, { as: 'done', occurrence });
}

/** Leaves out the open occurrence of a task that repeats. @throws AppError as `completeTask` */
export async function skipOccurrence(app: App, id: string, occurrence?: Day): Promise<void> {
  await settle(app, id, { as: 'skipped', occurrence });
}

/**
 * Makes a task one to do again; of one that repeats, the occurrence that was settled last.
 * @param id of the task, or of a completed occurrence
 * @throws AppError `not-found`, `invalid-input` for an occurrence that later ones have followed
 */
export async function reopenTask(app: App, id: string): Promise<void> {
  const occurrence = parseOccurrenceId(id);
  if (occurrence) {
    const { series, day } = occurrence;
    const later = await settledDays(app, series);
    if (!later.includes(day)) throw taskGone(app);
    if (later.some((other) => other > day))
      throw new AppError('invalid-input', app.t("A later occurrence is already done, so this one can't be reopened."));
    await app.records(occurrences).remove(id);
    return;
  }
  await setStatus(app, id, 'todo');
}

/** Sets the status of a task. `done` completes it. @throws AppError `not-found` */
export async function setStatus(app: App, id: string, status: TaskStatus): Promise<void> {
  if (status === 'done') return completeTask(app, id);
  const cleared = status === 'archived' ? {} : { doneAt: null, doneOn: null };
  await findTask(app, id);
  await app.records(tasks).revise(id, { status, ...cleared, updatedAt: app.clock.now() });
}

/** Deletes a task; its subtasks become top-level tasks. @throws AppError `not-found` */
export async function deleteTask(app: App, id: string): Promise<void> {
  if (parseOccurrenceId(id))
    throw new AppError('invalid-input', app.t("An occurrence can't be deleted. Delete the repeating task instead."));
  await app.records(tasks).remove(id);
}

/**
 * Puts a task before another one in the manual order.
 * @param before null puts it last
 * @throws AppError `not-found`
 */
export async function moveTask(app: App, id: string, before: string | null): Promise<void> {
  const others = (await app.read(taskPositions, {})).filter((one) => one.id !== id);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  if (at < 0) throw taskGone(app);
  for (const { id: moved, sort } of positionsBefore(others, at, id)) await app.records(tasks).revise(moved, { sort });
}

interface Position {
  readonly id: string;
  readonly sort: number;
}

/**
 * Returns positions that put a task before the one at `at`: only its own, unless there is no room between its neighbors; then the following
 * ones move up as far as needed.
 */
export function positionsBefore(others: readonly Position[], at: number, id: string): Position[] {
  const [previous, next] = [others[at - 1]?.sort, others[at]?.sort];
  if (previous === undefined) return [{ id, sort: next === undefined ? 0 : next - spacing }];
  if (next === undefined) return [{ id, sort: previous + spacing }];
  const middle = previous + (next - previous) / 2;
  if (middle > previous && middle < next) return [{ id, sort: middle }];
  const moved = [{ id, sort: previous + spacing }];
  for (const other of others.slice(at)) {
    const last = moved.at(-1)?.sort ?? previous;
    if (other.sort > last) break;
    moved.push({ id: other.id, sort: last + spacing });
  }
  return moved;
}

/** The distance between new positions; new tasks are ms apart. */
const spacing = 1000;

/** @throws AppError `not-found` */
export async function findTask(app: App, id: string): Promise<TaskItem> {
  const [item] = await app.read(findTasks, { ids: [id] });
  if (!item) throw taskGone(app);
  return item;
}

interface SettleOptions {
  readonly as: 'done' | 'skipped';
  readonly occurrence: Day | undefined;
}

async function settle(app: App, id: string, { as, occurrence }: SettleOptions): Promise<void> {
  const { stored, view } = await findTask(app, id);
  const now = app.clock.now();
  const today = presentDay(app.readOptions());
  const records = app.records(tasks);
  if (!stored.values.repeat) {
    if (as === 'skipped') throw new AppError('invalid-input', app.t('Only a repeating task can be skipped.'));
    if (stored.values.status !== 'done')
      await records.revise(id, { status: 'done', doneAt: now, doneOn: today, updatedAt: now });
    return;
  }
  const day = occurrence ?? view.occurrence;
  if (day === undefined) throw new AppError('not-found', app.t("This task doesn't repeat any more."));
  if (day !== view.occurrence) {
    if ((await settledDays(app, id)).includes(day)) return;
    throw new AppError('not-found', app.t('This occurrence is no longer open. The list may have been out of date.'));
  }
  const values = { task: id, day, status: as, settledOn: today, settledAt: now };
  await app.records(occurrences).put(occurrenceId(id, day), values);
  if (stored.values.status === 'inProgress') await records.revise(id, { status: 'todo', updatedAt: now });
}

async function settledDays(app: App, series: string): Promise<readonly Day[]> {
  return (await findTask(app, series)).settled;
}

function checkRepeat({ t }: App, { repeat, dueOn }: Pick<NewTask, 'repeat' | 'dueOn'>): void {
  if (repeat && !dueOn) throw new AppError('invalid-input', t('A repeating task needs a due date.'));
}

async function checkParent(app: App, parent: string, id?: string): Promise<void> {
  const { view } = await findTask(app, parent);
  if (view.parent || parent === id)
    throw new AppError('invalid-input', app.t("A subtask can't have subtasks. Choose another parent."));
}

/** A due date before the last completed occurrence would be an occurrence that is already done. */
async function checkNotSettled(app: App, id: string, day: Day): Promise<void> {
  const last = (await settledDays(app, id)).reduce((latest, one) => (one > latest ? one : latest), '');
  if (day <= last)
    throw new AppError('invalid-input', app.t('The due date must be after {0}, which is already done.', last));
}
