import type { Params, TaskPage } from '../../../catalog/view.ts';
import type { TaskPriorityName, TaskStatusName } from '../../../core/views/taskNames.ts';
import { tagsIn } from './taskDraft.ts';

/** Changes to several tasks; an empty string keeps what each of them has. */
export interface BulkDraft {
  readonly status: TaskStatusName | '';
  readonly priority: TaskPriorityName | '';
  /** The due date, `YYYY-MM-DD`. */
  readonly day: string;
  /** Tags to add, with spaces between them. */
  readonly tags: string;
}

export const plainBulk: BulkDraft = { status: '', priority: '', day: '', tags: '' };

type BoardTask = TaskPage['tasks'][number];

/** The calls that undo a change of several tasks. */
interface Undo {
  /** Occurrences that were completed. */
  readonly reopen: readonly string[];
  readonly setStatus: readonly Params<'tasks.setStatus'>[];
  readonly revise: readonly Params<'tasks.revise'>[];
}

/**
 * Returns the calls of `tasks.changeMany` that a draft asks for, and those that undo them. A task that repeats keeps its due date, which its rule
 * counts from.
 */
export function bulkChange(
  tasks: readonly BoardTask[],
  draft: BulkDraft,
): { changes: readonly Params<'tasks.changeMany'>[]; undo: Undo } {
  const { status, priority, day } = draft;
  const addTags = tagsIn(draft.tags);
  const common = {
    ...(status !== '' && { status }),
    ...(priority !== '' && { priority }),
    ...(addTags.length > 0 && { addTags }),
  };
  const once = day === '' ? [] : tasks.filter(({ repeat }) => !repeat);
  const idsOf = (some: readonly BoardTask[]) => some.map(({ id }) => id);
  const completed = status === 'done' ? tasks.filter(({ repeat }) => repeat) : [];
  const settled = status === '' ? [] : tasks.filter((task) => !completed.includes(task));
  return {
    changes: [
      ...(Object.keys(common).length > 0 ? [{ ids: idsOf(tasks), ...common }] : []),
      ...(once.length > 0 ? [{ ids: idsOf(once), dueOn: { day } }] : []),
    ],
    undo: {
      reopen: completed.map(({ id, occurrence }) => (occurrence === undefined ? id : `${id}@${occurrence}`)),
      setStatus: settled.map(({ id, status: was }) => ({ id, status: was })),
      revise: tasks.flatMap((task) => {
        const fields = {
          ...(priority !== '' && { priority: task.priority }),
          ...(addTags.length > 0 && { tags: task.tags.length > 0 ? task.tags : null }),
          ...(once.includes(task) && { dueOn: task.due ?? null }),
        };
        return Object.keys(fields).length > 0 ? [{ id: task.id, ...fields }] : [];
      }),
    },
  };
}
