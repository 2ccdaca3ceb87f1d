import { useId } from 'preact/hooks';
import { FieldMessage } from './field.tsx';

interface DateFieldProps {
  readonly label: string;
  /** `YYYY-MM-DD`, or empty while incomplete. */
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}

/** A labelled date. Native, since the toolkit has none. */
export function DateField({ label, value, onInput, error, hint }: DateFieldProps) {
  const id = useId();
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        class="native-input"
        id={id}
        type="date"
        min="2000-01-01"
        max="2100-12-31"
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-message`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <FieldMessage id={`${id}-message`} error={error} hint={hint} />
    </div>
  );
}
