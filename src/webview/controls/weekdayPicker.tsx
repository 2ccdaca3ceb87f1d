import * as l10n from '@vscode/l10n';
import { FieldMessage } from './field.tsx';
import { useApp } from '../state/app.ts';
import { weekdays as week } from '../format/weekdays.ts';
import './weekdayPicker.css';

interface WeekdayPickerProps {
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  readonly onChange: (weekdays: readonly number[]) => void;
  readonly error?: string | undefined;
}

/** The seven weekdays, Monday first, each on or off. */
export function WeekdayPicker({ weekdays, onChange, error }: WeekdayPickerProps) {
  const { format } = useApp();
  const toggle = (weekday: number) =>
    onChange(weekdays.includes(weekday) ? weekdays.filter((one) => one !== weekday) : [...weekdays, weekday]);
  return (
    <fieldset class="weekdays">
      <legend class="field-label">{l10n.t('On')}</legend>
      <div class="weekday-row">
        {week.map((day, at) => {
          const weekday = (at + 1) % 7;
          return (
            <label key={day} class="weekday">
              <input type="checkbox" checked={weekdays.includes(weekday)} onChange={() => toggle(weekday)} />
              <span aria-hidden="true">{format.weekday(day, 'short')}</span>
              <span class="visually-hidden">{format.weekday(day, 'long')}</span>
            </label>
          );
        })}
      </div>
      <FieldMessage error={error} />
    </fieldset>
  );
}
