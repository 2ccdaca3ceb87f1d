import { secureAddress } from '../../core/base/secureAddress.ts';
import type { TimeRange } from '../../core/time/days.ts';
import { CalendarError, sendRequest, withDeadline, type CalendarReply } from './calendarHttp.ts';
import type { CalendarAnswer, FeedMarks } from './icsFeed.ts';
import { elementAt, elementsOf, parseXml, type XmlElement } from './xml.ts';

/** The account and address of a CalDAV server. */
export interface CalDavAccount {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** A calendar that a server has for the user. */
export interface CalDavCalendar {
  readonly url: string;
  readonly name: string;
}

/** The longest address, name, and tag that is kept, in characters. */
const longest = { address: 2000, name: 200, tag: 1000 } as const;
/** All requests of one reading together, ms. */
const deadlineMs = 60_000;
/** Servers of companies have that many calendars at most. */
const calendarsAtMost = 200;

interface CalDavSession {
  readonly account: CalDavAccount;
  readonly signal: AbortSignal;
}

/**
 * Finds the calendars of a user (RFC 6764 and 4791): from the given address, or from `.well-known/caldav` of its host, over the user's
 * principal and calendar home to the collections that hold events.
 * @throws CalendarError `not-a-calendar` where the server has none
 */
export async function findCalendars(
  account: CalDavAccount,
  { signal, deadline = deadlineMs }: { readonly signal: AbortSignal; readonly deadline?: number },
): Promise<readonly CalDavCalendar[]> {
  return withDeadline({ ms: deadline, signal }, async (both) => {
    const asking = { account, signal: both };
    for (const start of [account.url, new URL('/.well-known/caldav', account.url).href]) {
      const found = await calendarsFrom(start, asking);
      if (found.length > 0) return found.slice(0, calendarsAtMost);
    }
    throw new CalendarError('not-a-calendar');
  });
}

async function calendarsFrom(start: string, asking: CalDavSession): Promise<CalDavCalendar[]> {
  const first = await properties(start, 0, asking);
  if (!first) return [];
  const own = calendarsIn(first, start);
  if (own.length > 0) return own;
  const principal = hrefIn(first, 'current-user-principal', start);
  const homeOf = (responses: readonly XmlElement[], base: string) => hrefIn(responses, 'calendar-home-set', base);
  const home =
    homeOf(first, start) ??
    (principal === undefined ? undefined : homeOf((await properties(principal, 0, asking)) ?? [], principal));
  // Some servers list calendars right at the address.
  const within = home ?? start;
  return calendarsIn((await properties(within, 1, asking)) ?? [], within);
}

const wanted =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:resourcetype/><d:displayname/><d:current-user-principal/><c:calendar-home-set/></d:prop></d:propfind>';

/** @returns undefined if there is nothing at the address */
async function properties(
  url: string,
  depth: 0 | 1,
  asking: CalDavSession,
): Promise<readonly XmlElement[] | undefined> {
  try {
    const headers = { depth: String(depth), 'content-type': 'application/xml; charset=utf-8' };
    return responsesIn(await send(url, { method: 'PROPFIND', headers, body: wanted }, asking));
  } catch (error) {
    if (error instanceof CalendarError && (error.problem === 'not-found' || error.problem === 'refused'))
      return undefined;
    throw error;
  }
}

interface CalDavRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Passwords are only sent to the host that the user named, whatever the server says. */
async function send(url: string, sent: CalDavRequest, { account, signal }: CalDavSession): Promise<CalendarReply> {
  if (new URL(url).origin !== new URL(account.url).origin || !secureAddress(url)) throw new CalendarError('redirected');
  const { user, password } = account;
  return sendRequest(url, { ...sent, user, password, signal });
}

/** @throws CalendarError `not-a-calendar` for anything but the answer of a WebDAV server */
function responsesIn({ text }: CalendarReply): readonly XmlElement[] {
  const root = parseXml(text);
  if (root?.name !== 'multistatus') throw new CalendarError('not-a-calendar');
  return elementsOf(root, 'response');
}

function isCalendar(response: XmlElement): boolean {
  return elementAt(response, 'resourcetype', 'calendar') !== undefined;
}

/** Those with a valid address. */
function calendarsIn(responses: readonly XmlElement[], base: string): CalDavCalendar[] {
  return responses.filter(isCalendar).flatMap((response) => {
    const href = elementAt(response, 'href')?.text.trim() ?? '';
    if (!URL.canParse(href, base)) return [];
    const url = new URL(href, base).href;
    if (url.length > longest.address) return [];
    const name = elementAt(response, 'displayname')?.text.trim() ?? '';
    const shown = name || decoded(url.split('/').findLast((part) => part !== '') ?? '');
    return [{ url, name: shown.slice(0, longest.name) }];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hrefIn(responses: readonly XmlElement[], property: string, base: string): string | undefined {
  const href = responses.map((response) => elementAt(response, property, 'href')?.text.trim()).find(Boolean);
  return href !== undefined && URL.canParse(href, base) ? new URL(href, base).href : undefined;
}

/**
 * Reads the events of a calendar that overlap a range, unexpanded: what servers expand themselves is unreliable.
 * @param url of the calendar, on the account's host
 * @param marks of the last answer: the server's tag of the collection, if any
 */
export async function readCalDav(
  { url, account, range }: { readonly url: string; readonly account: CalDavAccount; readonly range: TimeRange },
  {
    marks = {},
    signal,
    deadline = deadlineMs,
  }: { readonly marks?: FeedMarks; readonly signal: AbortSignal; readonly deadline?: number },
): Promise<CalendarAnswer> {
  return withDeadline({ ms: deadline, signal }, async (both) => {
    const asking = { account, signal: both };
    const etag = await tagOf(url, asking);
    if (etag !== undefined && etag === marks.etag) return { changed: false };
    const headers = { depth: '1', 'content-type': 'application/xml; charset=utf-8' };
    const reply = await send(url, { method: 'REPORT', headers, body: queryFor(range) }, asking);
    const texts = responsesIn(reply).flatMap((response) =>
      elementsOf(response, 'calendar-data').map(({ text }) => text.trim()),
    );
    return { changed: true, texts: texts.filter((text) => text !== ''), ...(etag !== undefined && { etag }) };
  });
}

const tagQuery =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop><s:getctag/><d:sync-token/></d:prop></d:propfind>';

/** A tag that changes with the calendar; not every server has one. */
async function tagOf(url: string, asking: CalDavSession): Promise<string | undefined> {
  const headers = { depth: '0', 'content-type': 'application/xml; charset=utf-8' };
  const [response] = responsesIn(await send(url, { method: 'PROPFIND', headers, body: tagQuery }, asking));
  const tag = response && (elementAt(response, 'getctag') ?? elementAt(response, 'sync-token'));
  const text = tag?.text.trim() ?? '';
  // Without a tag, the calendar is read each time.
  return text !== '' && text.length <= longest.tag ? text : undefined;
}

function queryFor({ from, to }: TimeRange): string {
  const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="${stamp(from)}" end="${stamp(to)}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
}
