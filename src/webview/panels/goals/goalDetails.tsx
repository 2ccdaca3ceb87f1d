import type { GoalView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { useAction, useApp } from '../../state/app.ts';
import { useAmount } from './goalAmount.ts';

interface GoalDetailsProps {
  readonly goal: GoalView;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
  readonly onDeleted: (goal: GoalView) => void;
}

/** The last periods of a goal, a target that may fit better, and what can be done with it. */
export function GoalDetails({ goal, onEdit, onChanged, onDeleted }: GoalDetailsProps) {
  const { rpc, strings, format, announce } = useApp();
  const t = strings.goals;
  const action = useAction();
  const amount = useAmount(goal);
  const { id, fitting, streak, period, archived } = goal;
  const change = async (call: () => Promise<unknown>, said: string) => {
    if (!(await action.run(call))) return false;
    announce(said);
    onChanged();
    return true;
  };
  return (
    <div class="goal-details">
      <Recent goal={goal} />
      {streak.longest > 1 && <p class="secondary">{fill(t.longest, format.count(t.streak[period], streak.longest))}</p>}
      {fitting !== undefined && !archived && (
        <div class="goal-fitting">
          <p>{fill(t.fitting, amount(fitting))}</p>
          <Button
            onClick={() => change(() => rpc.call('goals.retarget', { id, target: fitting }), t.saved)}
            busy={action.busy}
          >
            {fill(t.useFitting, amount(fitting))}
          </Button>
        </div>
      )}
      <div class="button-row">
        <Button icon="edit" onClick={onEdit}>
          {strings.common.edit}
        </Button>
        <Button
          onClick={() =>
            change(() => rpc.call('goals.archive', { id, archived: !archived }), archived ? t.saved : t.archived)
          }
          busy={action.busy}
        >
          {archived ? t.unarchive : t.archive}
        </Button>
        <Button
          icon="trash"
          onClick={async () => {
            if (await change(() => rpc.call('goals.delete', { id }), fill(t.deleted, goal.title))) onDeleted(goal);
          }}
          busy={action.busy}
        >
          {strings.common.delete}
        </Button>
      </div>
      <CallMessage error={action.error} />
    </div>
  );
}

const outcomes = ['met', 'missed', 'spared', 'rest', 'open'] as const;

/** The last periods as a row of marks, and in words for screen readers and for whoever can't tell the marks apart. */
function Recent({ goal: { recent, measure } }: { goal: GoalView }) {
  const { strings, format } = useApp();
  const t = strings.goals;
  const amount = useAmount({ measure });
  if (recent.length === 0) return null;
  const counts = outcomes
    .map((outcome) => ({ outcome, count: recent.filter((one) => one.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${format.number(count)} ${t.outcomes[outcome]}`);
  return (
    <>
      <div class="goal-marks" aria-hidden="true">
        {recent.map(({ from, value, outcome }) => (
          <span
            key={from}
            class={`goal-mark goal-mark-${outcome}`}
            title={`${format.shortDay(from)}: ${amount(value)}, ${t.outcomes[outcome]}`}
          />
        ))}
      </div>
      <p class="secondary">{fill(t.recent, counts.join(' · '))}</p>
    </>
  );
}
