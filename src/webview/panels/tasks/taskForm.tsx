import * as l10n from '@vscode/l10n';
import { taskPriorityLabels } from './labels.ts';
import type { TaskView } from '../../../catalog/view.ts';
import { DateField } from '../../controls/dateFields.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form, FormEnd, useSubmit } from '../../controls/form.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { RepeatFields } from './repeatFields.tsx';
import { checkTask, draftOfTask, type TaskDraft } from './taskDraft.ts';

interface TaskFormProps {
  readonly task: TaskView;
  readonly draft: TaskDraft;
  readonly onDraft: (draft: TaskDraft | undefined) => void;
}

/** A task while it is edited: the form takes its place in the list. */
export function TaskForm({ task, draft: kept, onDraft }: TaskFormProps) {
  const { rpc, announce, zone } = useApp();
  const action = useAction();
  // One that an older version kept may lack a field.
  const draft = { ...draftOfTask(kept.before), ...kept };
  const { changes: input, problems } = checkTask(draft, zone);
  const change = (part: Partial<TaskDraft>) => onDraft({ ...draft, ...part });
  const cancel = () => onDraft(undefined);
  const { errorOf, submit } = useSubmit({ input, problems }, async (changes) => {
    if (!(await action.run(() => rpc.call('tasks.revise', changes)))) return;
    announce(l10n.t('Task saved.'));
    onDraft(undefined);
  });
  return (
    <Form name={l10n.t('Edit task: {0}', task.title)} onSubmit={submit} onCancel={cancel}>
      <TextField
        label={l10n.t('Title')}
        value={draft.title}
        onInput={(title) => change({ title })}
        error={errorOf('title')}
        autofocus
      />
      <PlanFields draft={draft} onChange={change} errorOf={errorOf} />
      <TextField
        label={l10n.t('Description')}
        value={draft.description}
        onInput={(description) => change({ description })}
        rows={4}
        hint={l10n.t('Markdown, such as **bold**, `code`, and lists.')}
      />
      <TextField label={l10n.t('Notes')} value={draft.notes} onInput={(notes) => change({ notes })} rows={2} />
      <TextField
        label={l10n.t('Links')}
        value={draft.links}
        onInput={(links) => change({ links })}
        rows={2}
        hint={l10n.t('One per line: an address, a file such as src/app.ts:12, or branch:name.')}
        error={errorOf('links')}
      />
      <FormEnd onSubmit={submit} onCancel={cancel} action={action} />
    </Form>
  );
}

export interface PlanFieldsProps {
  readonly draft: TaskDraft;
  readonly onChange: (part: Partial<TaskDraft>) => void;
  readonly errorOf: (field: keyof TaskDraft) => string | undefined;
}

/** Fields for the due date, the repetition, the estimate, and what it belongs to. */
function PlanFields({ draft, onChange: change, errorOf }: PlanFieldsProps) {
  return (
    <>
      <FieldRow>
        <DateField label={l10n.t('Due')} value={draft.day} onInput={(day) => change({ day })} />
        <TextField
          label={l10n.t('Time')}
          value={draft.time}
          onInput={(time) => change({ time })}
          error={errorOf('time')}
        />
      </FieldRow>
      <RepeatFields draft={draft} onChange={change} errorOf={errorOf} />
      <FieldRow>
        <Select
          label={l10n.t('Priority')}
          value={draft.priority}
          options={taskPriorityLabels()}
          onChange={(priority) => change({ priority })}
        />
        <TextField
          label={l10n.t('Estimate')}
          value={draft.estimate}
          onInput={(estimate) => change({ estimate })}
          error={errorOf('estimate')}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={l10n.t('Tags')}
          value={draft.tags}
          onInput={(tags) => change({ tags })}
          hint={l10n.t('Words, with spaces between them.')}
        />
        <TextField label={l10n.t('Project')} value={draft.project} onInput={(project) => change({ project })} />
      </FieldRow>
      <CategoryField draft={draft} onChange={change} />
    </>
  );
}

/** Without a category of its own, a task is in the one that the rules suggest. */
function CategoryField({ draft, onChange }: Pick<PlanFieldsProps, 'draft' | 'onChange'>) {
  const { data } = useAnswer('categories.list', {}, String(useRecordChanges(['categories'])));
  const { inCategory } = draft.before;
  const suggested = inCategory?.isSuggested ? l10n.t('By rule: {0}', inCategory.name) : l10n.t('None');
  // Until they are read, the present one is the only choice.
  const present = inCategory && !inCategory.isSuggested ? [{ id: inCategory.id, fullName: inCategory.name }] : [];
  const categories = data?.categories ?? present;
  return (
    <Select
      label={l10n.t('Category')}
      value={draft.category}
      options={Object.fromEntries([['', suggested], ...categories.map(({ id, fullName }) => [id, fullName])])}
      onChange={(category) => onChange({ category })}
    />
  );
}
