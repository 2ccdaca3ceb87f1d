import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { CallMessage } from './messages.tsx';
import './form.css';

interface FormProps {
  readonly name: string;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
}

/** Fields that belong together: Enter submits (in a field for several lines Ctrl or Cmd and Enter), Escape cancels. */
export function Form({ name, onSubmit, onCancel, children }: FormProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'Enter' && submits(event)) {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    <div class="form" role="form" aria-label={name} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function submits({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const tag = target.tagName.toLowerCase();
  if (tag === 'vscode-text-area') return ctrlKey || metaKey;
  return tag === 'vscode-text-field' || tag === 'input';
}

interface FormEndProps {
  readonly onSubmit: () => unknown;
  readonly onCancel: () => void;
  /** The state of the call that saves. */
  readonly action?: { readonly busy: boolean; readonly error: string | undefined };
  /** Default: Save. */
  readonly label?: string;
}

/** The last part of a form: its buttons, and the error of the call that saves. */
export function FormEnd({ onSubmit, onCancel, action, label = l10n.t('Save') }: FormEndProps) {
  return (
    <>
      <div class="button-row">
        <Button primary onClick={onSubmit} busy={action?.busy ?? false}>
          {label}
        </Button>
        <Button onClick={onCancel}>{l10n.t('Cancel')}</Button>
      </div>
      {action && <CallMessage error={action.error} />}
    </>
  );
}

/** The result of checking a draft: what to send, or what is wrong with each field. */
interface CheckedDraft<I, F extends string> {
  readonly input?: I | undefined;
  readonly problems: Readonly<Partial<Record<F, string>>>;
}

/** Submits a draft if it is valid. From the first try on, each field shows what is wrong with it. */
export function useSubmit<I, F extends string>({ input, problems }: CheckedDraft<I, F>, save: (input: I) => unknown) {
  const [isTried, setTried] = useState(false);
  return {
    errorOf: (field: F) => (isTried ? problems[field] : undefined),
    submit: () => void (input === undefined ? setTried(true) : save(input)),
  };
}
