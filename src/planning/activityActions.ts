import * as z from 'zod';
import { action } from '../core/operations/operation.ts';
import type { App } from '../core/operations/app.ts';
import { limits } from '../core/base/limits.ts';
import { activityKinds } from '../core/facts/activity.ts';
import { minuteMs } from '../core/time/days.ts';
import { deleteActivity, saveActivity } from './activities.ts';
import { activityInput, type ActivityInput } from './activityInput.ts';
import { activityText } from './activityText.ts';

const id = z.string();

export const saveActivityAction = action('activity.save', {
  title: 'Save a logged activity',
  description: 'Logs an activity, or changes one that was logged.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: activityInput,
  result: z.object({ id }),
  run: (app, activity) => saveActivity(app, activity),
});

export const deleteActivityAction = action('activity.delete', {
  title: 'Delete a logged activity',
  description: 'Deletes an activity that was logged by hand.',
  access: 'destructive',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id }),
  result: z.object({}),
  run: async (app, activity) => (await deleteActivity(app, activity.id), {}),
});

const logged = z.object({
  title: z.string().trim().min(1).max(limits.titleLength),
  minutes: z.number().min(1).max(limits.activityMinutes),
  kind: z.enum(activityKinds),
  end: z.iso.datetime({ offset: true }).describe('ISO 8601 instant at which it ended; default: now.').optional(),
  notes: z.string().max(limits.notesLength).default(''),
});

export const logActivity = action('activity.log', {
  title: 'Log an activity',
  description:
    'Logs an activity that ended just now or at a given time, such as a meeting or reading away from the editor. The user is asked to confirm. Use only when the user asks for it.',
  access: 'write',
  transports: ['chat', 'http', 'mcp', 'cli'],
  tool: {
    name: 'daymark_log_activity',
    reference: 'daymarkLogActivity',
    icon: '$(add)',
    userDescription: 'Logs an activity after you confirm.',
  },
  params: logged,
  result: z.object({ logged: id }),
  confirm: (app, params) => {
    const activity = activityOf(app, params);
    return {
      title: app.t('Log an activity in Daymark?'),
      message: activityText(activity, app.clock.utcOffset(activity.start), app.t),
    };
  },
  run: async (app, params) => ({ logged: (await saveActivity(app, activityOf(app, params))).id }),
});

function activityOf({ clock }: App, { end, ...fields }: z.output<typeof logged>): ActivityInput {
  const until = end === undefined ? clock.now() : Date.parse(end);
  return { ...fields, start: until - fields.minutes * minuteMs, errors: 0 };
}
