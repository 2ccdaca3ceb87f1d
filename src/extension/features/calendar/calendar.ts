import { errorCode } from '../../../core/base/appError.ts';
import { disposeAll, type Disposable } from '../../../core/base/event.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { setContextKey } from '../../contextKeys.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { connectedHere } from './connections.ts';

/** The delay after the start of the first check, and the interval of checks, in ms. */
const firstMs = 2 * minuteMs;
const lookEveryMs = 5 * minuteMs;

/** Calendars that the user connects, read only. Calls nothing until one is connected. */
export const calendar: Feature = {
  id: 'calendar',
  commands: (services) => ({
    'daymark.connectCalendar': async () => (await import('./connect.ts')).connectCalendar(services),
    'daymark.exportPlanCalendar': async () => (await import('./exportPlan.ts')).exportPlanCalendar(services),
    'daymark.placePlan': async () => (await import('./placePlan.ts')).placePlan(services),
    'daymark.manageCalendars': async () => (await import('./manage.ts')).manageCalendars(services),
  }),
  start: (services) => {
    const abort = new AbortController();
    let next: Disposable | undefined;
    const isConnected = (): boolean => Object.keys(connectedHere(services)).length > 0;
    const look = (): void => {
      next = isConnected() ? services.clock.after(lookEveryMs, look) : undefined;
      if (next) refresh(services, abort.signal);
    };
    // Nothing is scheduled without a calendar. Another window may connect the first one.
    let wasConnected = false;
    const follow = (): void => {
      const now = isConnected();
      if (now !== wasConnected) setContextKey('daymark.calendarsConnected', now);
      wasConnected = now;
      if (now) next ??= services.clock.after(firstMs, look);
    };
    follow();
    const listener = services.onDidChange(follow);
    return disposeAll(listener, { dispose: () => (abort.abort(), next?.dispose()) });
  },
};

function refresh(services: Services, signal: AbortSignal): void {
  import('./refresh.ts')
    .then(({ refreshCalendars }) => refreshCalendars(services, { signal }))
    .catch((error: unknown) => services.log.warn(`calendars could not be read: ${errorCode(error)}`));
}
