import { useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import type { GoalsView } from '../../../catalog/view.ts';
import { Button } from '../../controls/button.tsx';
import { fill } from '../../format/text.ts';
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
  const { strings } = useApp();
  return (
    <Panel id="goals" title={strings.goals.heading} closedWhenNarrow late>
      <Goals dashboard={dashboard} />
    </Panel>
  );
}

function Goals({ dashboard }: { dashboard: Dashboard }) {
  const { rpc, strings } = useApp();
  const t = strings.goals;
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
              <p>{t.empty}</p>
              <p>{t.emptyHint}</p>
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
                  last.offer({ text: fill(t.deleted, title), undo: () => rpc.call('goals.restore', { id }) })
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
              {archived ? t.hideArchived : t.showArchived}
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
  const { rpc, strings, announce } = useApp();
  const t = strings.goals;
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
          {t.add}
        </Button>
      </div>
    );
  }
  return (
    <GoalForm
      name={t.newGoal}
      draft={draft}
      choices={data.choices}
      onDraft={setDraft}
      action={action}
      onCancel={close}
      onSave={async (input) => {
        if (!(await action.run(() => rpc.call('goals.save', input)))) return;
        announce(t.saved);
        onChanged();
        close();
      }}
    />
  );
}

/** Days with work, without a goal for them. Says nothing before there is a day to tell of. */
function CodingDays({ data: { codingDays } }: { data: GoalsView }) {
  const { strings } = useApp();
  if (codingDays.consistency.due === 0) return null;
  return (
    <div class="coding-days">
      <span title={strings.goals.codingHint}>{strings.goals.coding}</span>
      <Consistency period="day" consistency={codingDays.consistency} streak={codingDays} />
    </div>
  );
}
