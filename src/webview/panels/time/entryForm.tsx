import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { EntryView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { DateTimeField } from '../../controls/dateFields.tsx';
import { FieldRow } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useApp, type Action } from '../../state/app.ts';
import { checkEntry, type EntryDraft, type EntryField, type EntryInput } from './entryDraft.ts';

interface EntryFormProps {
  readonly name: string;
  /** The entry that is edited; absent for a new one. */
  readonly entry?: EntryView;
  readonly draft: EntryDraft;
  readonly onDraft: (draft: EntryDraft) => void;
  readonly onSave: (input: EntryInput) => unknown;
  readonly onCancel: () => void;
  readonly action: Action;
}

/** What an entry is for, and from when to when. */
export function EntryForm({ name, entry, draft, onDraft, onSave, onCancel, action }: EntryFormProps) {
  const { format, offsetAt } = useApp();
  const [isTried, setTried] = useState(false);
  const { input, problems } = checkEntry(draft, { entry, offsetAt, format });
  const change = (changes: Partial<EntryDraft>) => onDraft({ ...draft, ...changes });
  const errorOf = (field: EntryField) => (isTried ? problems[field] : undefined);
  const submit = () => void (input ? onSave(input) : setTried(true));
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
          hint={isRunning ? l10n.t('The timer runs.') : undefined}
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
