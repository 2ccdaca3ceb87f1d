import * as z from 'zod';
import { instant, utcOffset } from '../core/records/timeFields.ts';
import { AppError } from '../core/base/appError.ts';
import { limits } from '../core/base/limits.ts';
import { activityCollection } from '../core/facts/activities.ts';
import { activityKinds } from '../core/facts/activity.ts';
import type { App } from '../core/operations/app.ts';
import { collection } from '../core/records/collection.ts';
import { minuteMs } from '../core/time/days.ts';
import { expectPassed } from './expectPassed.ts';
import type { ActivityInput } from './activityInput.ts';
import { unlessGone } from './unlessGone.ts';

/** Logged activities. Read them with `activityOf` (core), which needs no zod. */
export const activities = collection(
  activityCollection,
  z.object({
    start: instant,
    end: instant,
    utcOffset,
    kind: z.enum(activityKinds),
    title: z.string().max(limits.titleLength),
    project: z.string().optional(),
    errors: z.number(),
    notes: z.string(),
  }),
);

/**
 * Records a new or changed activity; resolves to its id.
 * @throws AppError `not-found` when the one to change is gone; `invalid-input` for time that hasn't passed yet
 */
export async function saveActivity(app: App, input: ActivityInput): Promise<{ id: string }> {
  const { id, minutes, ...rest } = input;
  const { start } = rest;
  const end = start + minutes * minuteMs;
  expectPassed(app, end);
  const fields = { ...rest, end, utcOffset: app.clock.utcOffset(start) };
  if (id === undefined) return { id: (await app.records(activities).create(fields)).id };
  await unlessGone(app.records(activities).revise(id, fields), activityGone(app));
  return { id };
}

/** @throws AppError `not-found` when it is gone */
export async function deleteActivity(app: App, id: string): Promise<void> {
  const { undo } = await unlessGone(app.records(activities).remove(id), activityGone(app));
  if (!undo) throw activityGone(app);
}

function activityGone({ t }: App): AppError {
  return new AppError('not-found', t('That activity no longer exists. It may have been deleted in another window.'));
}
