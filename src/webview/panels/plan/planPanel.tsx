import * as l10n from '@vscode/l10n';
import type { Dashboard, Plan } from '../../../core/views/views.ts';
import { fill } from '../../format/text.ts';
import { dayDistance } from '../../format/wallTime.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp } from '../../state/app.ts';
import { GeneratePlan } from './generatePlan.tsx';
import { LastPlan } from './lastPlan.tsx';
import { PlanView } from './planView.tsx';
import { TaskAdder } from './taskAdder.tsx';
import { InEditor } from '../../layout/inEditor.tsx';
import './plan.css';

/** Tasks for today, and tomorrow's planned tasks. */
export const planPanel: PanelDefinition = { id: 'plan', slot: 'plan', View: PlanPanel };

function PlanPanel({ dashboard }: { dashboard: Dashboard }) {
  const { plan, nextPlan, planFor, today } = dashboard;
  const isForToday = planFor === today.day;
  return (
    <Panel id="plan" title={l10n.t('Plan')} note={useDoneNote(plan)}>
      {plan ? (
        <PlanView plan={plan} times={dashboard} startable level={3} />
      ) : (
        <>
          <p class="empty">
            {isForToday
              ? l10n.t(
                  'No plan yet. Plans are made from what was measured: unfinished branches, open errors, failing runs, and tasks left over.',
                )
              : l10n.t('No plan for today.')}
          </p>
          <TaskAdder day={today.day} />
        </>
      )}
      {isForToday && (
        <InEditor>
          <GeneratePlan dashboard={dashboard} />
        </InEditor>
      )}
      {(nextPlan || !isForToday) && <NextPlan dashboard={dashboard} />}
      <LastPlan today={today.day} />
    </Panel>
  );
}

/** The plan of the next day under its own heading, or the way to one. */
function NextPlan({ dashboard }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const { nextPlan, planFor, today } = dashboard;
  const day = nextPlan?.day ?? planFor;
  const isTomorrow = dayDistance(today.day, day) === 1;
  return (
    <section class="next-plan" aria-labelledby="next-plan-title">
      <h3 class="next-plan-heading" id="next-plan-title">
        {fill(isTomorrow ? l10n.t('Tomorrow, {0}') : l10n.t('{0}'), format.day(day))}
      </h3>
      {nextPlan ? (
        <PlanView plan={nextPlan} times={dashboard} level={4} />
      ) : (
        <p class="empty">
          {l10n.t(
            'No plan yet. Plans are made from what was measured: unfinished branches, open errors, failing runs, and tasks left over.',
          )}
        </p>
      )}
      {planFor === day && (
        <InEditor>
          <GeneratePlan dashboard={dashboard} />
        </InEditor>
      )}
    </section>
  );
}

function useDoneNote(plan: Plan | null): string | undefined {
  const { format } = useApp();
  if (!plan || plan.tasks.length === 0) return undefined;
  const { tasks } = plan;
  const done = tasks.filter((task) => task.done).length;
  return l10n.t('{0} of {1} done', format.number(done), format.number(tasks.length));
}
