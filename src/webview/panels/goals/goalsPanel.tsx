import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import type { GoalsView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { UndoLine, useLastChange } from '../../layout/undo.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { newGoal, type GoalDraft } from './goalDraft.ts';
import { GoalForm } from './goalForm.tsx';
import { GoalRow } from './goalRow.tsx';
import { Consistency } from './consistency.tsx';
import { RestDays } from './restDays.tsx';
import './goals.css';

/** Goals that a person set, with what was reached; days off; and coding days. */
export const goalsPanel: PanelDefinition = { id: 'goals', slot: 'plan', View: GoalsPanel };

function GoalsPanel({ dashboard }: { dashboard: Dashboard }) {
  return (
    <Panel id="goals" title={l10n.t('Goals')} closedWhenNarrow late>
      <Goals dashboard={dashboard} />
    </Panel>
  );
}

function Goals({ dashboard }: { dashboard: Dashboard }) {
  const { rpc } = useApp();
  const [changes, setChanges] = useState(0);
  const [archived, setArchived] = useKept('goals.archived', false);
  const answer = useAnswer('goals.get', { archived }, `${useHistoryBasis(dashboard)} ${changes}`);
  const last = useLastChange();
  const { data } = answer;
  const changed = () => setChanges((count) => count + 1);
  return (
    <>
      <Pending answer={answer} />
      {data && (
        <>
          {data.goals.length === 0 && (
            <div class="empty">
              <p>{l10n.t('No goals yet. Set one for your time, a project, a language, or your tasks.')}</p>
              <p>{l10n.t("Weekends, days off, and two missed days a month don't break a streak.")}</p>
            </div>
          )}
          <ul class="goals">
            {data.goals.map((goal) => (
              <GoalRow
                key={goal.id}
                goal={goal}
                choices={data.choices}
                today={dashboard.today.day}
                onChanged={changed}
                onDeleted={({ id, title }) =>
                  last.offer({ text: l10n.t('Deleted "{0}".', title), undo: () => rpc.call('goals.restore', { id }) })
                }
              />
            ))}
          </ul>
          <UndoLine change={last} onUndone={changed} />
          <GoalAdder data={data} today={dashboard.today.day} onChanged={changed} />
          <CodingDays data={data} />
          <RestDays restDays={data.restDays} today={dashboard.today.day} onChanged={changed} />
          {(archived || data.hasArchived) && (
            <button type="button" class="link" onClick={() => setArchived(!archived)}>
              {archived ? l10n.t('Hide Archived Goals') : l10n.t('Show Archived Goals')}
            </button>
          )}
        </>
      )}
    </>
  );
}

interface GoalAdderProps {
  readonly data: GoalsView;
  readonly today: string;
  readonly onChanged: () => void;
}

function GoalAdder({ data, today, onChanged }: GoalAdderProps) {
  const { rpc, announce } = useApp();
  const [draft, setDraft] = useKept<GoalDraft | undefined>('draft.goal.new', undefined);
  const action = useAction();
  const button = useRef<HTMLElement>(null);
  const close = () => {
    setDraft(undefined);
    action.clear();
    focusSoon(button);
  };
  if (!draft) {
    return (
      <div class="button-row">
        <Button icon="add" buttonRef={button} onClick={() => setDraft(newGoal(today, data.workdays))}>
          {l10n.t('Add Goal')}
        </Button>
      </div>
    );
  }
  return (
    <GoalForm
      name={l10n.t('New goal')}
      draft={draft}
      choices={data.choices}
      onDraft={setDraft}
      action={action}
      onCancel={close}
      onSave={async (input) => {
        if (!(await action.run(() => rpc.call('goals.save', input)))) return;
        announce(l10n.t('Goal saved.'));
        onChanged();
        close();
      }}
    />
  );
}

/** Days with work, without a goal for them. Says nothing before there is a day to tell of. */
function CodingDays({ data: { codingDays } }: { data: GoalsView }) {
  if (codingDays.consistency.due === 0) return null;
  return (
    <div class="coding-days">
      <span title={l10n.t('Workdays with at least 15 minutes of measured time.')}>{l10n.t('Coding days')}</span>
      <Consistency period="day" consistency={codingDays.consistency} streak={codingDays} />
    </div>
  );
}
