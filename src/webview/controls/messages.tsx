import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import './messages.css';

/** The error of a call, shown where it was made. */
export function CallMessage({ error, children }: { error: string | undefined; children?: ComponentChildren }) {
  return (
    <div role="alert">
      {error && (
        <p class="message message-error">
          <Icon name="error" />
          <span class="message-text">{error}</span>
          {children}
        </p>
      )}
    </div>
  );
}

const icons = { info: 'info', warning: 'warning', error: 'error' } as const satisfies Record<string, IconName>;

interface BannerProps {
  readonly severity: keyof typeof icons;
  /** The severity in a word, for screen readers. */
  readonly severityName: string;
  readonly icon?: IconName;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => unknown } | undefined;
  readonly busy?: boolean;
}

/** A message across the view that concerns all of it. */
export function Banner({ severity, severityName, icon, text, action, busy }: BannerProps) {
  return (
    <div class={`message banner message-${severity}`}>
      <Icon name={icon ?? icons[severity]} />
      <span class="visually-hidden">{severityName}</span>
      <span class="message-text">{text}</span>
      {action && (
        <Button onClick={action.run} busy={busy === true}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

interface ConfirmProps {
  readonly question: string;
  readonly detail?: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => unknown;
  readonly onNo: () => unknown;
  readonly busy?: boolean;
}

/** A question asked in place. Takes the focus, on the answer that changes nothing; Escape is that answer. */
export function Confirm({ question, detail, yes, no, onYes, onNo, busy }: ConfirmProps) {
  const safe = useRef<HTMLElement>(null);
  // Before painting, since focusing may scroll and must not move an answer away from under the pointer.
  useLayoutEffect(() => safe.current?.focus(), []);
  return (
    <div
      class="confirm"
      role="group"
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onNo();
      }}
    >
      <p class="confirm-question">{question}</p>
      {detail && <p class="confirm-detail">{detail}</p>}
      <div class="button-row">
        <Button primary onClick={onYes} busy={busy === true}>
          {yes}
        </Button>
        <Button onClick={onNo} buttonRef={safe}>
          {no}
        </Button>
      </div>
    </div>
  );
}
