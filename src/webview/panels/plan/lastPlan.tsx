import { minuteMs } from '../../../core/time/days.ts';
import { useEffect, useState } from 'preact/hooks';
import type { PastPlan } from '../../../core/views/views.ts';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { dayDistance } from '../../format/wallTime.ts';
import { useAction, useApp } from '../../state/app.ts';

/** What became of the last plan: what was done of it, and how long it took against the estimates. */
export function LastPlan({ today }: { today: string }) {
  const { rpc, strings, format } = useApp();
  const t = strings.plan;
  const [last, setLast] = useState<PastPlan | null>(null);
  const action = useAction();
  useEffect(() => void action.run(async () => setLast(await rpc.call('plan.last', {}))), [today]);
  if (!last) return <CallMessage error={action.error} />;
  const { day, tasks, workedMs } = last;
  const done = tasks.filter((task) => task.done);
  const name = dayDistance(day, today) === 1 ? strings.common.yesterday : format.day(day);
  const planned = tasks.reduce((sum, { minutes }) => sum + minutes, 0) * minuteMs;
  return (
    <Disclosure
      keptAs="open.lastPlan"
      label={fill(t.lastDone, name, format.number(done.length), format.number(tasks.length))}
    >
      <p class="secondary">{fill(t.lastTime, format.duration(planned), format.duration(workedMs))}</p>
      <ul class="last-plan" aria-label={name}>
        {tasks.map((task, index) => (
          <li key={index}>
            <Icon name={task.done ? 'passed' : 'cross'} />
            <span>
              {`${task.title} `}
              <span class="secondary">{`${task.done ? t.doneWord : t.openWord} · ${took(task)}`}</span>
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );

  function took({ minutes, actualMs }: PastPlan['tasks'][number]): string {
    const estimate = format.duration(minutes * minuteMs);
    return actualMs === null ? fill(t.notStarted, estimate) : fill(t.actualOf, format.duration(actualMs), estimate);
  }
}
