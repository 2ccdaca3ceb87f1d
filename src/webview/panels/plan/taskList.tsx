import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { Plan, PlanTask } from '../../../core/views/views.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { orderTasks } from '../../state/patches.ts';
import { TaskRow } from './taskRow.tsx';
import { useDrag } from './useDrag.ts';

/** The tasks of a plan in the user's order, which Alt with the arrow keys, buttons or dragging change. */
export function TaskList({ plan, startable }: { plan: Plan; startable: boolean }) {
  const { rpc, store, format, announce, inEditor } = useApp();
  const list = useRef<HTMLUListElement>(null);
  const action = useAction({ overlaps: true });
  const { tasks } = plan;
  const move = async (task: PlanTask, to: number) => {
    if (!inEditor) return;
    const others = tasks.filter(({ id }) => id !== task.id);
    const index = Math.max(0, Math.min(others.length, to));
    if (tasks[index] === task) return;
    const before = others[index]?.id ?? null;
    const order = orderTasks(others.toSpliced(index, 0, task).map(({ id }) => id));
    const done = await action.run(() => store.change(order, () => rpc.call('plan.move', { id: task.id, before })));
    if (done) announce(l10n.t('Moved to {0} of {1}', format.number(index + 1), format.number(tasks.length)));
  };
  const drag = useDrag(list, (from, to) => tasks[from] && void move(tasks[from], to));
  return (
    <>
      <ul class="tasks" aria-label={l10n.t('Tasks')} ref={list}>
        {tasks.map((task, index) => (
          <TaskRow
            key={task.id}
            task={task}
            day={plan.day}
            startable={startable}
            first={index === 0}
            last={index === tasks.length - 1}
            dropMark={drag.markAt(index)}
            onGrip={(event) => drag.start(index, event)}
            onMove={(by) => move(task, index + by)}
          />
        ))}
      </ul>
      <CallMessage error={action.error} />
    </>
  );
}
