import * as l10n from '@vscode/l10n';
import type { PlanTask } from '../../../core/views/views.ts';
import { IconButton } from '../../controls/button.tsx';
import { fill } from '../../format/text.ts';
import { useApp, type CallState } from '../../state/app.ts';
import { startTask } from '../../state/patches.ts';

/** Starts work on a task, so that time on its branch or project counts toward it, or stops it. */
export function StartButton({ task: { id, title, startedAt }, action }: { task: PlanTask; action: CallState }) {
  const { rpc, store, announce } = useApp();
  const isRunning = startedAt !== undefined;
  const press = async () => {
    const call = () => (isRunning ? rpc.call('plan.stop', { id }) : rpc.call('plan.start', { id }));
    const patch = startTask(id, isRunning ? undefined : Date.now());
    if (await action.run(() => store.change(patch, call)))
      announce(fill(isRunning ? l10n.t('Stopped: {0}') : l10n.t('Started: {0}'), title));
  };
  return (
    <IconButton
      name={fill(isRunning ? l10n.t('Stop "{0}"') : l10n.t('Start "{0}"'), title)}
      icon={isRunning ? 'stop' : 'play'}
      onClick={() => void press()}
    />
  );
}
