import type { PlanTask } from '../../../core/views/views.ts';
import { IconButton } from '../../controls/button.tsx';
import { fill } from '../../format/text.ts';
import { useApp, type Action } from '../../state/app.ts';
import { startTask } from '../../state/patches.ts';

/** Starts work on a task, so that time on its branch or project counts toward it, or stops it. */
export function StartButton({ task: { id, title, startedAt }, action }: { task: PlanTask; action: Action }) {
  const { rpc, store, strings, announce } = useApp();
  const t = strings.plan;
  const isRunning = startedAt !== undefined;
  const press = async () => {
    const call = () => (isRunning ? rpc.call('plan.stop', { id }) : rpc.call('plan.start', { id }));
    const patch = startTask(id, isRunning ? undefined : Date.now());
    if (await action.run(() => store.change(patch, call))) announce(fill(isRunning ? t.stopped : t.started, title));
  };
  return (
    <IconButton
      name={fill(isRunning ? t.stop : t.start, title)}
      icon={isRunning ? 'stop' : 'play'}
      onClick={() => void press()}
    />
  );
}
