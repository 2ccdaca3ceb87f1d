import { useRef } from 'preact/hooks';
import { Button } from '../../controls/button.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { emptyTask, type TaskDraft } from './taskDraft.ts';
import { TaskForm } from './taskForm.tsx';

/** Adds a task of the user's own to the plan of a day. */
export function TaskAdder({ day }: { day: string }) {
  const { rpc, strings, announce } = useApp();
  const t = strings.plan;
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
          {t.addTask}
        </Button>
      </div>
    );
  }
  return (
    <TaskForm
      name={t.newTask}
      draft={draft}
      onDraft={setDraft}
      action={action}
      onCancel={close}
      onSave={async (fields) => {
        if (!(await action.run(() => rpc.call('plan.saveTask', { day, ...fields })))) return;
        announce(strings.plan.added);
        close();
      }}
    />
  );
}
