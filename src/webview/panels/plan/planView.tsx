import * as l10n from '@vscode/l10n';
import { providerLabels } from '../../../core/views/labels.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Plan } from '../../../core/views/views.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { fill } from '../../format/text.ts';
import { later } from '../../layout/later.tsx';
import { useApp } from '../../state/app.ts';
import type { SnapshotTimes } from '../../state/useChangeBasis.ts';
import { EvidenceList } from './evidenceList.tsx';
import { LearningGoal } from './learningGoal.tsx';
import type { HeadingLevel } from './partHeading.tsx';
import { Reflection } from './reflection.tsx';
import { isStarterPlan } from './starterPlan.ts';
import { TaskAdder } from './taskAdder.tsx';
import { TaskList } from './taskList.tsx';

const TimeBlocks = later((parts) => parts.TimeBlocks);

interface PlanViewProps {
  readonly plan: Plan;
  /** Those of the dashboard. */
  readonly times: SnapshotTimes;
  readonly startable?: boolean;
  /** For its parts' headings. */
  readonly level: HeadingLevel;
}

/** The plan of one day: progress, tasks, the learning goal and the question to look back with. */
export function PlanView({ plan, times, startable = false, level }: PlanViewProps) {
  const generated = plan.tasks.some(({ source }) => source !== 'user') || plan.learning !== null;
  return (
    <div class="plan">
      {isStarterPlan(plan) && (
        <p class="plan-starter secondary">
          {l10n.t(
            'This is a starter plan: nothing is measured yet. After a day of work, plans use your unfinished branches, open errors, and failing runs.',
          )}
        </p>
      )}
      {plan.tasks.length > 0 ? <Progress plan={plan} /> : <p class="empty">{l10n.t('No tasks in this plan.')}</p>}
      {plan.tasks.length > 0 && <TaskList plan={plan} startable={startable} />}
      <TaskAdder day={plan.day} />
      {plan.tasks.length > 0 && <TimeBlocks plan={plan} times={times} />}
      {plan.learning && <LearningGoal day={plan.day} learning={plan.learning} level={level} />}
      {plan.reflection && <Reflection day={plan.day} reflection={plan.reflection} level={level} />}
      {generated && (
        <p class="plan-provider secondary">{l10n.t('Made by {0}.', providerLabels(l10n.t)[plan.provider])}</p>
      )}
    </div>
  );
}

function Progress({ plan }: { plan: Plan }) {
  const { format } = useApp();
  const { tasks, learning, capacityMinutes, capacityEvidence, day } = plan;
  const done = tasks.filter((task) => task.done).length;
  const planned = tasks.reduce((sum, { minutes }) => sum + minutes, learning?.minutes ?? 0);
  const doneText = l10n.t('{0} of {1} done', format.number(done), format.number(tasks.length));
  const capacity = format.duration(capacityMinutes * minuteMs);
  const over = planned > capacityMinutes;
  return (
    <div class="plan-progress">
      <ProgressBar name={l10n.t('Tasks done')} value={done} max={tasks.length} text={doneText} />
      <p class="plan-figures">
        <span>{doneText}</span>
        <span class="secondary">
          {fill(
            over ? l10n.t('{0} planned, more than the {1} of your usual day') : l10n.t('{0} planned of {1}'),
            format.duration(planned * minuteMs),
            capacity,
          )}
        </span>
      </p>
      {capacityEvidence.length > 0 && (
        <Disclosure keptAs={`open.capacity.${day}`} label={l10n.t('Why {0}', capacity)}>
          <EvidenceList evidence={capacityEvidence} />
        </Disclosure>
      )}
    </div>
  );
}
