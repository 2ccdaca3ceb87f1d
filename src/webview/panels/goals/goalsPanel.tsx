import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import type { GoalsView } from '../../../catalog/view.ts';
import { Adder } from '../../layout/adder.tsx';
import { useKeptFocus } from '../../layout/focus.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { UndoLine, useLastChange } from '../../layout/undo.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { newGoal } from './goalDraft.ts';
import { FocusToday } from './focusToday.tsx';
import { GoalForm } from './goalForm.tsx';
import { GoalRow } from './goalRow.tsx';
import { Consistency } from './consistency.tsx';
import { HabitsLookBack } from './lookBack.tsx';
import { RestDays } from './restDays.tsx';
import { InEditor } from '../../layout/inEditor.tsx';
import './goals.css';

/** Habits: focus sessions; the user's goals and their progress; days off; coding days; and milestones. */
export const goalsPanel: PanelDefinition = { id: 'goals', slot: 'plan', View: GoalsPanel };

function GoalsPanel({ dashboard }: { dashboard: Dashboard }) {
  return (
    <Panel id="goals" title={l10n.t('Habits')} closedWhenNarrow late>
      <FocusToday dashboard={dashboard} />
      <Goals dashboard={dashboard} />
      <HabitsLookBack dashboard={dashboard} />
    </Panel>
  );
}

function Goals({ dashboard }: { dashboard: Dashboard }) {
  const { rpc, inEditor } = useApp();
  const [changes, setChanges] = useState(0);
  const [archived, setArchived] = useKept('goals.archived', false);
  const answer = useAnswer('goals.get', { archived }, `${useHistoryBasis(dashboard)} ${changes}`);
  const last = useLastChange();
  const goals = useRef<HTMLDivElement>(null);
  useKeptFocus(goals);
  const { data } = answer;
  const changed = () => setChanges((count) => count + 1);
  return (
    <>
      <Pending answer={answer} />
      {data && (
        <div class="focus-group" ref={goals}>
          {data.goals.length === 0 && (
            <div class="empty">
              <p>
                {inEditor
                  ? l10n.t('No goals yet. Set one for your time, a project, a language, or your tasks.')
                  : l10n.t('No goals.')}
              </p>
              <InEditor>
                <p>{l10n.t("Weekends, days off, and two missed days a month don't break a streak.")}</p>
              </InEditor>
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
        </div>
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
  const { rpc } = useApp();
  return (
    <Adder
      keptAs="draft.goal.new"
      label={l10n.t('Add Goal')}
      begin={() => newGoal(today, data.workdays)}
      onAdded={onChanged}
    >
      {({ add, ...form }) => (
        <GoalForm
          name={l10n.t('New goal')}
          choices={data.choices}
          {...form}
          onSave={(input) => add(() => rpc.call('goals.save', input), l10n.t('Goal added.'))}
        />
      )}
    </Adder>
  );
}

/** Days with work, without a goal for them. Shows nothing before the first such day. */
function CodingDays({ data: { codingDays } }: { data: GoalsView }) {
  if (codingDays.consistency.due === 0) return null;
  return (
    <div class="coding-days">
      <span title={l10n.t('Workdays with at least 15 minutes of measured time.')}>{l10n.t('Coding days')}</span>
      <Consistency period="day" consistency={codingDays.consistency} streak={codingDays} />
    </div>
  );
}
