import { l10n } from 'vscode';
import { dayMs } from '../../../core/time/days.ts';
import type { CalendarProblem } from '../../../integrations/calendar/calendarHttp.ts';
import type { Services } from '../../services.ts';
import { connectedHere } from './connections.ts';
import { problemText } from './readPlace.ts';

/** These don't pass by themselves. */
const lasting: readonly CalendarProblem[] = ['signed-out', 'not-found', 'redirected', 'too-large', 'not-a-calendar'];

interface OutOfDate {
  readonly text: string;
  /** It needs the user, or has lasted for a day. */
  readonly isLasting: boolean;
}

/** Describes each calendar that is on and whose last reading failed. */
export async function outOfDate(services: Services): Promise<OutOfDate[]> {
  const { calendars } = await services.read('calendars.list', {});
  const states = connectedHere(services);
  const now = services.clock.now();
  return calendars.flatMap(({ id, name, on }) => {
    const { problem, readAt = 0 } = states[id] ?? {};
    if (!on || !problem) return [];
    const isLasting = lasting.includes(problem) || Math.abs(now - readAt) > dayMs;
    return [{ text: l10n.t('The calendar "{0}" is out of date. {1}', name, problemText(problem)), isLasting }];
  });
}

/** Shows in the dashboard what keeps calendars from being read; what may pass by itself, after a day. */
export async function noticeProblems(services: Services): Promise<void> {
  const found = (await outOfDate(services)).filter(({ isLasting }) => isLasting);
  if (found.length === 0) return services.notices.clearOnce('calendar');
  services.notices.holdOnce({
    id: 'calendar',
    severity: 'warning',
    text: found.map(({ text }) => text).join(' '),
    action: { label: l10n.t('Manage Calendars'), command: 'daymark.manageCalendars' },
  });
}
