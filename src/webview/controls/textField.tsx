import { h } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { FieldMessage } from './field.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly placeholder?: string;
  readonly onBlur?: () => unknown;
  /** Rows of a field for several lines; absent for one line. */
  readonly rows?: number;
  readonly autofocus?: boolean;
  readonly class?: string;
  readonly inputMode?: 'numeric' | 'text';
}

type ToolkitField = HTMLElement & { value: string };

/** A labelled field for one line of text or several, with its hint or error. */
export function TextField(props: TextFieldProps) {
  const { label, value, onInput, onBlur, error, hint, placeholder, rows, autofocus } = props;
  const element = useRef<ToolkitField>(null);
  useDescription(element, props);
  // Not by the toolkit's `autofocus`, which waits for the next frame and so loses the first key.
  useLayoutEffect(() => {
    if (autofocus) element.current?.focus();
  }, [autofocus]);
  return (
    <div class={`field ${error ? 'field-invalid' : ''} ${props.class ?? ''}`}>
      {h(
        rows ? 'vscode-text-area' : 'vscode-text-field',
        {
          ref: element,
          value,
          placeholder,
          rows,
          'data-autofocus': autofocus,
          onInput: ({ currentTarget }: { currentTarget: ToolkitField }) => onInput(currentTarget.value),
          onBlur,
        },
        label,
      )}
      <FieldMessage error={error} hint={hint} />
    </div>
  );
}

/**
 * The toolkit's input sits in a shadow tree, where `aria-describedby` can't reach out of: it is given the text itself. Its name is the label
 * that the field had first, so a later one is set too.
 */
function useDescription(element: { current: HTMLElement | null }, props: TextFieldProps): void {
  const { label, error, hint, inputMode } = props;
  useLayoutEffect(() => element.current?.setAttribute('aria-label', label), [element, label]);
  useLayoutEffect(() => {
    const control = element.current?.shadowRoot?.querySelector('input, textarea');
    if (!control) return;
    control.setAttribute('aria-description', error ?? hint ?? '');
    control.setAttribute('aria-invalid', String(error !== undefined));
    if (inputMode) control.setAttribute('inputmode', inputMode);
  }, [element, error, hint, inputMode]);
}
