import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { FieldMessage } from './field.tsx';

interface DateFieldProps {
  readonly label: string;
  /** `YYYY-MM-DD`, for a date and time `YYYY-MM-DDTHH:mm`; empty while incomplete. */
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly onInput: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly autofocus?: boolean;
}

/** A labelled date of the years in which goals and days off can lie. */
export function DateField(props: DateFieldProps) {
  return <NativeDateField type="date" min="2000-01-01" max="2100-12-31" {...props} />;
}

/** A labelled date and time. */
export function DateTimeField(props: DateFieldProps) {
  return <NativeDateField type="datetime-local" {...props} />;
}

/** Native, since the toolkit has none. */
function NativeDateField(props: DateFieldProps & { readonly type: 'date' | 'datetime-local' }) {
  const { type, label, value, min, max, onInput, error, hint, autofocus } = props;
  const id = useId();
  const element = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (autofocus) element.current?.focus();
  }, [autofocus]);
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        ref={element}
        class="native-input"
        id={id}
        type={type}
        value={value}
        min={min}
        max={max}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-message`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <FieldMessage id={`${id}-message`} error={error} hint={hint} />
    </div>
  );
}
