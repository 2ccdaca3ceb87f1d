import type { CalendarDayView } from '../../../src/catalog/view.ts';
import { at } from './sampleDashboard.ts';

/** A meeting that is planned, and one during which the person worked. */
export function sampleMeetings(day: string): CalendarDayView {
  const common = { allDay: false, state: 'busy', calendar: 'Work', category: 'Communication', blocks: true } as const;
  return {
    day,
    events: [
      {
        ...common,
        id: 'sync',
        title: 'Platform sync',
        start: at(11, 0),
        end: at(11, 45),
        outcome: 'asked',
        reason: 'worked',
        otherWorkMs: 31 * 60_000,
      },
      { ...common, id: 'review', title: 'Design review', start: at(16, 0), end: at(17, 0), outcome: 'planned' },
    ],
    free: [],
    takenMs: 105 * 60_000,
  };
}
