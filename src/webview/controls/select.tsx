import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';
import './select.css';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
  /** Within a line of other controls: the label is only for screen readers. */
  readonly inline?: boolean;
}

/**
 * A labelled choice of one among few. Native, in the place of the toolkit's `vscode-dropdown`: in the light high contrast
 * theme that one shows the option under the pointer with too little contrast (axe: color-contrast), and its label can't be
 * pressed.
 */
export function Select<T extends string>({ label, value, options, onChange, inline }: SelectProps<T>) {
  const id = useId();
  return (
    <div class={inline ? 'field-inline' : 'field'}>
      <label class={inline ? 'visually-hidden' : 'field-label'} for={id}>
        {label}
      </label>
      <div class="select">
        <select
          class="native-input"
          id={id}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value as T)}
        >
          {(Object.entries(options) as [T, string][]).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </div>
    </div>
  );
}
