import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { PlanTask } from '../../../core/views/views.ts';
import { CallMessage, Confirm } from '../../controls/messages.tsx';
import { focusSoon, neighbourOf } from '../../layout/focus.ts';
import { useAction, useApp } from '../../state/app.ts';
import { deleteTask, editTask } from '../../state/patches.ts';
import type { PlanTaskDraft } from './taskDraft.ts';
import { TaskForm } from './taskForm.tsx';

interface TaskEditorProps {
  readonly task: PlanTask;
  readonly day: string;
  readonly draft: PlanTaskDraft;
  readonly onDraft: (draft: PlanTaskDraft) => void;
  readonly onClose: () => void;
}

/** A task while it is edited: the form takes its place in the list. */
export function TaskEditor({ task, day, draft, onDraft, onClose }: TaskEditorProps) {
  const { rpc, store } = useApp();
  const action = useAction();
  return (
    <li class="task">
      <TaskForm
        name={l10n.t('Edit "{0}"', task.title)}
        draft={draft}
        onDraft={onDraft}
        action={action}
        onCancel={onClose}
        onSave={async (fields) => {
          const input = { id: task.id, day, ...fields };
          if (await action.run(() => store.change(editTask(input), () => rpc.call('plan.saveTask', input)))) onClose();
        }}
      />
    </li>
  );
}

/** The question before a task is deleted. */
export function TaskDeletion({ task, onClose }: { task: PlanTask; onClose: () => void }) {
  const { rpc, store, announce } = useApp();
  const action = useAction();
  const place = useRef<HTMLDivElement>(null);
  const remove = async () => {
    const { id } = task;
    // Not removed before the host has agreed, since the row contains the message if it refuses.
    if (!(await action.run(() => rpc.call('plan.deleteTask', { id })))) return;
    announce(l10n.t('Task deleted'));
    const next = neighbourOf(place.current);
    await store.change(deleteTask(id));
    focusSoon(next);
  };
  return (
    <div ref={place}>
      <Confirm
        question={l10n.t('Delete "{0}"?', task.title)}
        yes={l10n.t('Delete')}
        no={l10n.t('Cancel')}
        onYes={remove}
        onNo={onClose}
        busy={action.busy}
      />
      <CallMessage error={action.error} />
    </div>
  );
}
