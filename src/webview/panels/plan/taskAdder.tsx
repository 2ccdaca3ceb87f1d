import * as l10n from '@vscode/l10n';
import { Adder } from '../../layout/adder.tsx';
import { useApp } from '../../state/app.ts';
import { emptyTask } from './taskDraft.ts';
import { TaskForm } from './taskForm.tsx';

/** Adds a task of the user's own to the plan of a day. */
export function TaskAdder({ day }: { day: string }) {
  const { rpc } = useApp();
  return (
    <Adder keptAs={`draft.task.new.${day}`} label={l10n.t('Add Task')} begin={() => emptyTask}>
      {({ add, ...form }) => (
        <TaskForm
          name={l10n.t('New task')}
          {...form}
          onSave={(fields) => add(() => rpc.call('plan.saveTask', { day, ...fields }), l10n.t('Task added.'))}
        />
      )}
    </Adder>
  );
}
