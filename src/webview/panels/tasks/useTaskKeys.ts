import type { RefObject } from 'preact';
import type { TaskPriorityName } from '../../../core/views/taskNames.ts';
import { canHaveSubtasks } from './subtasks.tsx';
import { plainFilter, type ListFilter } from './listFilter.ts';
import type { BoardTask } from './taskBoard.tsx';
import type { TaskActions } from './useTaskActions.ts';

interface TaskKeys {
  readonly tasks: readonly BoardTask[];
  readonly filter: ListFilter;
  readonly actions: TaskActions;
  readonly move: (task: BoardTask, before: string | null, position: number) => unknown;
  readonly onFilter: (filter: ListFilter) => void;
  readonly toggleHelp: () => void;
  /** Selects a task, or takes it out of the selection. */
  readonly select: (task: BoardTask) => void;
}

const priorities: Readonly<Record<string, TaskPriorityName>> = {
  '1': 'urgent',
  '2': 'high',
  '3': 'medium',
  '4': 'low',
};

/**
 * The keys of the list, for the row that has the focus; the help sheet names them. Moving between rows is the virtual list's. Keys with Ctrl
 * or Cmd are VS Code's.
 */
export function useTaskKeys(board: RefObject<HTMLElement | null>, keys: TaskKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || target.role !== 'article') return;
    if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const index = Number(target.dataset['index']);
    const task = keys.tasks[index];
    const run =
      task && (event.altKey ? moving(task, index, keys)[key] : commands(task, target, keys)[key.toLowerCase()]);
    const anywhere = event.altKey ? undefined : general(board, keys)[key.toLowerCase()];
    if (!run && !anywhere) return;
    event.preventDefault();
    (run ?? anywhere)?.();
  };
}

type Commands = Readonly<Record<string, (() => unknown) | undefined>>;

function commands(task: BoardTask, row: HTMLElement, { actions, select }: TaskKeys): Commands {
  const press = (selector: string) => row.querySelector<HTMLElement>(selector)?.click();
  const setPriority = (key: string) => () => actions.setPriority(task, priorities[key] ?? 'medium');
  const isOccurrence = task.id.includes('@');
  return {
    ' ': () => actions.toggleDone(task),
    enter: () => press('.todo-toggle'),
    ...(!isOccurrence && {
      e: () => press('.todo-edit'),
      ...(canHaveSubtasks(task) && { c: () => focusSubtask(row) }),
      x: () => select(task),
      s: () => actions.setStatus(task, task.status === 'inProgress' ? 'todo' : 'inProgress'),
      p: () => actions.plan(task),
      t: () => actions.time(task),
      a: () => actions.archive(task),
      delete: () => actions.remove(task),
      backspace: () => actions.remove(task),
      ...Object.fromEntries(Object.keys(priorities).map((key) => [key, setPriority(key)])),
    }),
  };
}

/** Opens a task's details, and goes to the line that adds a subtask. */
function focusSubtask(row: HTMLElement): void {
  row.querySelector<HTMLElement>('.todo-toggle[aria-expanded=false]')?.click();
  requestAnimationFrame(() => row.querySelector<HTMLElement>('.todo-subtask vscode-text-field')?.focus());
}

function moving(task: BoardTask, index: number, { tasks, move }: TaskKeys): Commands {
  return {
    ArrowUp: () => tasks[index - 1] && move(task, tasks[index - 1]?.id ?? null, index),
    ArrowDown: () => tasks[index + 1] && move(task, tasks[index + 2]?.id ?? null, index + 2),
  };
}

function general(board: RefObject<HTMLElement | null>, keys: TaskKeys): Commands {
  const { actions, filter, onFilter, toggleHelp } = keys;
  const focus = (selector: string) =>
    requestAnimationFrame(() => board.current?.querySelector<HTMLElement>(selector)?.focus());
  const openFilter = (selector: string) => {
    onFilter({ ...plainFilter, ...filter });
    focus(selector);
  };
  return {
    u: actions.undo,
    b: () => focus('.todo-bulk select'),
    n: () => focus('.todo-add vscode-text-field'),
    '/': () => openFilter('.todo-search vscode-text-field'),
    f: () => openFilter('.todo-saved select, .todo-saved vscode-button'),
    '?': toggleHelp,
  };
}
