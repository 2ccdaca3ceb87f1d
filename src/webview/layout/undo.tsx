import * as l10n from '@vscode/l10n';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { Button } from '../controls/button.tsx';
import { CallMessage } from '../controls/messages.tsx';
import { useAction } from '../state/app.ts';

/** Something that was done, and may be taken back. */
export interface Undoable {
  /** Describes what was done. */
  readonly text: string;
  /** Takes it back. Absent for what can only be said, since it shows elsewhere or isn't a change. */
  readonly undo?: () => Promise<unknown>;
}

/** The last action, until the view closes or another follows. */
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

/** Describes the last action, with a button that undoes it where that can be done. */
export function UndoLine({ change, onUndone }: { change: LastChange; onUndone: () => void }) {
  const action = useAction();
  const { last, forget } = change;
  if (!last) return null;
  const undo = async () => {
    if (!last.undo || !(await action.run(last.undo))) return;
    forget();
    onUndone();
  };
  return (
    <>
      <div class="button-row">
        <span class="secondary">{last.text}</span>
        {last.undo && (
          <Button onClick={undo} busy={action.busy}>
            {l10n.t('Undo')}
          </Button>
        )}
      </div>
      <CallMessage error={action.error} />
    </>
  );
}
