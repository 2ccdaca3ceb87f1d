import { useState } from 'preact/hooks';
import type { ActivityKind } from '../../../core/facts/activity.ts';
import type { GoalsView, GoalInput } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { DateField } from '../../controls/dateFields.tsx';
import { FieldMessage, FieldRow } from '../../controls/field.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { useApp, type Action } from '../../state/app.ts';
import { checkGoal, isCount, type GoalDraft, type GoalField } from './goalDraft.ts';
import { WeekdayPicker } from './weekdayPicker.tsx';

interface GoalFormProps {
  readonly name: string;
  readonly draft: GoalDraft;
  readonly choices: GoalsView['choices'];
  readonly onDraft: (draft: GoalDraft) => void;
  readonly onSave: (input: GoalInput) => unknown;
  readonly onCancel: () => void;
  readonly action: Action;
}

/** What a goal measures, how much of it, how often, and from when on. */
export function GoalForm({ name, draft, choices, onDraft, onSave, onCancel, action }: GoalFormProps) {
  const { strings } = useApp();
  const t = strings.goals.form;
  const [isTried, setTried] = useState(false);
  const { input, problems } = checkGoal(draft, t);
  const change = (changes: Partial<GoalDraft>) => onDraft({ ...draft, ...changes });
  const errorOf = (field: GoalField) => (isTried ? problems[field] : undefined);
  const submit = () => (input ? onSave(input) : setTried(true));
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <FieldRow>
        <Select
          label={t.measure}
          value={draft.measure}
          options={t.measures}
          onChange={(measure) =>
            change({ measure, ...(isCount(measure) !== isCount(draft.measure) && { target: '' }) })
          }
        />
        <Subject draft={draft} choices={choices} onChange={change} error={errorOf('subject')} />
      </FieldRow>
      <Amount draft={draft} onChange={change} error={errorOf('target')} />
      <WeekdayPicker
        weekdays={draft.weekdays}
        onChange={(weekdays) => change({ weekdays })}
        error={errorOf('weekdays')}
      />
      <FieldRow>
        <DateField
          label={t.start}
          value={draft.firstDay}
          onInput={(firstDay) => change({ firstDay })}
          error={errorOf('firstDay')}
        />
        <DateField
          label={t.end}
          value={draft.lastDay}
          onInput={(lastDay) => change({ lastDay })}
          error={errorOf('lastDay')}
          hint={t.endHint}
        />
      </FieldRow>
      <div class="button-row">
        <Button primary onClick={submit} busy={action.busy}>
          {strings.common.save}
        </Button>
        <Button onClick={onCancel}>{strings.common.cancel}</Button>
      </div>
      <CallMessage error={action.error} />
    </Form>
  );
}

interface AmountProps {
  readonly draft: GoalDraft;
  readonly onChange: (changes: Partial<GoalDraft>) => void;
  readonly error: string | undefined;
}

/** How much of it, and how often. */
function Amount({ draft, onChange, error }: AmountProps) {
  const { strings } = useApp();
  const t = strings.goals.form;
  return (
    <FieldRow>
      <Select
        label={t.direction}
        value={draft.direction}
        options={t.directions}
        onChange={(direction) => onChange({ direction })}
      />
      <TextField
        label={isCount(draft.measure) ? t.count : t.time}
        value={draft.target}
        onInput={(target) => onChange({ target })}
        error={error}
        hint={isCount(draft.measure) ? undefined : t.timeHint}
        autofocus
      />
      <Select label={t.period} value={draft.period} options={t.periods} onChange={(period) => onChange({ period })} />
    </FieldRow>
  );
}

interface SubjectProps {
  readonly draft: GoalDraft;
  readonly choices: GoalsView['choices'];
  readonly onChange: (changes: Partial<GoalDraft>) => void;
  readonly error: string | undefined;
}

/** Which project, language, or kind a goal is about; nothing for the others. */
function Subject({ draft, choices, onChange, error }: SubjectProps) {
  const { strings } = useApp();
  const t = strings.goals.form;
  const { measure } = draft;
  if (measure === 'kind') {
    return (
      <Select
        label={t.kind}
        value={draft.kind}
        options={strings.kinds}
        onChange={(kind: ActivityKind) => onChange({ kind })}
      />
    );
  }
  if (measure !== 'project' && measure !== 'language') return null;
  const value = measure === 'project' ? draft.project : draft.language;
  const known = measure === 'project' ? choices.projects : choices.languages;
  // What a goal is about stays a choice when it was long ago.
  const all = value === '' || known.some(({ id }) => id === value) ? known : [...known, { id: value, name: value }];
  return (
    <div>
      <Select
        label={t[measure]}
        value={value}
        options={{ ...(value === '' && { '': '–' }), ...Object.fromEntries(all.map(({ id, name }) => [id, name])) }}
        onChange={(chosen: string) => onChange({ [measure]: chosen })}
      />
      <FieldMessage error={error} hint={all.length === 0 ? t.nothingYet : undefined} />
    </div>
  );
}
