import { l10n } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { ActivityInput } from '../../../core/views/contract.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** Work logged by hand: added, edited and deleted from the dashboard. */
export const activityLog: Feature = {
  id: 'activityLog',
  commands: (services) => ({ 'daymark.logActivity': () => services.dashboard.show('log') }),
  handlers: (services) => ({
    'activity.save': (input) => saveActivity(services, input),
    'activity.delete': async ({ id }) => (await remove(services, id), {}),
  }),
};

/** Records a new or changed activity; resolves to its id. Throws `not-found` when the one to change is gone. */
export async function saveActivity(services: Services, input: ActivityInput): Promise<{ id: string }> {
  const { recorder, clock } = services;
  const { id = recorder.nextId(), minutes, ...fields } = input;
  const previous = input.id === undefined ? undefined : await services.read('activity', { id });
  if (input.id !== undefined && !previous) throw gone();
  recorder.append({
    ...previous,
    ...fields,
    type: 'activity',
    id,
    rev: (previous?.rev ?? 0) + 1,
    at: clock.now(),
    end: fields.start + minutes * minuteMs,
    offset: clock.utcOffset(fields.start),
  });
  await recorder.flush();
  return { id };
}

async function remove(services: Services, id: string): Promise<void> {
  const activity = await services.read('activity', { id });
  if (!activity) throw gone();
  services.recorder.append({ ...activity, rev: activity.rev + 1, at: services.clock.now(), deleted: true });
  await services.recorder.flush();
}

function gone(): AppError {
  return new AppError('not-found', l10n.t('That activity is gone. It may have been deleted in another window.'));
}
