import { h } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../state/app.ts';

interface CheckboxProps {
  /** For screen readers. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => unknown;
}

/** A checkbox whose label is elsewhere. Where nothing can be changed, it only shows its state. */
export function Checkbox({ name, checked, onChange }: CheckboxProps) {
  const { inEditor } = useApp();
  const element = useRef<HTMLElement>(null);
  // Each time, and not as an attribute of the element: without words in it the toolkit calls it "Checkbox" when it is inserted or moved.
  useLayoutEffect(() => element.current?.setAttribute('aria-label', name));
  return h('vscode-checkbox', {
    ref: element,
    class: 'checkbox',
    checked,
    disabled: !inEditor,
    // The toolkit fires this for changes from our side too.
    onChange: ({ currentTarget }: { currentTarget: EventTarget & { checked: boolean } }) => {
      if (currentTarget.checked !== checked) onChange(currentTarget.checked);
    },
  });
}
