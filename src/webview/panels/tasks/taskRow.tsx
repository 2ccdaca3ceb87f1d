import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { taskPriorityLabels } from './labels.ts';
import { useState } from 'preact/hooks';
import type { TaskView } from '../../../catalog/view.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Icon } from '../../controls/icon.tsx';
import { minuteMs } from '../../../core/time/days.ts';
import { useApp, useKept } from '../../state/app.ts';
import { draftOfTask, type TaskDraft } from './taskDraft.ts';
import { TaskDetails } from './taskDetails.tsx';
import { TaskForm } from './taskForm.tsx';
import { useDueWords } from './taskWords.ts';
import type { TaskActions } from './useTaskActions.ts';
import { InEditor } from '../../layout/inEditor.tsx';
import type { DropMark } from '../../controls/gripDrag.ts';

export interface TaskRowProps {
  readonly task: TaskView;
  readonly dashboard: Dashboard;
  readonly actions: TaskActions;
  readonly dropMark: DropMark | undefined;
  /** Begins dragging. Absent where rows can't be moved. */
  readonly onGrip: ((event: PointerEvent) => void) | undefined;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

/** A task: its checkbox, its title and subject, and on demand its texts and actions. */
export function TaskRow({ task, dashboard, actions, dropMark, onGrip, isSelected, onSelect }: TaskRowProps) {
  const { rpc } = useApp();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useKept<TaskDraft | undefined>(`draft.tasks.edit.${task.id}`, undefined);
  const isDone = task.status === 'done' || task.status === 'archived';
  const edit = async () => setDraft(draftOfTask(await rpc.call('tasks.get', { id: task.id })));
  const classes = [
    'todo-row',
    isDone && 'todo-done',
    task.status === 'inProgress' && 'todo-running',
    dropMark && `drop-${dropMark}`,
    isSelected && 'todo-selected',
  ];
  if (draft)
    return (
      <TaskForm
        task={task}
        draft={draft}
        onDraft={(next) => {
          if (!next) focusRow();
          setDraft(next);
        }}
      />
    );
  return (
    <div class={classes.filter(Boolean).join(' ')}>
      <div class="todo-line">
        <InEditor>
          {onGrip && (
            <span class="todo-grip" title={l10n.t('Drag to move')} onPointerDown={onGrip}>
              <Icon name="grip" />
            </span>
          )}
        </InEditor>{' '}
        <Checkbox name={task.title} checked={isDone} onChange={() => actions.toggleDone(task)} />
        <TaskToggle {...{ task, dashboard, open, isSelected, onSelect }} onToggle={() => setOpen(!open)} />
        <InEditor>
          <button
            type="button"
            class="todo-edit icon-button"
            aria-label={l10n.t('Edit task: {0}', task.title)}
            title={l10n.t('Edit')}
            onClick={() => void edit()}
          >
            <Icon name="edit" />
          </button>
        </InEditor>{' '}
      </div>
      {open && <TaskDetails task={task} actions={actions} />}
    </div>
  );
}

interface TaskToggleProps extends Pick<TaskRowProps, 'task' | 'dashboard' | 'isSelected' | 'onSelect'> {
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** The title and the facts, which open the details; with Ctrl or Cmd, a click selects the task. */
function TaskToggle({ task, dashboard, open, isSelected, onSelect, onToggle }: TaskToggleProps) {
  return (
    <button
      type="button"
      class="todo-toggle"
      aria-expanded={open}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) onSelect();
        else onToggle();
        // After a click with the mouse, the keys of the list work.
        if (event.detail > 0) event.currentTarget.closest('article')?.focus();
      }}
    >
      <span class="todo-title">{task.title}</span>
      {isSelected && <span class="visually-hidden">{l10n.t('Selected')}</span>}
      <TaskFacts task={task} today={dashboard.today.day} />
    </button>
  );
}

/** Gives the row of the form that closes the focus, which would be lost with the form. */
function focusRow(): void {
  const row = document.activeElement?.closest('article');
  if (row?.querySelector('[role=form]')) row.focus();
}

function TaskFacts({ task, today }: { task: TaskView; today: string }) {
  const { format } = useApp();
  const dueWords = useDueWords(today);
  const { priority, due, overdue, estimate, project, tags, subtasks, repeat, parent, status, inCategory } = task;
  const facts = [
    status === 'inProgress' && <span class="todo-status">{l10n.t('In progress')}</span>,
    priority !== 'medium' && (
      <span class={`todo-priority todo-priority-${priority}`}>{taskPriorityLabels()[priority]}</span>
    ),
    due && (
      <span class={overdue ? 'todo-overdue' : ''}>
        {overdue ? l10n.t('Overdue: {0}', dueWords(due)) : dueWords(due)}
      </span>
    ),
    repeat && <span title={l10n.t('Repeats')}>↻</span>,
    estimate !== undefined && <span>{format.duration(estimate * minuteMs)}</span>,
    project !== undefined && <span>{baseName(project)}</span>,
    inCategory && (
      <span title={inCategory.isSuggested ? l10n.t('Category by rule') : l10n.t('Category')}>
        <span class={`swatch tone tone-${inCategory.color}`} aria-hidden="true" />
        {inCategory.name}
      </span>
    ),
    parent && <span>{l10n.t('Part of {0}', parent.title)}</span>,
    subtasks && (
      <span>{l10n.t('{0} of {1} subtasks', format.number(subtasks.done), format.number(subtasks.total))}</span>
    ),
    ...tags.map((tag) => (
      <span key={tag} class="todo-tag">
        #{tag}
      </span>
    )),
  ].filter(Boolean);
  return facts.length > 0 ? <span class="todo-facts">{facts}</span> : null;
}
