import { h } from 'preact';

interface CheckboxProps {
  /** What a screen reader says. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => unknown;
}

/** A box to tick whose words stand elsewhere. */
export function Checkbox({ name, checked, onChange }: CheckboxProps) {
  return h('vscode-checkbox', {
    class: 'checkbox',
    'aria-label': name,
    checked,
    // The toolkit fires this for changes from our side too.
    onChange: ({ currentTarget }: { currentTarget: EventTarget & { checked: boolean } }) => {
      if (currentTarget.checked !== checked) onChange(currentTarget.checked);
    },
  });
}
