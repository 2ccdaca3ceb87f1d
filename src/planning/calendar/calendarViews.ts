import * as z from 'zod';
import { calendarSources, calendarUses } from './calendars.ts';
import { eventStates } from './calendarEvents.ts';
import { meetingOutcomes, meetingReasons } from './judgeMeetings.ts';

const instant = z.number().describe('Milliseconds since the epoch.');

export const eventView = z.object({
  id: z.string(),
  title: z.string(),
  start: instant,
  end: instant,
  allDay: z.boolean().describe('Of whole days; start and end are the beginnings of its days in UTC.'),
  state: z.enum(eventStates),
  calendar: z.string().describe('The name of its calendar.'),
  outcome: z
    .enum(meetingOutcomes)
    .describe('`counted` and `attended` are meeting time; for `asked`, the user has to say whether they attended.'),
  reason: z.enum(meetingReasons).optional(),
  otherWorkMs: z.number().optional().describe('Other work that was measured meanwhile.'),
  category: z.string().describe('The name of its category, as its title and the rules decide.'),
  blocks: z.boolean().describe('It takes time away from other work.'),
});
export type CalendarEventView = z.infer<typeof eventView>;

const stretch = z.object({ start: instant, end: instant });

export const calendarDayView = z.object({
  day: z.string(),
  events: z.array(eventView),
  free: z
    .array(stretch)
    .describe('Free stretches of 15 minutes or more within the working hours; of today, those to come.'),
  takenMs: z.number().describe('Time that meetings and other events take, each instant once.'),
});
export type CalendarDayView = z.infer<typeof calendarDayView>;

export const calendarView = z.object({
  id: z.string(),
  name: z.string(),
  source: z.enum(calendarSources),
  host: z.string(),
  use: z.enum(calendarUses),
  on: z.boolean(),
});
export type CalendarView = z.infer<typeof calendarView>;
