import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import './field.css';

interface FieldMessageProps {
  readonly id?: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}

/** The line below a field: its error, or a hint. */
export function FieldMessage({ id, error, hint }: FieldMessageProps) {
  if (!error && !hint) return null;
  return (
    <p class={error ? 'field-message field-error' : 'field-message'} id={id}>
      {error && <Icon name="error" />}
      <span>{error ?? hint}</span>
    </p>
  );
}

/** Fields side by side if there is room. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="field-row">{children}</div>;
}
