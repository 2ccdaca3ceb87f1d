import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import type { TaskPage } from '../../../catalog/view.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { VirtualList } from '../../controls/virtualList.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { Pending } from '../../layout/pending.tsx';
import { UndoLine } from '../../layout/undo.tsx';
import { useApp, useKept } from '../../state/app.ts';
import { BulkForm } from './bulkForm.tsx';
import { FilterBar } from './filterBar.tsx';
import { useGroupWords } from './groupWords.ts';
import { isNarrow, plainFilter, type ListFilter } from './listFilter.ts';
import { QuickAddLine } from './quickAddLine.tsx';
import { useRowDrag, type Drop } from './rowDrag.ts';
import { TaskHelp } from './taskHelp.tsx';
import { TaskNumbers } from './taskNumbers.tsx';
import { TaskRow } from './taskRow.tsx';
import { useTaskActions, type TaskActions } from './useTaskActions.ts';
import { useTaskKeys } from './useTaskKeys.ts';
import { useTasks, type TaskList } from './useTasks.ts';
import { InEditor } from '../../layout/inEditor.tsx';

/** More push the panels below out of sight; the rest comes on demand. */
const fewTasks = 12;
/** The number of tasks to read when the end comes near. */
const stepSize = 200;

interface TaskBoardProps {
  readonly dashboard: Dashboard;
  readonly filter: ListFilter | undefined;
  readonly onFilter: (filter: ListFilter) => void;
}

/** The line that adds a task, the filter, and the list. */
export function TaskBoard({ dashboard, filter, onFilter }: TaskBoardProps) {
  const { announce, inEditor } = useApp();
  // One that an older version kept may lack a field.
  const shown = { ...plainFilter, ...filter };
  const [wanted, setWanted] = useState(fewTasks);
  const [isHelpOpen, setHelpOpen] = useKept('open.tasks.help', false);
  const list = useTasks(dashboard, shown, wanted);
  const actions = useTaskActions();
  const board = useRef<HTMLDivElement>(null);
  const { page } = list;
  const tasks = page?.tasks ?? [];
  const move = useMove(tasks, shown, actions);
  const toggleHelp = () => setHelpOpen(!isHelpOpen);
  const selection = useSelection(tasks);
  const keys = { tasks, filter: shown, actions, move, onFilter, toggleHelp, select: selection.toggle };
  const onKeyDown = useTaskKeys(board, keys);
  const loadMore = () => {
    if (page && wanted > fewTasks && wanted < page.total && !list.busy) setWanted(wanted + stepSize);
  };
  return (
    <div class="todo" ref={board} onKeyDown={inEditor ? onKeyDown : undefined}>
      <InEditor>
        <QuickAddLine dashboard={dashboard} onAdded={actions.offer} />
      </InEditor>
      {filter && <FilterBar filter={shown} page={page} onFilter={onFilter} />}
      <Pending answer={{ data: page, error: list.error, stale: list.busy, retry: list.retry }} />
      {page && tasks.length === 0 && (
        <p class="empty">
          {isNarrow(shown)
            ? l10n.t('No task fits the filter.')
            : inEditor
              ? l10n.t('No tasks yet. Type one above and press Enter.')
              : l10n.t('No tasks.')}
        </p>
      )}
      {selection.tasks.length > 0 && (
        <div class="todo-bulk">
          <BulkForm tasks={selection.tasks} onDone={actions.offer} onCancel={selection.clear} />
        </div>
      )}
      {page && <TaskRows {...{ dashboard, list, page, shown, actions, move, selection }} onEnd={loadMore} />}
      {page && wanted === fewTasks && page.total > fewTasks && (
        <ShowAll total={page.total} onShow={() => setWanted(stepSize)} />
      )}
      <UndoLine change={actions.change} onUndone={() => announce(l10n.t('Undone.'))} />
      <CallMessage error={actions.error} />
      <TaskNumbers dashboard={dashboard} />
      <InEditor>
        <TaskHelp open={isHelpOpen} onToggle={setHelpOpen} />
      </InEditor>
    </div>
  );
}

function ShowAll({ total, onShow }: { readonly total: number; readonly onShow: () => void }) {
  const { format } = useApp();
  const show = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return;
    const lastRow = [...(currentTarget.parentElement?.querySelectorAll<HTMLElement>('article') ?? [])].at(-1);
    onShow();
    // The button goes; the rest follows the row that was the last one.
    focusSoon({ current: lastRow ?? null }, currentTarget);
  };
  return (
    <button type="button" class="link" onClick={show}>
      {l10n.t('Show All {0} Tasks', format.number(total))}
    </button>
  );
}

interface TaskRowsProps {
  readonly dashboard: Dashboard;
  readonly list: TaskList;
  readonly page: TaskPage;
  readonly shown: ListFilter;
  readonly actions: TaskActions;
  readonly move: Move;
  readonly selection: Selection;
  readonly onEnd: () => void;
}

function TaskRows({ dashboard, list, page, shown, actions, move, selection, onEnd }: TaskRowsProps) {
  const { tasks } = page;
  const groupWords = useGroupWords(shown.groupBy, page);
  const canDrag = shown.sortBy === 'manual' || shown.groupBy === 'status';
  const drag = useRowDrag((from: number, { index, edge }: Drop) => {
    const [task, target] = [tasks[from], tasks[index]];
    if (!task || !target) return;
    if (shown.groupBy === 'status' && task.group !== target.group) actions.setStatus(task, target.status);
    else void move(task, edge === 'above' ? target.id : (tasks[index + 1]?.id ?? null), index + 1);
  });
  return (
    <VirtualList
      class="todo-list"
      name={l10n.t('Tasks')}
      items={tasks}
      keyOf={({ id, group = '' }) => `${group} ${id}`}
      estimate={32}
      busy={list.busy}
      total={page.total}
      onEnd={onEnd}
      row={(task, index) => (
        <>
          {shown.groupBy !== 'none' && task.group !== tasks[index - 1]?.group && (
            <h3 class="todo-group">{groupWords(task.group ?? '')}</h3>
          )}
          <TaskRow
            task={task}
            dashboard={dashboard}
            actions={actions}
            dropMark={drag.markAt(index)}
            onGrip={canDrag ? (event) => drag.start(index, event) : undefined}
            isSelected={selection.tasks.some(({ id }) => id === task.id)}
            onSelect={() => selection.toggle(task)}
          />
        </>
      )}
    />
  );
}

/** A task in its group. */
export type BoardTask = TaskPage['tasks'][number];

/** The tasks of the list that are selected. */
interface Selection {
  readonly tasks: readonly BoardTask[];
  readonly toggle: (task: BoardTask) => void;
  readonly clear: () => void;
}

/** Keeps which tasks are selected; those that a filter hides aren't. */
function useSelection(tasks: readonly BoardTask[]): Selection {
  const { announce, inEditor } = useApp();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    tasks: tasks.filter(({ id }, at) => ids.has(id) && tasks.findIndex((one) => one.id === id) === at),
    toggle: ({ id, title }) => {
      // An occurrence that was done isn't a task of its own.
      if (!inEditor || id.includes('@')) return;
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setIds(next);
      announce(next.has(id) ? l10n.t('Selected "{0}".', title) : l10n.t('"{0}" is no longer selected.', title));
    },
    clear: () => setIds(new Set()),
  };
}

/** Moves a task before another one if the list is in manual order; otherwise says why not. */
type Move = (task: BoardTask, before: string | null, position: number) => Promise<void>;

function useMove(tasks: readonly BoardTask[], { sortBy }: ListFilter, actions: TaskActions): Move {
  const { format, announce } = useApp();
  return async (task, before, position) => {
    if (sortBy !== 'manual') return actions.offer({ text: l10n.t('Sort the list by hand to move tasks.') });
    if (await actions.move(task, before))
      announce(l10n.t('Moved to position {0} of {1}.', format.number(position), format.number(tasks.length)));
  };
}
