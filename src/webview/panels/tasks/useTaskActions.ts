import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import type { TaskPriorityName, TaskStatusName } from '../../../core/views/taskNames.ts';
import type { TaskView } from '../../../catalog/view.ts';
import { fill } from '../../format/text.ts';
import { useLastChange, type LastChange, type Undoable } from '../../layout/undo.tsx';
import { useAction, useApp } from '../../state/app.ts';
import type { Rpc } from '../../state/rpc.ts';

/** The actions of a task. Each describes what it did where the list doesn't show it, and offers to undo it until the next one. */
export interface TaskActions {
  readonly error: string | undefined;
  /** The last action, if it can be undone. */
  readonly change: LastChange;
  toggleDone(task: TaskView): void;
  setStatus(task: TaskView, status: TaskStatusName): void;
  setPriority(task: TaskView, priority: TaskPriorityName): void;
  skip(task: TaskView): void;
  plan(task: TaskView): void;
  /** Starts a timer on the task, which stops the running one. */
  time(task: TaskView): void;
  archive(task: TaskView): void;
  remove(task: TaskView): void;
  /** Puts a task before another one; null puts it last. */
  move(task: TaskView, before: string | null): Promise<boolean>;
  /** Says what was done, and offers to undo it. */
  offer(done: Undoable): void;
  undo(): void;
}

export function useTaskActions(): TaskActions {
  const { rpc, announce } = useApp();
  const action = useAction({ overlaps: true });
  const change = useLastChange();
  return useMemo(() => {
    const act = async (call: () => Promise<unknown>, done?: Undoable) => {
      if (!(await action.run(call))) return;
      if (!done) return change.forget();
      announce(done.text);
      change.offer(done);
    };
    const setStatus = (task: TaskView, status: TaskStatusName) =>
      void act(() => rpc.call('tasks.setStatus', { id: task.id, status }));
    return {
      error: action.error,
      change,
      setStatus,
      toggleDone: (task) => void act(...(task.status === 'done' ? reopening(rpc, task) : completing(rpc, task))),
      setPriority: (task, priority) => void act(() => rpc.call('tasks.revise', { id: task.id, priority })),
      skip: ({ id, occurrence }) => void act(() => rpc.call('tasks.skip', { id, occurrence })),
      plan: ({ id, title }) =>
        void act(() => rpc.call('tasks.plan', { id }), { text: l10n.t('Added "{0}" to today\'s plan.', title) }),
      time: ({ id, title, tags, project }) => {
        const purpose = { title, tags: [...tags], task: id, ...(project !== undefined && { project }) };
        void act(() => rpc.call('timers.start', purpose), { text: l10n.t('Timer started.') });
      },
      archive: (task) => {
        if (task.status === 'archived') return setStatus(task, 'todo');
        const undo = () => rpc.call('tasks.setStatus', { id: task.id, status: task.status });
        const archive = () => rpc.call('tasks.setStatus', { id: task.id, status: 'archived' });
        void act(archive, { text: l10n.t('Archived "{0}".', task.title), undo });
      },
      remove: ({ id, title }) => {
        const undo = () => rpc.call('tasks.restore', { id });
        void act(() => rpc.call('tasks.delete', { id }), { text: l10n.t('Deleted "{0}".', title), undo });
      },
      move: ({ id }, before) => action.run(() => rpc.call('tasks.move', { id, before })),
      offer: (done) => {
        announce(done.text);
        change.offer(done);
      },
      undo: () => {
        if (change.last?.undo) void act(change.last.undo).then(() => announce(l10n.t('Undone.')));
      },
    };
  }, [rpc, announce, action.run, action.error, change]);
}

type Change = [call: () => Promise<unknown>, done: Undoable];

function completing(rpc: Rpc, { id, title, occurrence, repeat }: TaskView): Change {
  const undone = repeat && occurrence !== undefined ? `${id}@${occurrence}` : id;
  const text = fill(repeat ? l10n.t('Completed "{0}". It repeats.') : l10n.t('Completed "{0}".'), title);
  return [
    () => rpc.call('tasks.complete', { id, occurrence }),
    { text, undo: () => rpc.call('tasks.reopen', { id: undone }) },
  ];
}

function reopening(rpc: Rpc, { id, title, occurrence }: TaskView): Change {
  const [series = id] = occurrence === undefined ? [id] : id.split('@');
  const undo = () => rpc.call('tasks.complete', { id: series, occurrence });
  return [() => rpc.call('tasks.reopen', { id }), { text: l10n.t('Reopened "{0}".', title), undo }];
}
