import { minuteMs } from '../../../core/time/days.ts';
import type { Plan } from '../../../core/views/views.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { ProgressBar } from '../../controls/progressBar.tsx';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { EvidenceList } from './evidenceList.tsx';
import { LearningGoal } from './learningGoal.tsx';
import type { HeadingLevel } from './partHeading.tsx';
import { Reflection } from './reflection.tsx';
import { isStarterPlan } from './starterPlan.ts';
import { TaskAdder } from './taskAdder.tsx';
import { TaskList } from './taskList.tsx';

interface PlanViewProps {
  readonly plan: Plan;
  readonly startable?: boolean;
  /** Of the headings of its parts. */
  readonly level: HeadingLevel;
}

/** The plan of one day: progress, tasks, the learning goal and the question to look back with. */
export function PlanView({ plan, startable = false, level }: PlanViewProps) {
  const { strings } = useApp();
  const t = strings.plan;
  const generated = plan.tasks.some(({ source }) => source !== 'user') || plan.learning !== null;
  return (
    <div class="plan">
      {isStarterPlan(plan) && <p class="plan-starter secondary">{t.starter}</p>}
      {plan.tasks.length > 0 ? <Progress plan={plan} /> : <p class="empty">{t.emptyTasks}</p>}
      {plan.tasks.length > 0 && <TaskList plan={plan} startable={startable} />}
      <TaskAdder day={plan.day} />
      {plan.learning && <LearningGoal day={plan.day} learning={plan.learning} level={level} />}
      {plan.reflection && <Reflection day={plan.day} reflection={plan.reflection} level={level} />}
      {generated && <p class="plan-provider secondary">{fill(t.madeBy, strings.providers[plan.provider])}</p>}
    </div>
  );
}

function Progress({ plan }: { plan: Plan }) {
  const { strings, format } = useApp();
  const t = strings.plan;
  const { tasks, learning, capacityMinutes, capacityEvidence, day } = plan;
  const done = tasks.filter((task) => task.done).length;
  const planned = tasks.reduce((sum, { minutes }) => sum + minutes, learning?.minutes ?? 0);
  const doneText = fill(t.doneOf, format.number(done), format.number(tasks.length));
  const capacity = format.duration(capacityMinutes * minuteMs);
  const over = planned > capacityMinutes;
  return (
    <div class="plan-progress">
      <ProgressBar name={t.progress} value={done} max={tasks.length} text={doneText} />
      <p class="plan-figures">
        <span>{doneText}</span>
        <span class="secondary">
          {fill(over ? t.overCapacity : t.minutesOf, format.duration(planned * minuteMs), capacity)}
        </span>
      </p>
      {capacityEvidence.length > 0 && (
        <Disclosure keptAs={`open.capacity.${day}`} label={fill(t.capacityWhy, capacity)}>
          <EvidenceList evidence={capacityEvidence} />
        </Disclosure>
      )}
    </div>
  );
}
