import * as l10n from '@vscode/l10n';
import { kindLabels } from '../../core/views/labels.ts';
import { minuteMs } from '../../core/time/days.ts';
import { useState } from 'preact/hooks';
import type { ActivityInput } from '../../catalog/view.ts';
import { Button } from '../controls/button.tsx';
import { DateTimeField } from '../controls/dateFields.tsx';
import { FieldRow } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { CallMessage } from '../controls/messages.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/textField.tsx';
import { hasOwnUnit } from '../format/duration.ts';
import { toWallTime } from '../format/wallTime.ts';
import { useApp, type CallState } from '../state/app.ts';
import { checkLog, quickAdds, withQuickAdd, type LogDraft, type LogField } from './logDraft.ts';

interface LogFormProps {
  readonly draft: LogDraft;
  readonly onDraft: (draft: LogDraft) => void;
  readonly onSave: (input: ActivityInput) => unknown;
  readonly onCancel: () => void;
  readonly action: CallState;
}

const fields: readonly LogField[] = ['title', 'duration', 'errors', 'notes', 'time'];

/** The fields of "Log Activity", validated as they are typed: each shows its error once it was touched. */
export function LogForm(props: LogFormProps) {
  const { draft, onDraft, onSave, onCancel, action } = props;
  const { offsetAt } = useApp();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const check = () => checkLog(draft, { now: Date.now(), offsetAt });
  const { input, problems } = check();
  const change: Change = (key, value) => {
    setTouched(new Set([...touched, key]));
    onDraft({ ...draft, [key]: value });
  };
  const errorOf = (field: LogField) => (touched.has(field) ? problems[field] : undefined);
  const submit = () => {
    const checked = check();
    if (checked.input) onSave(checked.input);
    else setTouched(new Set(fields));
  };
  return (
    <Form
      name={draft.id === undefined ? l10n.t('Log Activity') : l10n.t('Edit Activity')}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <QuickAdds {...props} />
      <TextField
        label={l10n.t('Task')}
        placeholder={l10n.t('What did you do?')}
        value={draft.title}
        onInput={(title) => change('title', title)}
        error={errorOf('title')}
        autofocus
      />
      <Select
        label={l10n.t('Kind')}
        value={draft.kind}
        options={kindLabels(l10n.t)}
        onChange={(kind) => change('kind', kind)}
      />
      <DurationFields draft={draft} change={change} error={errorOf('duration')} />
      <TimeFields draft={draft} change={change} error={errorOf('time')} input={input} />
      <TextField
        label={l10n.t('Errors encountered')}
        value={draft.errors}
        onInput={(errors) => change('errors', errors)}
        error={errorOf('errors')}
        inputMode="numeric"
      />
      <TextField
        label={l10n.t('Notes')}
        value={draft.notes}
        onInput={(notes) => change('notes', notes)}
        error={errorOf('notes')}
        rows={3}
      />
      <CallMessage error={action.error} />
      <Buttons isNew={draft.id === undefined} busy={action.busy} onSubmit={submit} onCancel={onCancel} />
    </Form>
  );
}

interface ButtonsProps {
  readonly isNew: boolean;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

function Buttons({ isNew, busy, onSubmit, onCancel }: ButtonsProps) {
  return (
    <div class="button-row">
      <Button primary onClick={onSubmit} busy={busy}>
        {isNew ? l10n.t('Log Activity') : l10n.t('Save Changes')}
      </Button>
      <Button onClick={onCancel}>{l10n.t('Cancel')}</Button>
    </div>
  );
}

type Change = <K extends keyof LogDraft>(key: K, value: LogDraft[K]) => void;

interface PartProps {
  readonly draft: LogDraft;
  readonly change: Change;
  readonly error: string | undefined;
}

function QuickAdds({ draft, onDraft }: LogFormProps) {
  if (draft.id !== undefined) return null;
  return (
    <div class="quick-adds" role="group" aria-label={l10n.t('Quick adds')}>
      {quickAdds.map((add) => (
        <Button key={add.kind} onClick={() => onDraft(withQuickAdd(draft, add, kindLabels(l10n.t)))}>
          {kindLabels(l10n.t)[add.kind]}
        </Button>
      ))}
    </div>
  );
}

function DurationFields({ draft, change, error }: PartProps) {
  const units = { minutes: l10n.t('minutes'), hours: l10n.t('hours') };
  return (
    <FieldRow>
      <TextField
        label={l10n.t('Duration')}
        value={draft.duration}
        onInput={(duration) => change('duration', duration)}
        error={error}
        hint={l10n.t('45, or 1h 30m')}
      />
      {!hasOwnUnit(draft.duration) && (
        <Select label={l10n.t('Unit')} value={draft.unit} options={units} onChange={(unit) => change('unit', unit)} />
      )}
    </FieldRow>
  );
}

function TimeFields({ draft, change, error, input }: PartProps & { input: ActivityInput | undefined }) {
  const { format, offsetAt } = useApp();
  const now = toWallTime(Date.now(), offsetAt(Date.now()));
  return (
    <FieldRow>
      <Select
        label={l10n.t('When')}
        value={draft.anchor}
        options={{ ended: l10n.t('Ended at'), started: l10n.t('Started at') }}
        onChange={(anchor) => change('anchor', anchor)}
      />
      <DateTimeField
        label={l10n.t('Date and time')}
        value={draft.time || now}
        max={now}
        onInput={(time) => change('time', time)}
        error={error}
        hint={
          input && l10n.t('{0} to {1}', format.clock(input.start), format.clock(input.start + input.minutes * minuteMs))
        }
      />
    </FieldRow>
  );
}
