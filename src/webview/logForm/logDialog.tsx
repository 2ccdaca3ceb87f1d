import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ActivityInput } from '../../catalog/view.ts';
import { IconButton } from '../controls/button.tsx';
import { useAction, useApp } from '../state/app.ts';
import type { LogDraft } from './logDraft.ts';
import { LogForm } from './logForm.tsx';
import './logForm.css';

interface LogDialogProps {
  readonly draft: LogDraft;
  readonly demo: boolean;
  readonly onDraft: (draft: LogDraft) => void;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** The form of "Log Activity" sliding in over the dashboard. A native dialog: it keeps the focus in, and gives it back. */
export function LogDialog({ draft, demo, onDraft, onSaved, onClose }: LogDialogProps) {
  const { rpc, announce } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const action = useAction();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => element?.close();
  }, []);
  useEffect(() => keepScrollStill(), []);
  const save = async (input: ActivityInput) => {
    if (!(await action.run(() => rpc.call('activity.save', input)))) return;
    announce(l10n.t('Activity logged'));
    onSaved();
  };
  return (
    <dialog
      class="log-dialog"
      ref={dialog}
      aria-labelledby="log-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={({ target }) => target === dialog.current && onClose()}
    >
      <div class="log-sheet">
        <header class="log-header">
          <h2 id="log-title">{draft.id === undefined ? l10n.t('Log Activity') : l10n.t('Edit Activity')}</h2>
          <IconButton name={l10n.t('Close')} icon="close" onClick={onClose} />
        </header>
        {demo && <p class="message message-warning">{l10n.t('Demo data: made up, not yours')}</p>}
        <LogForm draft={draft} onDraft={onDraft} onSave={save} onCancel={onClose} action={action} />
      </div>
    </dialog>
  );
}

/** The page behind does not scroll while the dialog is open. */
function keepScrollStill(): () => void {
  document.documentElement.classList.add('scroll-locked');
  return () => document.documentElement.classList.remove('scroll-locked');
}
