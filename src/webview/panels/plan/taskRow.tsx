import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { priorityLabels } from '../../../core/views/labels.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { useRef, useState } from 'preact/hooks';
import type { PlanTask } from '../../../core/views/views.ts';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { tickTask } from '../../state/patches.ts';
import { TaskDetails } from './taskDetails.tsx';
import { TaskDeletion, TaskEditor } from './taskEditor.tsx';
import { StartButton } from './startButton.tsx';
import { draftOfTask, type PlanTaskDraft } from './taskDraft.ts';
import { InEditor } from '../../layout/inEditor.tsx';
import type { DropMark } from '../../controls/gripDrag.ts';

interface TaskRowProps {
  readonly task: PlanTask;
  readonly day: string;
  /** True if it can be worked on: it is of today's plan. */
  readonly startable: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly dropMark: DropMark | undefined;
  readonly onGrip: (event: PointerEvent) => void;
  readonly onMove: (by: -1 | 1) => unknown;
}

/** A task: its checkbox, its title, and on demand the reason for it and its actions. */
export function TaskRow(props: TaskRowProps) {
  const { task, day, startable, dropMark, onGrip, onMove } = props;
  const { rpc, store } = useApp();
  const [open, setOpen] = useKept(`open.task.${task.id}`, false);
  const [draft, setDraft] = useKept<PlanTaskDraft | undefined>(`draft.task.${task.id}`, undefined);
  const [deleting, setDeleting] = useState(false);
  const action = useAction({ overlaps: true });
  const toggle = useRef<HTMLButtonElement>(null);
  const tick = (done: boolean) =>
    action.run(() => store.change(tickTask(task.id, done), () => rpc.call('plan.tick', { id: task.id, done })));
  const edit = () => setDraft(draftOfTask(task));
  const back = () => {
    setDraft(undefined);
    setDeleting(false);
    focusSoon(toggle);
  };
  // A row that is moved loses the focus.
  const moveBy = (by: -1 | 1) => {
    onMove(by);
    focusSoon(toggle);
  };
  if (draft) return <TaskEditor task={task} day={day} draft={draft} onDraft={setDraft} onClose={back} />;
  return (
    <li
      class={`task ${task.done ? 'task-done' : ''} ${task.startedAt === undefined ? '' : 'task-running'} ${dropMark ? `drop-${dropMark}` : ''}`}
      aria-busy={action.busy ? 'true' : undefined}
      onKeyDown={movedByKeys(moveBy)}
    >
      <div class="task-line">
        <InEditor>
          <span class="task-grip" title={l10n.t('Drag to reorder')} onPointerDown={onGrip}>
            <Icon name="grip" />
          </span>
        </InEditor>
        <Checkbox name={task.title} checked={task.done} onChange={tick} />
        <button
          type="button"
          class="task-toggle"
          ref={toggle}
          aria-expanded={open}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={() => setOpen(!open)}
        >
          <span class="task-title">{task.title}</span>
          <TaskFacts task={task} />
          <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
        </button>
        {startable && !task.done && (
          <InEditor>
            <StartButton task={task} action={action} />
          </InEditor>
        )}
      </div>
      <CallMessage error={action.error} />
      {deleting && <TaskDeletion task={task} onClose={back} />}
      {open && !deleting && <TaskDetails {...props} onMove={moveBy} onEdit={edit} onDelete={() => setDeleting(true)} />}
    </li>
  );
}

/** Alt with an arrow key moves a row up or down. */
function movedByKeys(moveBy: (by: -1 | 1) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (!event.altKey || !by) return;
    event.preventDefault();
    moveBy(by);
  };
}

function TaskFacts({ task: { priority, minutes, project, actualMs, startedAt } }: { task: PlanTask }) {
  const estimate = minutes * minuteMs;
  const { format } = useApp();
  return (
    <span class="task-facts">
      <span class={`priority priority-${priority}`}>{priorityLabels(l10n.t)[priority]}</span>
      {startedAt !== undefined && (
        <span class="task-running-fact">
          <Icon name="play" />
          {l10n.t('started')}
        </span>
      )}
      <span>
        {actualMs === undefined
          ? format.duration(estimate)
          : l10n.t('{0} of {1}', format.duration(actualMs), format.duration(estimate))}
      </span>
      {project && <span class="task-project">{baseName(project)}</span>}
    </span>
  );
}
