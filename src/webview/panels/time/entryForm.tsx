import * as l10n from '@vscode/l10n';
import type { EntryView } from '../../../catalog/view.ts';
import { DateTimeField } from '../../controls/dateFields.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Select } from '../../controls/select.tsx';
import { Form, FormEnd, useSubmit } from '../../controls/form.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useApp, type CallState } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { checkEntry, type EntryDraft, type EntryInput } from './entryDraft.ts';

interface EntryFormProps {
  readonly name: string;
  /** The entry that is edited; absent for a new one. */
  readonly entry?: EntryView;
  readonly draft: EntryDraft;
  readonly onDraft: (draft: EntryDraft) => void;
  readonly onSave: (input: EntryInput) => unknown;
  readonly onCancel: () => void;
  readonly action: CallState;
}

/** Fields for the purpose of an entry, its start, and its end. */
export function EntryForm({ name, entry, draft, onDraft, onSave, onCancel, action }: EntryFormProps) {
  const { format, offsetAt } = useApp();
  const { errorOf, submit } = useSubmit(checkEntry(draft, { entry, offsetAt, now: Date.now(), format }), onSave);
  const change = (changes: Partial<EntryDraft>) => onDraft({ ...draft, ...changes });
  const isRunning = entry !== undefined && entry.end === undefined;
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <TextField
        label={l10n.t('Title')}
        value={draft.title}
        onInput={(title) => change({ title })}
        error={errorOf('title')}
        autofocus
      />
      <FieldRow>
        <DateTimeField
          label={l10n.t('Start')}
          value={draft.start}
          onInput={(start) => change({ start })}
          error={errorOf('start')}
          hint={isRunning ? l10n.t('The timer is running.') : undefined}
        />
        {!isRunning && (
          <DateTimeField
            label={l10n.t('End')}
            value={draft.end}
            onInput={(end) => change({ end })}
            error={errorOf('end')}
          />
        )}
      </FieldRow>
      <TaskField entry={entry} draft={draft} onChange={change} />
      <TextField
        label={l10n.t('Tags')}
        value={draft.tags}
        onInput={(tags) => change({ tags })}
        error={errorOf('tags')}
        hint={l10n.t('Separated by commas')}
      />
      <TextField
        label={l10n.t('Note')}
        value={draft.note}
        onInput={(note) => change({ note })}
        error={errorOf('note')}
        rows={2}
      />
      <FormEnd onSubmit={submit} onCancel={onCancel} action={action} />
    </Form>
  );
}

interface TaskFieldProps {
  readonly entry: EntryView | undefined;
  readonly draft: EntryDraft;
  readonly onChange: (changes: Partial<EntryDraft>) => void;
}

/** The number of tasks to choose from: those that were changed last. */
const tasksToChoose = 100;

/** The task that an entry is for, which can be another one. An entry without a title gets the task's. */
function TaskField({ entry, draft, onChange }: TaskFieldProps) {
  const changes = String(useRecordChanges(['tasks']));
  const open = useAnswer('tasks.list', { sortBy: 'updated', limit: tasksToChoose }, changes).data?.tasks ?? [];
  const chosen = (draft.task ? draft.task.id : entry?.task) ?? '';
  // It may be done, or older than those that are listed.
  const isListed = chosen === '' || open.some(({ id }) => id === chosen);
  const choose = (id: string) => {
    const [before, after] = [chosen, id].map((one) => open.find((task) => task.id === one));
    const isNamed = draft.title.trim() !== '' && draft.title !== before?.title;
    onChange({
      task: id === '' ? {} : { id, project: after?.project },
      ...(!isNamed && after && { title: after.title }),
    });
  };
  if (open.length === 0 && chosen === '') return null;
  return (
    <Select
      label={l10n.t('Task')}
      value={chosen}
      options={{
        '': l10n.t('None'),
        ...(!isListed && { [chosen]: l10n.t('As before') }),
        ...Object.fromEntries(open.map(({ id, title }) => [id, title])),
      }}
      onChange={choose}
    />
  );
}
