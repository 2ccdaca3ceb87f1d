import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import type { App } from '../../core/operations/app.ts';
import { action } from '../../core/operations/operation.ts';
import type { Records } from '../../core/records/records.ts';
import { activities } from '../activities.ts';
import { getEvent, type MeetingChange } from './calendarQueries.ts';
import { calendarLimits, calendars, calendarUses, meetingActivityId, meetingAnswers } from './calendars.ts';

const id = z.string();
const empty = z.object({});
const transports = ['view', 'http', 'mcp', 'cli'] as const;

export const changeCalendar = action('calendars.change', {
  title: 'Change a calendar',
  description: 'Changes the name of a connected calendar, what its events mean, or switches it on or off.',
  access: 'write',
  transports,
  params: z.object({
    id,
    name: z.string().trim().min(1).max(calendarLimits.name).optional(),
    use: z
      .enum(calendarUses)
      .optional()
      .describe(
        '`meeting`: events are meetings. `busy`: they only take time. `focus`: they are time for focused work. `ignore`: they mean nothing.',
      ),
    on: z.boolean().optional(),
  }),
  result: empty,
  run: async (app, { id: calendar, on, ...changes }) => {
    const status = on === undefined ? undefined : on ? ('on' as const) : ('off' as const);
    await app.records(calendars).revise(calendar, { ...changes, status });
    return {};
  },
});

export const answerMeeting = action('calendar.answer', {
  title: 'Say whether you attended a meeting',
  description:
    'Counts a meeting of the calendar as meeting time, or says that the user was not there. The user is asked to confirm.',
  access: 'write',
  transports,
  params: z.object({
    event: id.describe('The id of the event.'),
    answer: z.enum(['attended', 'missed']).nullable().describe('Null takes the answer back.'),
  }),
  result: empty,
  confirm: async (app, { event, answer }) => {
    const found = await app.read(getEvent, { id: event });
    const title = found?.event.title ?? event;
    return {
      title: app.t('Answer for a meeting in Daymark?'),
      message: answer === 'attended' ? app.t('Count "{0}" as a meeting', title) : app.t('Do not count "{0}"', title),
    };
  },
  run: async (app, { event: id, answer }) => {
    const found = await app.read(getEvent, { id });
    if (!found) throw new AppError('not-found', app.t('That event is no longer in your calendars.'));
    const { event, calendar } = found;
    if (answer === 'attended' && (event.allDay || event.end <= event.start))
      throw new AppError('invalid-input', app.t('This event has no times, so it cannot count as a meeting.'));
    if (answer === 'attended' && event.end > app.clock.now())
      throw new AppError('invalid-input', app.t('The meeting has not ended yet.'));
    const { start, end, title } = event;
    const answers = app.records(meetingAnswers);
    if (answer === null) await ifThere(answers.remove(id));
    else await answers.put(id, { status: answer, start, end });
    const change = { id, title, start, end, calendar: calendar.name };
    await changeMeeting(app, { ...change, counts: answer === 'attended' });
    return {};
  },
});

/** Records the activity that a meeting counts as, or takes it back. */
export async function changeMeeting(
  app: App,
  { id: event, title, calendar, start, end, counts }: MeetingChange,
): Promise<void> {
  const records: Records<typeof activities.schema> = app.records(activities);
  const activity = meetingActivityId(event);
  if (!counts) return ifThere(records.remove(activity));
  await records.put(activity, {
    start,
    end,
    utcOffset: app.clock.utcOffset(start),
    kind: 'meeting',
    title: title === '' ? app.t('Meeting') : title,
    errors: 0,
    notes: app.t('From your calendar "{0}".', calendar),
  });
}

async function ifThere(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not-found')) throw error;
  }
}
