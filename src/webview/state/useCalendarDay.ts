import type { CalendarDayView } from '../../catalog/view.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useAnswer } from './useAnswer.ts';
import { useChangeBasis } from './useChangeBasis.ts';
import { useRecordChanges } from './useRecordChanges.ts';
import { useThrottled } from './useThrottled.ts';

const collections = ['calendars', 'calendarDays', 'meetingAnswers'];

/** The events of the connected calendars on a day; undefined until they are read. */
export function useCalendarDay(dashboard: Dashboard, day: string): CalendarDayView | undefined {
  const changes = useThrottled(useRecordChanges(collections), 500);
  const basis = useChangeBasis(dashboard);
  const { data } = useAnswer('calendar.events', { from: day, to: day }, `${basis} ${changes}`);
  return data?.days.find((one) => one.day === day);
}
