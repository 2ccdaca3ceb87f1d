import { useRef } from 'preact/hooks';
import type { ComponentChild } from 'preact';
import { Button } from '../controls/button.tsx';
import { useAction, useApp, useKept, type CallState } from '../state/app.ts';
import { focusSoon } from './focus.ts';

/** Everything that the form of an adder works with. */
export interface AdderForm<D> {
  readonly draft: D;
  readonly onDraft: (draft: D) => void;
  readonly onCancel: () => void;
  readonly action: CallState;
  /** Makes the call; if it succeeds, announces the text and closes the form. */
  readonly add: (call: () => Promise<unknown>, announcement: string) => Promise<void>;
}

interface AdderProps<D> {
  /** The key under which the draft is remembered. */
  readonly keptAs: string;
  readonly label: string;
  /** Returns the draft of a new form. */
  readonly begin: () => D;
  readonly onAdded?: () => void;
  readonly children: (form: AdderForm<D>) => ComponentChild;
}

/** A button that opens a form for something new. The focus returns to the button when the form closes. */
export function Adder<D>({ keptAs, label, begin, onAdded, children }: AdderProps<D>) {
  const { announce, inEditor } = useApp();
  const [draft, onDraft] = useKept<D | undefined>(keptAs, undefined);
  const action = useAction();
  const button = useRef<HTMLElement>(null);
  const onCancel = () => {
    onDraft(undefined);
    action.clear();
    focusSoon(button);
  };
  if (!inEditor) return null;
  if (draft === undefined) {
    return (
      <div class="button-row">
        <Button icon="add" buttonRef={button} onClick={() => onDraft(begin())}>
          {label}
        </Button>
      </div>
    );
  }
  const add = async (call: () => Promise<unknown>, announcement: string) => {
    if (!(await action.run(call))) return;
    announce(announcement);
    onAdded?.();
    onCancel();
  };
  return <>{children({ draft, onDraft, onCancel, action, add })}</>;
}
