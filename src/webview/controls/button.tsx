import { h, type ComponentChildren, type Ref } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import './button.css';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => unknown;
  readonly primary?: boolean;
  readonly icon?: IconName;
  /** Work is under way: the button stays focusable, and does nothing. */
  readonly busy?: boolean;
  readonly buttonRef?: Ref<HTMLElement>;
  readonly expanded?: boolean;
  /** For a toggle button. */
  readonly pressed?: boolean;
}

/** A push button with a word on it. */
export function Button({ children, onClick, primary, icon, busy, buttonRef, expanded, pressed }: ButtonProps) {
  return h(
    'vscode-button',
    {
      ref: buttonRef,
      appearance: primary ? 'primary' : 'secondary',
      'aria-busy': busy ? 'true' : undefined,
      'aria-expanded': expanded,
      'aria-pressed': pressed,
      class: busy ? 'button button-busy' : 'button',
      onClick: () => void (busy || onClick()),
    },
    icon && <Icon name={icon} slot="start" />,
    children,
  );
}

interface IconButtonProps {
  readonly name: string;
  readonly icon: IconName;
  readonly onClick: () => unknown;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  readonly buttonRef?: Ref<HTMLElement>;
}

/**
 * A button with only an icon; `name` is for screen readers and the tooltip. Uses a plain button, since there are dozens: one of the
 * toolkit, with its shadow root and styles, takes a millisecond of the first paint.
 */
export function IconButton({ name, icon, onClick, disabled, expanded, buttonRef }: IconButtonProps) {
  return (
    <button
      type="button"
      ref={buttonRef as Ref<HTMLButtonElement>}
      class="icon-button"
      aria-label={name}
      aria-expanded={expanded}
      title={name}
      // Not `disabled`, which would take the focus from someone who has just pressed it.
      aria-disabled={disabled ? 'true' : undefined}
      onClick={() => void (disabled || onClick())}
    >
      <Icon name={icon} />
    </button>
  );
}
