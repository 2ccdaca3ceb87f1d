import * as l10n from '@vscode/l10n';
import type { TaskView } from '../../../catalog/view.ts';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useApp } from '../../state/app.ts';
import { useTypedLine } from './useTypedLine.ts';
import { quickAddParams } from './quickAddLine.tsx';
import type { TaskActions } from './useTaskActions.ts';

/** Returns whether subtasks can be added to a task: to an open one that isn't a subtask itself. */
export function canHaveSubtasks({ id, parent, status }: TaskView): boolean {
  return !parent && !id.includes('@') && (status === 'todo' || status === 'inProgress');
}

interface SubtaskListProps {
  readonly subtasks: readonly TaskView[];
  readonly actions: TaskActions;
}

/** The subtasks of a task, each with its checkbox. */
export function SubtaskList({ subtasks, actions }: SubtaskListProps) {
  if (subtasks.length === 0) return null;
  return (
    <ul class="todo-children">
      {subtasks.map((subtask) => (
        <li key={subtask.id} class={isSettled(subtask) ? 'todo-done' : ''}>
          <Checkbox name={subtask.title} checked={isSettled(subtask)} onChange={() => actions.toggleDone(subtask)} />
          <span class="todo-title">{subtask.title}</span>
        </li>
      ))}
    </ul>
  );
}

function isSettled({ status }: TaskView): boolean {
  return status === 'done' || status === 'archived';
}

/** A line that adds a subtask, written as in quick add. It belongs to the task's project unless it names one. */
export function SubtaskLine({ task: { id, project } }: { task: TaskView }) {
  const { rpc, announce, zone } = useApp();
  const { text, setText, send, error } = useTypedLine(`draft.tasks.subtask.${id}`);
  const submit = async () => {
    const of = { parent: id, ...(project !== undefined && { project }) };
    const isAdded = await send((sent) => rpc.call('tasks.add', { ...quickAddParams(sent, zone), ...of }));
    if (isAdded) announce(l10n.t('Subtask added.'));
  };
  return (
    <div class="todo-subtask">
      <Form name={l10n.t('Add a subtask')} onSubmit={() => void submit()} onCancel={() => setText('')}>
        <TextField label={l10n.t('Add a subtask')} value={text} onInput={setText} />
      </Form>
      <CallMessage error={error} />
    </div>
  );
}
