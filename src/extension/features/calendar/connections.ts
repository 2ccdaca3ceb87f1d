import { hourMs, minuteMs } from '../../../core/time/days.ts';
import { jsonOf } from '../../../core/base/jsonOf.ts';
import type { FeedMarks } from '../../../integrations/calendar/icsFeed.ts';
import type { CalendarProblem } from '../../../integrations/calendar/calendarHttp.ts';
import type { Services } from '../../services.ts';

/** Place from which a calendar is read. All of it is secret: anyone with a feed's address can read the calendar. */
export type CalendarPlace =
  | { readonly source: 'url'; readonly url: string }
  | { readonly source: 'file'; readonly path: string }
  | CalDavPlace;

/** A calendar on a CalDAV server; while it is being connected, the address is that of the server. */
export interface CalDavPlace {
  readonly source: 'caldav';
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** The result of the last reading of a calendar. Contains no names. */
export interface ReadingState extends FeedMarks {
  /** Time at which it was last read successfully, or found unchanged; ms since the epoch. */
  readonly readAt?: number;
  readonly triedAt?: number;
  readonly problem?: CalendarProblem;
  /** Not before this. */
  readonly retryAt?: number;
}

/** Feeds are stale at their source for hours; asking more often gains nothing. */
export const refreshEveryMs = 30 * minuteMs;
/** No server can ask for a longer wait. */
const longestWaitMs = 24 * hourMs;

/** Tells whether a calendar should be read. A clock that was set back puts it off for a day at most. */
export function isDue({ triedAt = 0, retryAt = 0 }: ReadingState, now: number): boolean {
  const isAskedToWait = retryAt > now && retryAt - now <= longestWaitMs;
  return Math.abs(now - triedAt) >= refreshEveryMs - minuteMs && !isAskedToWait;
}

const stateKey = 'calendar.state';
const secretOf = (calendar: string): string => `calendar.place.${calendar}`;

/** The calendars that were connected on this machine, with how their last reading went. */
export function connectedHere({ context }: Services): Readonly<Record<string, ReadingState>> {
  return context.globalState.get<Record<string, ReadingState>>(stateKey, {});
}

export async function setReadingState(services: Services, calendar: string, state: ReadingState): Promise<void> {
  await services.context.globalState.update(stateKey, { ...connectedHere(services), [calendar]: state });
}

export async function storePlace(services: Services, calendar: string, place: CalendarPlace): Promise<void> {
  await services.context.secrets.store(secretOf(calendar), JSON.stringify(place));
}

/** @returns undefined for a calendar that was connected on another machine */
export async function placeOf({ context }: Services, calendar: string): Promise<CalendarPlace | undefined> {
  return jsonOf((await context.secrets.get(secretOf(calendar))) ?? '') as CalendarPlace | undefined;
}

/** Forgets address and password. */
export async function forgetPlace(services: Services, calendar: string): Promise<void> {
  await services.context.secrets.delete(secretOf(calendar));
  const { [calendar]: _, ...others } = connectedHere(services);
  await services.context.globalState.update(stateKey, others);
}
