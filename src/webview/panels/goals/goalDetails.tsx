import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import { outcomeLabels, streakForms } from './labels.ts';
import type { GoalView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { useKeptFocus } from '../../layout/focus.ts';
import { useAction, useApp } from '../../state/app.ts';
import { useAmount } from './goalAmount.ts';
import { InEditor } from '../../layout/inEditor.tsx';

interface GoalDetailsProps {
  readonly goal: GoalView;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
  readonly onDeleted: (goal: GoalView) => void;
}

/** The last periods of a goal, a target that may fit better, and what can be done with it. */
export function GoalDetails({ goal, onEdit, onChanged, onDeleted }: GoalDetailsProps) {
  const { rpc, format, announce } = useApp();
  const action = useAction();
  const details = useRef<HTMLDivElement>(null);
  useKeptFocus(details);
  const amount = useAmount(goal);
  const { id, fitting, streak, period, archived } = goal;
  const change = async (call: () => Promise<unknown>, message: string) => {
    if (!(await action.run(call))) return false;
    announce(message);
    onChanged();
    return true;
  };
  return (
    <div class="goal-details" ref={details}>
      <Recent goal={goal} />
      <LoweredTarget goal={goal} />
      {streak.longest > 1 && (
        <p class="secondary">{l10n.t('Longest: {0}', format.count(streakForms()[period], streak.longest))}</p>
      )}
      <InEditor>
        {fitting !== undefined && !archived && (
          <Fitting
            amount={amount(fitting)}
            onTake={() => change(() => rpc.call('goals.retarget', { id, target: fitting }), l10n.t('Goal saved.'))}
            busy={action.busy}
          />
        )}
        <div class="button-row">
          <Button icon="edit" onClick={onEdit}>
            {l10n.t('Edit')}
          </Button>
          <Button
            onClick={() =>
              change(
                () => rpc.call('goals.archive', { id, archived: !archived }),
                archived ? l10n.t('Goal saved.') : l10n.t('Goal archived.'),
              )
            }
            busy={action.busy}
          >
            {archived ? l10n.t('Use Again') : l10n.t('Archive')}
          </Button>
          <Button
            icon="trash"
            onClick={async () => {
              if (await change(() => rpc.call('goals.delete', { id }), l10n.t('Deleted "{0}".', goal.title)))
                onDeleted(goal);
            }}
            busy={action.busy}
          >
            {l10n.t('Delete')}
          </Button>
        </div>
      </InEditor>{' '}
      <CallMessage error={action.error} />
    </div>
  );
}

/** Says why a period asks for less than the goal. */
function LoweredTarget({ goal }: { goal: GoalView }) {
  const amount = useAmount(goal);
  const { now, target } = goal;
  if (!now || now.outcome === 'rest' || now.target === target) return null;
  return (
    <p class="secondary">
      {l10n.t(
        'Fewer days count now, because of days off or because the goal begins or ends, so the target is {0}.',
        amount(now.target),
      )}
    </p>
  );
}

interface FittingProps {
  readonly amount: string;
  readonly onTake: () => unknown;
  readonly busy: boolean;
}

/** A target that fits what was reached lately. */
function Fitting({ amount, onTake, busy }: FittingProps) {
  return (
    <div class="goal-fitting">
      <p>{l10n.t('Lately you reached about {0}. A goal of that size may fit better.', amount)}</p>
      <Button onClick={onTake} busy={busy}>
        {l10n.t('Change to {0}', amount)}
      </Button>
    </div>
  );
}

const outcomes = ['met', 'missed', 'spared', 'rest', 'open'] as const;

/** The last periods as a row of marks, and as text for screen readers and anyone who can't distinguish the marks. */
function Recent({ goal: { recent, measure } }: { goal: GoalView }) {
  const { format } = useApp();
  const amount = useAmount({ measure });
  if (recent.length === 0) return null;
  const counts = outcomes
    .map((outcome) => ({ outcome, count: recent.filter((one) => one.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${format.number(count)} ${outcomeLabels()[outcome]}`);
  return (
    <>
      <div class="goal-marks" aria-hidden="true">
        {recent.map(({ from, value, outcome }) => (
          <span
            key={from}
            class={`goal-mark goal-mark-${outcome}`}
            title={`${format.shortDay(from)}: ${amount(value)}, ${outcomeLabels()[outcome]}`}
          />
        ))}
      </div>
      <p class="secondary">{l10n.t('Lately: {0}', counts.join(' · '))}</p>
    </>
  );
}
