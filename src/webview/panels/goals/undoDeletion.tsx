import { useCallback, useMemo, useState } from 'preact/hooks';
import type { GoalView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { useAction, useApp } from '../../state/app.ts';

/** The goal that was deleted last, until the view goes or another is deleted. */
export interface Deletion {
  readonly goal: GoalView | undefined;
  readonly offer: (goal: GoalView) => void;
  readonly forget: () => void;
}

export function useDeletion(): Deletion {
  const [goal, setGoal] = useState<GoalView>();
  const forget = useCallback(() => setGoal(undefined), []);
  return useMemo(() => ({ goal, offer: setGoal, forget }), [goal, forget]);
}

/** Says which goal was deleted, with a button that takes that back. */
export function UndoDeletion({ deletion, onChanged }: { deletion: Deletion; onChanged: () => void }) {
  const { rpc, strings } = useApp();
  const action = useAction();
  const { goal } = deletion;
  if (!goal) return null;
  const undo = async () => {
    if (!(await action.run(() => rpc.call('goals.restore', { id: goal.id })))) return;
    deletion.forget();
    onChanged();
  };
  return (
    <>
      <div class="button-row">
        <span class="secondary">{fill(strings.goals.deleted, goal.title)}</span>
        <Button onClick={undo} busy={action.busy}>
          {strings.goals.undo}
        </Button>
      </div>
      <CallMessage error={action.error} />
    </>
  );
}
