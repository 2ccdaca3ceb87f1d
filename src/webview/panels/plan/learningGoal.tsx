import * as l10n from '@vscode/l10n';
import { minuteMs } from '../../../core/time/days.ts';
import type { Plan } from '../../../core/views/views.ts';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { tickLearning } from '../../state/patches.ts';
import { EvidenceList } from './evidenceList.tsx';
import { PartHeading, type HeadingLevel } from './partHeading.tsx';

interface LearningGoalProps {
  readonly day: string;
  readonly learning: NonNullable<Plan['learning']>;
  readonly level: HeadingLevel;
}

/** One thing to learn, with its evidence. */
export function LearningGoal({ day, learning, level }: LearningGoalProps) {
  const { rpc, store, format } = useApp();
  const { title, minutes, done, evidence } = learning;
  const action = useAction({ overlaps: true });
  const tick = (ticked: boolean) =>
    action.run(() =>
      store.change(tickLearning(day, ticked), () => rpc.call('plan.tickLearning', { day, done: ticked })),
    );
  return (
    <section class="plan-part">
      <PartHeading level={level} icon="target">
        {l10n.t('Learning Goal')}
      </PartHeading>
      <div class="task-line">
        <Checkbox name={title} checked={done} onChange={tick} />
        <span class={done ? 'learning task-done' : 'learning'}>
          <span class="task-title">{title}</span> <span class="secondary">{format.duration(minutes * minuteMs)}</span>
        </span>
      </div>
      {evidence.length > 0 && (
        <Disclosure keptAs={`open.learning.${day}`} label={l10n.t('Evidence for this')}>
          <EvidenceList evidence={evidence} />
        </Disclosure>
      )}
      <CallMessage error={action.error} />
    </section>
  );
}
