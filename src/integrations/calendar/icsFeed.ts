import { CalendarError, sendRequest, withDeadline } from './calendarHttp.ts';

/** A server's validators for whether a feed has changed. */
export interface FeedMarks {
  readonly etag?: string;
  readonly modified?: string;
}

/** The texts of a calendar, or that it hasn't changed. */
export type CalendarAnswer =
  | { readonly changed: false }
  | ({ readonly changed: true; readonly texts: readonly string[] } & FeedMarks);

/** A feed that hasn't arrived after this is given up, ms. */
const deadlineMs = 30_000;

/**
 * Downloads a calendar (ICS) from its address, if it has changed.
 * @param marks of the last answer
 * @throws CalendarError `not-a-calendar` for anything else, such as a page that asks to sign in
 */
export async function downloadFeed(
  url: string,
  {
    marks = {},
    signal,
    deadline = deadlineMs,
  }: { readonly marks?: FeedMarks; readonly signal: AbortSignal; readonly deadline?: number },
): Promise<CalendarAnswer> {
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
    ...(marks.etag !== undefined && { 'if-none-match': marks.etag }),
    ...(marks.modified !== undefined && { 'if-modified-since': marks.modified }),
  };
  const reply = await withDeadline({ ms: deadline, signal }, (both) => sendRequest(url, { headers, signal: both }));
  if (reply.status === 304) return { changed: false };
  requireCalendar(reply.text);
  const [etag, modified] = [reply.headers.get('etag'), reply.headers.get('last-modified')];
  return {
    changed: true,
    texts: [reply.text],
    ...(etag !== null && { etag }),
    ...(modified !== null && { modified }),
  };
}

/** @throws CalendarError `not-a-calendar` for a text that doesn't begin as one */
export function requireCalendar(text: string): void {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text)) throw new CalendarError('not-a-calendar');
}
