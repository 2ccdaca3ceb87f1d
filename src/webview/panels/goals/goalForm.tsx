import * as l10n from '@vscode/l10n';
import { directionLabels, measureLabels, periodLabels } from './labels.ts';
import { kindLabels } from '../../../core/views/labels.ts';
import type { ActivityKind } from '../../../core/facts/activity.ts';
import type { GoalsView, GoalInput } from '../../../catalog/view.ts';
import { DateField } from '../../controls/dateFields.tsx';
import { FieldMessage, FieldRow } from '../../controls/field.tsx';
import { Form, FormEnd, useSubmit } from '../../controls/form.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { WeekdayPicker } from '../../controls/weekdayPicker.tsx';
import { type CallState } from '../../state/app.ts';
import { isTimeMeasure } from '../../../core/views/goalNames.ts';
import { checkGoal, type GoalDraft } from './goalDraft.ts';

interface GoalFormProps {
  readonly name: string;
  readonly draft: GoalDraft;
  readonly choices: GoalsView['choices'];
  readonly onDraft: (draft: GoalDraft) => void;
  readonly onSave: (input: GoalInput) => unknown;
  readonly onCancel: () => void;
  readonly action: CallState;
}

/** Fields for what a goal measures, its amount, how often, and from when on. */
export function GoalForm({ name, draft, choices, onDraft, onSave, onCancel, action }: GoalFormProps) {
  const { errorOf, submit } = useSubmit(checkGoal(draft), onSave);
  const change = (changes: Partial<GoalDraft>) => onDraft({ ...draft, ...changes });
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <FieldRow>
        <Select
          label={l10n.t('What counts')}
          value={draft.measure}
          options={measureLabels()}
          onChange={(measure) =>
            change({ measure, ...(isTimeMeasure(measure) !== isTimeMeasure(draft.measure) && { target: '' }) })
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
      <FormEnd onSubmit={submit} onCancel={onCancel} action={action} />
    </Form>
  );
}

interface AmountProps {
  readonly draft: GoalDraft;
  readonly onChange: (changes: Partial<GoalDraft>) => void;
  readonly error: string | undefined;
}

/** The amount, and how often. */
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
        label={isTimeMeasure(draft.measure) ? l10n.t('Time') : l10n.t('Number')}
        value={draft.target}
        onInput={(target) => onChange({ target })}
        error={error}
        hint={isTimeMeasure(draft.measure) ? l10n.t('For example, 4h or 1h 30m.') : undefined}
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

/** The project, language, kind, or category of a goal; nothing for other goals. */
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
  if (measure !== 'project' && measure !== 'language' && measure !== 'category') return null;
  const value = draft[measure];
  const [label, known] = {
    project: [l10n.t('Project'), choices.projects] as const,
    language: [l10n.t('Language'), choices.languages] as const,
    category: [l10n.t('Category'), choices.categories] as const,
  }[measure];
  // A goal's subject stays a choice even if it was long ago.
  const all = value === '' || known.some(({ id }) => id === value) ? known : [...known, { id: value, name: value }];
  return (
    <div>
      <Select
        label={label}
        value={value}
        options={{ ...(value === '' && { '': '–' }), ...Object.fromEntries(all.map(({ id, name }) => [id, name])) }}
        onChange={(chosen: string) => onChange({ [measure]: chosen })}
      />
      {all.length === 0 ? <FieldMessage hint={l10n.t('Nothing recorded yet')} /> : <FieldMessage error={error} />}
    </div>
  );
}
