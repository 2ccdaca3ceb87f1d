import { hourMs } from '../../../core/time/days.ts';
import { errorCode } from '../../../core/base/appError.ts';
import { CalendarError } from '../../../integrations/calendar/calendarHttp.ts';
import { changeMeeting } from '../../../planning/calendar/calendarActions.ts';
import { readingRange, storeEvents } from '../../../planning/calendar/storeEvents.ts';
import { oneWindow } from '../../oneWindow.ts';
import type { Services } from '../../services.ts';
import { connectedHere, isDue, placeOf, setReadingState, type ReadingState } from './connections.ts';
import { noticeProblems } from './problems.ts';
import { readInThread } from './readInThread.ts';
import { readPlace } from './readPlace.ts';

/** An unchanged feed is read again this often, since the range of days that is stored moves on. */
const readAgainMs = 12 * hourMs;

/** Which calendars to read. */
export interface RefreshOptions {
  readonly signal: AbortSignal;
  /** Reads even unchanged calendars; for a request by the user. */
  readonly now?: boolean;
}

/**
 * Reads the connected calendars that are due, and counts meetings that have ended, unless another window is at it.
 * @returns false where another window is at it
 */
export async function refreshCalendars(services: Services, options: RefreshOptions): Promise<boolean> {
  const refresh = async (): Promise<true> => {
    const { calendars } = await services.read('calendars.list', {});
    for (const [id, state] of Object.entries(connectedHere(services)))
      if (calendars.some((one) => one.id === id && one.on)) await refreshOne(services, { id, state }, options);
    await settleMeetings(services);
    return true;
  };
  try {
    const isRead = (await oneWindow(services, 'calendar').ifFree(refresh)) ?? false;
    await noticeProblems(services);
    return isRead;
  } catch (error) {
    services.log.warn(`calendars could not be read: ${errorCode(error)}`);
    throw error;
  }
}

async function refreshOne(
  services: Services,
  { id, state }: { readonly id: string; readonly state: ReadingState },
  { signal, now: isAsked = false }: RefreshOptions,
): Promise<void> {
  const { clock, log } = services;
  const now = clock.now();
  const place = isAsked || isDue(state, now) ? await placeOf(services, id) : undefined;
  if (!place) return;
  try {
    const isOld = Math.abs(now - (state.readAt ?? 0)) >= readAgainMs;
    const answer = await readPlace(place, { signal, ...(!isAsked && !isOld && { marks: state }) });
    if (answer.changed) {
      const range = readingRange(now);
      const { texts, changed: _, ...marks } = answer;
      const { addresses } = await services.read('calendar.addresses', { id });
      const { events } = await readInThread(services, { texts, range, addresses });
      const days = await storeEvents(services, { calendar: id, range, events });
      log.info(`calendar: read, ${days} days changed`);
      await setReadingState(services, id, { ...marks, readAt: now, triedAt: now });
    } else await setReadingState(services, id, { ...withoutProblem(state), triedAt: now });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    // Earlier events stay.
    log.warn(`calendar: ${error.problem}`);
    const retryAt = error.retryAfterMs === undefined ? undefined : now + error.retryAfterMs;
    await setReadingState(services, id, {
      ...withoutProblem(state),
      triedAt: now,
      problem: error.problem,
      ...(retryAt !== undefined && { retryAt }),
    });
  }
}

function withoutProblem({ problem: _problem, retryAt: _retryAt, ...state }: ReadingState): ReadingState {
  return state;
}

/** Counts meetings that ended, and takes back those that something contradicts now. */
export async function settleMeetings(services: Services): Promise<void> {
  for (const change of await services.read('calendar.meetingChanges', undefined)) await changeMeeting(services, change);
}
