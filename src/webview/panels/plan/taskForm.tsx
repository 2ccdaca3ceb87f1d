import * as l10n from '@vscode/l10n';
import { priorityLabels } from '../../../core/views/labels.ts';
import type { Priority } from '../../../core/facts/activity.ts';
import type { TaskInput } from '../../../catalog/view.ts';
import { FieldRow } from '../../controls/field.tsx';
import { Form, FormEnd, useSubmit } from '../../controls/form.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { type CallState } from '../../state/app.ts';
import { checkTask, type PlanTaskDraft } from './taskDraft.ts';

interface TaskFormProps {
  readonly name: string;
  readonly draft: PlanTaskDraft;
  readonly onDraft: (draft: PlanTaskDraft) => void;
  readonly onSave: (fields: Pick<TaskInput, 'title' | 'priority' | 'minutes' | 'link'>) => unknown;
  readonly onCancel: () => void;
  readonly action: CallState;
}

/** Title, priority and minutes of a task, new or old. */
export function TaskForm({ name, draft, onDraft, onSave, onCancel, action }: TaskFormProps) {
  const { errorOf, submit } = useSubmit(checkTask(draft), onSave);
  const change = (changes: Partial<PlanTaskDraft>) => onDraft({ ...draft, ...changes });
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <TextField
        label={l10n.t('Task')}
        value={draft.title}
        onInput={(title) => change({ title })}
        error={errorOf('title')}
        autofocus
      />
      <FieldRow>
        <Select
          label={l10n.t('Priority')}
          value={draft.priority}
          options={priorityLabels(l10n.t)}
          onChange={(priority: Priority) => change({ priority })}
        />
        <TextField
          label={l10n.t('Minutes')}
          value={draft.minutes}
          onInput={(minutes) => change({ minutes })}
          error={errorOf('minutes')}
        />
      </FieldRow>
      <TextField
        label={l10n.t('Link')}
        value={draft.link}
        onInput={(link) => change({ link })}
        error={errorOf('link')}
        placeholder="https://"
      />
      <FormEnd onSubmit={submit} onCancel={onCancel} action={action} />
    </Form>
  );
}
