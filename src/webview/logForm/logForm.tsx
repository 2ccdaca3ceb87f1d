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
import { fill } from '../format/text.ts';
import { toWallTime } from '../format/wallTime.ts';
import { useApp, type Action } from '../state/app.ts';
import { checkLog, quickAdds, withQuickAdd, type LogDraft, type LogField } from './logDraft.ts';

interface LogFormProps {
  readonly draft: LogDraft;
  readonly onDraft: (draft: LogDraft) => void;
  readonly onSave: (input: ActivityInput) => unknown;
  readonly onCancel: () => void;
  readonly action: Action;
}

const fields: readonly LogField[] = ['title', 'duration', 'errors', 'notes', 'time'];

/** The fields of "Log Activity", checked as they are typed: each says what is wrong with it once it was touched. */
export function LogForm(props: LogFormProps) {
  const { draft, onDraft, onSave, onCancel, action } = props;
  const { strings, offsetAt } = useApp();
  const t = strings.log;
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const check = () => checkLog(draft, { now: Date.now(), offsetAt }, t);
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
    <Form name={draft.id === undefined ? t.heading : t.headingEdit} onSubmit={submit} onCancel={onCancel}>
      <QuickAdds {...props} />
      <TextField
        label={t.task}
        placeholder={t.taskHint}
        value={draft.title}
        onInput={(title) => change('title', title)}
        error={errorOf('title')}
        autofocus
      />
      <Select label={t.kind} value={draft.kind} options={strings.kinds} onChange={(kind) => change('kind', kind)} />
      <DurationFields draft={draft} change={change} error={errorOf('duration')} />
      <TimeFields draft={draft} change={change} error={errorOf('time')} input={input} />
      <TextField
        label={t.errors}
        value={draft.errors}
        onInput={(errors) => change('errors', errors)}
        error={errorOf('errors')}
        inputMode="numeric"
      />
      <TextField
        label={t.notes}
        value={draft.notes}
        onInput={(notes) => change('notes', notes)}
        error={errorOf('notes')}
        rows={3}
      />
      <CallMessage error={action.error} />
      <div class="button-row">
        <Button primary onClick={submit} busy={action.busy}>
          {draft.id === undefined ? t.submit : t.submitEdit}
        </Button>
        <Button onClick={onCancel}>{strings.common.cancel}</Button>
      </div>
    </Form>
  );
}

type Change = <K extends keyof LogDraft>(key: K, value: LogDraft[K]) => void;

interface PartProps {
  readonly draft: LogDraft;
  readonly change: Change;
  readonly error: string | undefined;
}

function QuickAdds({ draft, onDraft }: LogFormProps) {
  const { strings } = useApp();
  if (draft.id !== undefined) return null;
  return (
    <div class="quick-adds" role="group" aria-label={strings.log.quick}>
      {quickAdds.map((add) => (
        <Button key={add.kind} onClick={() => onDraft(withQuickAdd(draft, add, strings.kinds))}>
          {strings.kinds[add.kind]}
        </Button>
      ))}
    </div>
  );
}

function DurationFields({ draft, change, error }: PartProps) {
  const { strings } = useApp();
  const t = strings.log;
  const units = { minutes: t.minutes, hours: t.hours };
  return (
    <FieldRow>
      <TextField
        label={t.duration}
        value={draft.duration}
        onInput={(duration) => change('duration', duration)}
        error={error}
        hint={t.durationHint}
      />
      {!hasOwnUnit(draft.duration) && (
        <Select label={t.unit} value={draft.unit} options={units} onChange={(unit) => change('unit', unit)} />
      )}
    </FieldRow>
  );
}

function TimeFields({ draft, change, error, input }: PartProps & { input: ActivityInput | undefined }) {
  const { strings, format, offsetAt } = useApp();
  const t = strings.log;
  const now = toWallTime(Date.now(), offsetAt(Date.now()));
  return (
    <FieldRow>
      <Select
        label={t.when}
        value={draft.anchor}
        options={{ ended: t.ended, started: t.started }}
        onChange={(anchor) => change('anchor', anchor)}
      />
      <DateTimeField
        label={t.time}
        value={draft.time || now}
        max={now}
        onInput={(time) => change('time', time)}
        error={error}
        hint={input && fill(t.span, format.clock(input.start), format.clock(input.start + input.minutes * 60_000))}
      />
    </FieldRow>
  );
}
