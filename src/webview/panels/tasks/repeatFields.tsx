import * as l10n from '@vscode/l10n';
import { weekdayOf } from '../../../core/time/days.ts';
import { DateField } from '../../controls/dateFields.tsx';
import { FieldMessage, FieldRow } from '../../controls/field.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/textField.tsx';
import { WeekdayPicker } from '../../controls/weekdayPicker.tsx';
import { useApp } from '../../state/app.ts';
import { repeatForms, repeatFromLabels, repeatLabels } from './labels.ts';
import type { PlanFieldsProps } from './taskForm.tsx';

/** Says whether and how a task repeats: how often, on which weekdays, counted from when, and until when. */
export function RepeatFields({ draft, onChange, errorOf }: PlanFieldsProps) {
  const { format } = useApp();
  const { repeat, interval, weekdays, day, from, until } = draft;
  const count = Number(interval);
  // Without weekdays, it is that of the due date.
  const shown = weekdays.length > 0 || day === '' ? weekdays : [weekdayOf(day)];
  return (
    <>
      <FieldRow>
        <div>
          <Select
            label={l10n.t('Repeats')}
            value={repeat}
            options={repeatLabels()}
            onChange={(chosen) => onChange({ repeat: chosen })}
          />
          <FieldMessage error={errorOf('repeat')} />
        </div>
        {repeat !== 'none' && repeat !== 'workday' && (
          <TextField
            label={l10n.t('Interval')}
            value={interval}
            onInput={(typed) => onChange({ interval: typed })}
            hint={count > 1 ? format.count(repeatForms()[repeat], count) : undefined}
            error={errorOf('interval')}
            inputMode="numeric"
          />
        )}
      </FieldRow>
      {repeat === 'week' && <WeekdayPicker weekdays={shown} onChange={(days) => onChange({ weekdays: days })} />}
      {repeat !== 'none' && (
        <FieldRow>
          <Select
            label={l10n.t('Counted from')}
            value={from}
            options={repeatFromLabels()}
            onChange={(chosen) => onChange({ from: chosen })}
          />
          <DateField
            label={l10n.t('Until')}
            value={until}
            onInput={(chosen) => onChange({ until: chosen })}
            error={errorOf('until')}
            hint={l10n.t('Leave empty for no end.')}
          />
        </FieldRow>
      )}
    </>
  );
}
