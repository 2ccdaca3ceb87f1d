import type { CalendarDayView } from '../../catalog/view.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useAnswer } from './useAnswer.ts';
import { useRecordChanges } from './useRecordChanges.ts';
import { useThrottled } from './useThrottled.ts';

const collections = ['calendars', 'calendarDays', 'meetingAnswers'];

/** The events of the connected calendars on a day; undefined until they are read. */
export function useCalendarDay({ at }: Dashboard, day: string): CalendarDayView | undefined {
  const changes = useThrottled(useRecordChanges(collections), 500);
  const { data } = useAnswer('calendar.events', { from: day, to: day }, `${useThrottled(at, minuteMs)} ${changes}`);
  return data?.days.find((one) => one.day === day);
}
