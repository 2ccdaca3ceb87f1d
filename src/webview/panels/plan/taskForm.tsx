import * as l10n from '@vscode/l10n';
import { priorityLabels } from '../../../core/views/labels.ts';
import { useState } from 'preact/hooks';
import type { Priority } from '../../../core/facts/activity.ts';
import type { TaskInput } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { type Action } from '../../state/app.ts';
import { checkTask, type TaskDraft } from './taskDraft.ts';

interface TaskFormProps {
  readonly name: string;
  readonly draft: TaskDraft;
  readonly onDraft: (draft: TaskDraft) => void;
  readonly onSave: (fields: Pick<TaskInput, 'title' | 'priority' | 'minutes' | 'link'>) => unknown;
  readonly onCancel: () => void;
  readonly action: Action;
}

/** Title, priority and minutes of a task, new or old. */
export function TaskForm({ name, draft, onDraft, onSave, onCancel, action }: TaskFormProps) {
  const [touched, setTouched] = useState<ReadonlySet<keyof TaskDraft>>(new Set());
  const { input, problems } = checkTask(draft);
  const change = <K extends keyof TaskDraft>(key: K, value: TaskDraft[K]) => {
    setTouched(new Set([...touched, key]));
    onDraft({ ...draft, [key]: value });
  };
  const errorOf = (key: 'title' | 'minutes' | 'link') => (touched.has(key) ? problems[key] : undefined);
  const submit = () => {
    if (input) onSave(input);
    else setTouched(new Set(['title', 'minutes', 'link']));
  };
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <TextField
        label={l10n.t('Task')}
        value={draft.title}
        onInput={(title) => change('title', title)}
        error={errorOf('title')}
        autofocus
      />
      <FieldRow>
        <Select
          label={l10n.t('Priority')}
          value={draft.priority}
          options={priorityLabels(l10n.t)}
          onChange={(priority: Priority) => change('priority', priority)}
        />
        <TextField
          label={l10n.t('Minutes')}
          value={draft.minutes}
          onInput={(minutes) => change('minutes', minutes)}
          error={errorOf('minutes')}
        />
      </FieldRow>
      <TextField
        label={l10n.t('Link')}
        value={draft.link}
        onInput={(link) => change('link', link)}
        error={errorOf('link')}
        placeholder="https://"
      />
      <div class="button-row">
        <Button primary onClick={submit} busy={action.busy}>
          {l10n.t('Save')}
        </Button>
        <Button onClick={onCancel}>{l10n.t('Cancel')}</Button>
      </div>
      <CallMessage error={action.error} />
    </Form>
  );
}
