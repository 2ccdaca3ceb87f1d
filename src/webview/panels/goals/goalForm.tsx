import * as l10n from '@vscode/l10n';
import { directionLabels, measureLabels, periodLabels } from './labels.ts';
import { kindLabels } from '../../../core/views/labels.ts';
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
import { type Action } from '../../state/app.ts';
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
  const [isTried, setTried] = useState(false);
  const { input, problems } = checkGoal(draft);
  const change = (changes: Partial<GoalDraft>) => onDraft({ ...draft, ...changes });
  const errorOf = (field: GoalField) => (isTried ? problems[field] : undefined);
  const submit = () => (input ? onSave(input) : setTried(true));
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <FieldRow>
        <Select
          label={l10n.t('What counts')}
          value={draft.measure}
          options={measureLabels()}
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
          label={l10n.t('First day')}
          value={draft.firstDay}
          onInput={(firstDay) => change({ firstDay })}
          error={errorOf('firstDay')}
        />
        <DateField
          label={l10n.t('Last day')}
          value={draft.lastDay}
          onInput={(lastDay) => change({ lastDay })}
          error={errorOf('lastDay')}
          hint={l10n.t('Leave empty for a goal without an end.')}
        />
      </FieldRow>
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

interface AmountProps {
  readonly draft: GoalDraft;
  readonly onChange: (changes: Partial<GoalDraft>) => void;
  readonly error: string | undefined;
}

/** How much of it, and how often. */
function Amount({ draft, onChange, error }: AmountProps) {
  return (
    <FieldRow>
      <Select
        label={l10n.t('Limit')}
        value={draft.direction}
        options={directionLabels()}
        onChange={(direction) => onChange({ direction })}
      />
      <TextField
        label={isCount(draft.measure) ? l10n.t('Number') : l10n.t('Time')}
        value={draft.target}
        onInput={(target) => onChange({ target })}
        error={error}
        hint={isCount(draft.measure) ? undefined : l10n.t('Such as 4h or 1h 30m.')}
        autofocus
      />
      <Select
        label={l10n.t('Every')}
        value={draft.period}
        options={periodLabels()}
        onChange={(period) => onChange({ period })}
      />
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
  const { measure } = draft;
  if (measure === 'kind') {
    return (
      <Select
        label={l10n.t('Kind')}
        value={draft.kind}
        options={kindLabels(l10n.t)}
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
        label={measure === 'project' ? l10n.t('Project') : l10n.t('Language')}
        value={value}
        options={{ ...(value === '' && { '': '–' }), ...Object.fromEntries(all.map(({ id, name }) => [id, name])) }}
        onChange={(chosen: string) => onChange({ [measure]: chosen })}
      />
      <FieldMessage error={error} hint={all.length === 0 ? l10n.t('Nothing recorded yet') : undefined} />
    </div>
  );
}
