import { AppError } from '../core/base/appError.ts';
import { getActivity } from '../core/facts/factQueries.ts';
import type { App } from '../core/operations/app.ts';
import { minuteMs } from '../core/time/days.ts';
import type { ActivityInput } from './activityInput.ts';

/** Records a new or changed activity; resolves to its id. @throws AppError `not-found` when the one to change is gone */
export async function saveActivity(app: App, input: ActivityInput): Promise<{ id: string }> {
  const { recorder, clock } = app;
  const { id = recorder.nextId(), minutes, ...fields } = input;
  const previous = input.id === undefined ? undefined : await app.read(getActivity, { id });
  if (input.id !== undefined && !previous) throw activityGone(app);
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

/** @throws AppError `not-found` when it is gone */
export async function deleteActivity(app: App, id: string): Promise<void> {
  const activity = await app.read(getActivity, { id });
  if (!activity) throw activityGone(app);
  app.recorder.append({ ...activity, rev: activity.rev + 1, at: app.clock.now(), deleted: true });
  await app.recorder.flush();
}

function activityGone({ t }: App): AppError {
  return new AppError('not-found', t('That activity no longer exists. It may have been deleted in another window.'));
}
