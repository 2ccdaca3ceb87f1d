import * as l10n from '@vscode/l10n';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { Button } from '../controls/button.tsx';
import { CallMessage } from '../controls/messages.tsx';
import { useAction } from '../state/app.ts';

/** Something that can be taken back. */
export interface Undoable {
  /** Says what was done. */
  readonly text: string;
  /** Takes it back. */
  readonly undo: () => Promise<unknown>;
}

/** What was done last, until the view goes or something else is done. */
export interface LastChange {
  readonly last: Undoable | undefined;
  readonly offer: (change: Undoable) => void;
  readonly forget: () => void;
}

export function useLastChange(): LastChange {
  const [last, setLast] = useState<Undoable>();
  const forget = useCallback(() => setLast(undefined), []);
  return useMemo(() => ({ last, offer: setLast, forget }), [last, forget]);
}

/** Says what was done last, with a button that takes it back. */
export function UndoLine({ change, onUndone }: { change: LastChange; onUndone: () => void }) {
  const action = useAction();
  const { last, forget } = change;
  if (!last) return null;
  const undo = async () => {
    if (!(await action.run(last.undo))) return;
    forget();
    onUndone();
  };
  return (
    <>
      <div class="button-row">
        <span class="secondary">{last.text}</span>
        <Button onClick={undo} busy={action.busy}>
          {l10n.t('Undo')}
        </Button>
      </div>
      <CallMessage error={action.error} />
    </>
  );
}
