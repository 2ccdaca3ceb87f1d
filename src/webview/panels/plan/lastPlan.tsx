import * as l10n from '@vscode/l10n';
import { minuteMs } from '../../../core/time/days.ts';
import { useEffect, useState } from 'preact/hooks';
import type { PastPlan } from '../../../core/views/views.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { dayDistance } from '../../format/wallTime.ts';
import { useAction, useApp } from '../../state/app.ts';

/** The outcome of the last plan: what was done, and how long it took compared with the estimates. */
export function LastPlan({ today }: { today: string }) {
  const { rpc, format } = useApp();
  const [last, setLast] = useState<PastPlan | null>(null);
  const action = useAction();
  useEffect(() => void action.run(async () => setLast(await rpc.call('plan.last', {}))), [today]);
  if (!last) return <CallMessage error={action.error} />;
  const { day, tasks, workedMs } = last;
  const done = tasks.filter((task) => task.done);
  const name = dayDistance(day, today) === 1 ? l10n.t('Yesterday') : format.day(day);
  const planned = tasks.reduce((sum, { minutes }) => sum + minutes, 0) * minuteMs;
  return (
    <Disclosure
      keptAs="open.lastPlan"
      label={l10n.t('{0}: {1} of {2} done', name, format.number(done.length), format.number(tasks.length))}
    >
      <p class="secondary">{l10n.t('{0} planned, {1} worked.', format.duration(planned), format.duration(workedMs))}</p>
      <ul class="last-plan" aria-label={name}>
        {tasks.map((task, index) => (
          <li key={index}>
            <Icon name={task.done ? 'passed' : 'cross'} />
            <span>
              {`${task.title} `}
              <span class="secondary">{`${task.done ? l10n.t('done') : l10n.t('open')} · ${took(task)}`}</span>
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );

  function took({ minutes, actualMs }: PastPlan['tasks'][number]): string {
    const estimate = format.duration(minutes * minuteMs);
    return actualMs === null
      ? l10n.t('estimated at {0}, never started', estimate)
      : l10n.t('{0} of {1}', format.duration(actualMs), estimate);
  }
}
