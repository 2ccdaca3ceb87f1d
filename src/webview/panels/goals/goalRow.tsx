import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { GoalsView, GoalView } from '../../../catalog/view.ts';
import { Icon } from '../../controls/icon.tsx';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { fill } from '../../format/text.ts';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { useAmount } from './goalAmount.ts';
import { Consistency } from './consistency.tsx';
import { draftOfGoal, type GoalDraft } from './goalDraft.ts';
import { GoalDetails } from './goalDetails.tsx';
import { GoalForm } from './goalForm.tsx';

export interface GoalRowProps {
  readonly goal: GoalView;
  readonly choices: GoalsView['choices'];
  readonly today: string;
  readonly onChanged: () => void;
  /** Offers to take the deletion of a goal back. */
  readonly onDeleted: (goal: GoalView) => void;
}

/** A goal: its progress, its consistency, and on demand its last periods and actions. */
export function GoalRow({ goal, choices, today, onChanged, onDeleted }: GoalRowProps) {
  const { rpc, announce } = useApp();
  const [open, setOpen] = useKept(`open.goal.${goal.id}`, false);
  const [draft, setDraft] = useKept<GoalDraft | undefined>(`draft.goal.${goal.id}`, undefined);
  const action = useAction();
  const toggle = useRef<HTMLButtonElement>(null);
  const close = () => {
    setDraft(undefined);
    action.clear();
    focusSoon(toggle);
  };
  if (draft) {
    return (
      <li class="goal">
        <GoalForm
          name={l10n.t('Edit goal: {0}', goal.title)}
          draft={draft}
          choices={choices}
          onDraft={setDraft}
          action={action}
          onCancel={close}
          onSave={async (input) => {
            if (!(await action.run(() => rpc.call('goals.save', { id: goal.id, ...input })))) return;
            announce(l10n.t('Goal saved.'));
            onChanged();
            close();
          }}
        />
      </li>
    );
  }
  return (
    <li class={goal.archived ? 'goal goal-archived' : 'goal'}>
      <button type="button" class="goal-toggle" ref={toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="goal-line">
          <span class="goal-title">{goal.title}</span> <GoalNow goal={goal} today={today} />
        </span>
        <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
      </button>
      <GoalBar goal={goal} />
      <Consistency period={goal.period} consistency={goal.consistency} streak={goal.streak} />
      {open && (
        <GoalDetails
          goal={goal}
          onEdit={() => setDraft(draftOfGoal(goal))}
          onChanged={onChanged}
          onDeleted={onDeleted}
        />
      )}
    </li>
  );
}

/** Describes a goal's progress in its period. */
function GoalNow({ goal, today }: { goal: GoalView; today: string }) {
  const { format } = useApp();
  const amount = useAmount(goal);
  const { now, firstDay, lastDay, archived } = goal;
  const words = () => {
    if (archived) return l10n.t('Archived');
    if (firstDay > today) return l10n.t('Starts {0}', format.datedDay(firstDay, today));
    if (lastDay !== undefined && lastDay < today) return l10n.t('Ended {0}', format.datedDay(lastDay, today));
    if (!now) return '';
    if (now.outcome === 'rest') return l10n.t('Day off');
    return fill(
      goal.direction === 'atMost' ? l10n.t('{0}, at most {1}') : l10n.t('{0} of {1}'),
      amount(now.value),
      amount(now.target),
    );
  };
  const isMet = now?.outcome === 'met';
  return (
    <span class="goal-now">
      {isMet && <Icon name="check" class="goal-met" />}
      {words()}
    </span>
  );
}

function GoalBar({ goal }: { goal: GoalView }) {
  const amount = useAmount(goal);
  const { now, direction, title, archived } = goal;
  if (!now || now.outcome === 'rest' || archived) return null;
  return (
    <ProgressBar
      name={title}
      value={now.value}
      max={now.target}
      text={fill(
        direction === 'atMost' ? l10n.t('{0}, at most {1}') : l10n.t('{0} of {1}'),
        amount(now.value),
        amount(now.target),
      )}
      tone={direction === 'atMost' && now.value > now.target ? 'over' : 'normal'}
    />
  );
}
