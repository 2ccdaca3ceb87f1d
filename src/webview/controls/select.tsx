import { h } from 'preact';
import { useId } from 'preact/hooks';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
  readonly hideLabel?: boolean;
}

/** A labelled choice of one among few. */
export function Select<T extends string>({ label, value, options, onChange, hideLabel }: SelectProps<T>) {
  const id = useId();
  return (
    <div class="field">
      <label class={hideLabel ? 'visually-hidden' : 'field-label'} for={id}>
        {label}
      </label>
      {h(
        'vscode-dropdown',
        {
          id,
          'aria-label': label,
          value,
          onChange: ({ currentTarget }: { currentTarget: EventTarget & { value: T } }) => onChange(currentTarget.value),
        },
        (Object.entries(options) as [T, string][]).map(([key, text]) => h('vscode-option', { key, value: key }, text)),
      )}
    </div>
  );
}
