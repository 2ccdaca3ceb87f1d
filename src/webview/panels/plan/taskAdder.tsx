import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import { Button } from '../../controls/button.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { emptyTask, type TaskDraft } from './taskDraft.ts';
import { TaskForm } from './taskForm.tsx';

/** Adds a task of the user's own to the plan of a day. */
export function TaskAdder({ day }: { day: string }) {
  const { rpc, announce } = useApp();
  const [draft, setDraft] = useKept<TaskDraft | undefined>(`draft.task.new.${day}`, undefined);
  const action = useAction();
  const button = useRef<HTMLElement>(null);
  const close = () => {
    setDraft(undefined);
    action.clear();
    focusSoon(button);
  };
  if (!draft) {
    return (
      <div class="button-row">
        <Button icon="add" buttonRef={button} onClick={() => setDraft(emptyTask)}>
          {l10n.t('Add Task')}
        </Button>
      </div>
    );
  }
  return (
    <TaskForm
      name={l10n.t('New task')}
      draft={draft}
      onDraft={setDraft}
      action={action}
      onCancel={close}
      onSave={async (fields) => {
        if (!(await action.run(() => rpc.call('plan.saveTask', { day, ...fields })))) return;
        announce(l10n.t('Task added'));
        close();
      }}
    />
  );
}
