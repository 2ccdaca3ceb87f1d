import { useId } from 'preact/hooks';
import { FieldMessage } from './field.tsx';

interface DateTimeFieldProps {
  readonly label: string;
  /** `YYYY-MM-DDTHH:mm`, or empty while incomplete. */
  readonly value: string;
  readonly max?: string;
  readonly onInput: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}

/** A labelled date and time. Native, since the toolkit has none. */
export function DateTimeField({ label, value, max, onInput, error, hint }: DateTimeFieldProps) {
  const id = useId();
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        class="native-input"
        id={id}
        type="datetime-local"
        value={value}
        max={max}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-message`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <FieldMessage id={`${id}-message`} error={error} hint={hint} />
    </div>
  );
}
