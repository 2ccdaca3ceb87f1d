import { basename } from 'node:path';
import { l10n, window, type QuickPickItem } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { TimeRange } from '../../../core/time/days.ts';
import type { FeedMarks } from '../../../integrations/calendar/icsFeed.ts';
import { secureAddress } from '../../../core/base/secureAddress.ts';
import { calendarLimits, calendars, type Calendar, type CalendarUse } from '../../../planning/calendar/calendars.ts';
import type { CalendarContent } from '../../../planning/calendar/ics/readCalendar.ts';
import type { CalendarView } from '../../../planning/calendar/calendarViews.ts';
import { readingRange, storeEvents } from '../../../planning/calendar/storeEvents.ts';
import type { Services } from '../../services.ts';
import { askCalDav, chooseCalDav } from './connectCalDav.ts';
import { refreshEveryMs, setReadingState, storePlace, type CalendarPlace } from './connections.ts';
import { noticeProblems } from './problems.ts';
import { readInThread } from './readInThread.ts';
import { inWords, readPlace } from './readPlace.ts';
import { withCancel } from './withCancel.ts';
import { settleMeetings } from './refresh.ts';
import { unlinked } from '../../unlinked.ts';
import { counted } from '../../../core/base/counted.ts';

/**
 * "Connect Calendar…": asks where it is, says what will be read before reading anything, reads it, and asks what its events mean. Nothing
 * is stored until the last question is answered.
 */
export async function connectCalendar(services: Services): Promise<void> {
  const { calendars: known } = await services.read('calendars.list', {});
  if (known.length >= calendarLimits.calendars)
    throw new AppError('invalid-input', l10n.t('At most {0} calendars can be connected.', calendarLimits.calendars));
  const found = await askAndRead(services);
  if (!found) return;
  const { content, place, addresses } = found;
  const name = await askName(content.name ?? usualName(place));
  const use = name === undefined ? undefined : await askUse(name, content);
  if (name === undefined || !use) return;
  const fields = { name, ...whereOf(place), use, status: 'on', since: services.clock.now(), addresses } as const;
  const { id } = await services.records(calendars).create(fields);
  await keep(services, id, found);
  void window.showInformationMessage(unlinked(connectedText(name, content)));
}

/** "Connect Again…": asks for the address again, for a calendar whose address or password changed, or that was connected on another machine. */
export async function reconnectCalendar(services: Services, { id, name }: CalendarView): Promise<void> {
  const { addresses } = await services.read('calendar.addresses', { id });
  const found = await askAndRead(services, addresses);
  if (!found) return;
  await services.records(calendars).revise(id, whereOf(found.place));
  await keep(services, id, found);
  void window.showInformationMessage(unlinked(connectedText(name, found.content)));
}

/** A calendar as it was read to be connected. */
interface FirstReading {
  readonly place: CalendarPlace;
  readonly addresses: string[];
  readonly range: TimeRange;
  readonly marks: FeedMarks;
  readonly content: CalendarContent;
}

/**
 * Asks where a calendar is, says what will be read, and reads it.
 * @param known the user's addresses in it; asked for where they aren't known
 * @returns undefined when the user stopped
 */
async function askAndRead(services: Services, known?: string[]): Promise<FirstReading | undefined> {
  const chosen = await askPlace();
  if (!chosen || !(await previewReading(chosen, known === undefined))) return undefined;
  const place = chosen.source === 'caldav' ? await chooseCalDav(chosen) : chosen;
  if (!place) return undefined;
  const answer = await withCancel((signal) => readPlace(place, { signal }));
  if (!answer.changed) return undefined;
  const addresses = known ?? (await askAddresses());
  if (!addresses) return undefined;
  const range = readingRange(services.clock.now());
  const { texts, changed: _, ...marks } = answer;
  return {
    place,
    addresses,
    range,
    marks,
    content: await inWords(() => readInThread(services, { texts, range, addresses })),
  };
}

function whereOf(place: CalendarPlace): Pick<Calendar, 'source' | 'host'> {
  return { source: place.source, host: place.source === 'file' ? '' : new URL(place.url).host };
}

async function keep(services: Services, id: string, { place, range, marks, content }: FirstReading): Promise<void> {
  const now = services.clock.now();
  await storePlace(services, id, place);
  await storeEvents(services, { calendar: id, range, events: content.events });
  await setReadingState(services, id, { ...marks, readAt: now, triedAt: now });
  await settleMeetings(services);
  await noticeProblems(services);
  services.didChange();
}

function connectedText(name: string, { events, unreadable, unfollowed, unknownZones, isCut }: CalendarContent): string {
  return [
    counted(
      l10n.t,
      [
        '"{1}" is connected: 1 event from last week to the next two months.',
        '"{1}" is connected: {0} events from last week to the next two months.',
      ],
      [events.length, name],
    ),
    ...(unreadable > 0 ? [l10n.t('Events that could not be read: {0}.', unreadable)] : []),
    ...(unfollowed > 0 ? [l10n.t("Events that repeat in a way Daymark can't follow: {0}.", unfollowed)] : []),
    ...(unknownZones > 0 ? [l10n.t('Events in an unknown time zone, read in yours: {0}.', unknownZones)] : []),
    ...(isCut ? [l10n.t('The calendar has more events than Daymark reads.')] : []),
  ].join(' ');
}

async function askPlace(): Promise<CalendarPlace | undefined> {
  const items: (QuickPickItem & { readonly ask: () => Promise<CalendarPlace | undefined> })[] = [
    {
      label: l10n.t('Address'),
      detail: l10n.t('The secret address in iCal format, from the settings of Google Calendar, Outlook, or iCloud.'),
      ask: askUrl,
    },
    {
      label: l10n.t('File'),
      detail: l10n.t('An .ics file on this machine. It is read again when it changes.'),
      ask: askFile,
    },
    {
      label: l10n.t('CalDAV'),
      detail: l10n.t(
        'A server such as Nextcloud, Fastmail, or Radicale, with an app password. Google Calendar has addresses only.',
      ),
      ask: askCalDav,
    },
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Connect Calendar'),
    placeHolder: l10n.t('Where is the calendar? Daymark only reads it.'),
    // The address is copied from a browser meanwhile.
    ignoreFocusOut: true,
  });
  return chosen?.ask();
}

async function askUrl(): Promise<CalendarPlace | undefined> {
  const text = await window.showInputBox({
    title: l10n.t('Connect Calendar'),
    prompt: l10n.t(
      'Paste the address of the calendar (ICS). It is stored like a password because anyone who has it can read the calendar.',
    ),
    placeHolder: 'https://…/basic.ics',
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || feedAddress(value) ? undefined : l10n.t('Enter an https or webcal address, without a user name.'),
  });
  const url = feedAddress(text ?? '');
  return url && { source: 'url', url: url.href };
}

/** `webcal:` is how calendars write https. */
function feedAddress(text: string): URL | undefined {
  return secureAddress(text.trim().replace(/^webcals?:/i, 'https:'));
}

async function askFile(): Promise<CalendarPlace | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Connect Calendar'),
      filters: { [l10n.t('Calendars')]: ['ics', 'ical', 'ifb'] },
    })) ?? [];
  return file && { source: 'file', path: file.fsPath };
}

/** Asks before the first call. @returns whether to continue */
async function previewReading(place: CalendarPlace, isNew: boolean): Promise<boolean> {
  const where = place.source === 'file' ? place.path : new URL(place.url).host;
  const every = Math.round(refreshEveryMs / 60_000);
  const detail = [
    place.source === 'file'
      ? l10n.t('Read: the file, now and when it changes.')
      : l10n.t('Contacted: {0}, now and every {1} minutes, by one window.', where, every),
    ...(place.source === 'url' ? [l10n.t('Sent: the address itself, and nothing else.')] : []),
    ...(place.source === 'caldav' ? [l10n.t('Sent: your user name and password, to this server only.')] : []),
    l10n.t(
      'Kept, with titles encrypted: title, start, end, and whether you are busy, from a week ago to two months ahead.',
    ),
    l10n.t('Not kept: descriptions, places, links, and other people.'),
    ...(isNew ? [l10n.t('Next, you choose what its events mean.')] : []),
    l10n.t('"Daymark: Manage Calendars…" disconnects it and deletes what was kept.'),
  ].join('\n\n');
  const go = l10n.t('Read Calendar');
  return (
    (await window.showInformationMessage(l10n.t('Read the calendar at {0}?', where), { modal: true, detail }, go)) ===
    go
  );
}

async function askAddresses(): Promise<string[] | undefined> {
  const text = await window.showInputBox({
    title: l10n.t('Your Email Addresses in This Calendar'),
    prompt: l10n.t(
      'Separate them with commas. Daymark uses them to find meetings that you declined. Leave empty if the calendar has no invitations.',
    ),
    placeHolder: 'me@example.com',
    ignoreFocusOut: true,
    validateInput: (value) => (addressesIn(value) ? undefined : l10n.t('Enter email addresses, separated by commas.')),
  });
  return text === undefined ? undefined : addressesIn(text);
}

function addressesIn(text: string): string[] | undefined {
  const addresses = text.split(/[,;\s]+/).filter((one) => one !== '');
  const areFine = addresses.every((one) => /^[^@]+@[^@]+$/.test(one) && one.length <= 320);
  return areFine && addresses.length <= calendarLimits.addresses
    ? addresses.map((one) => one.toLowerCase())
    : undefined;
}

function usualName(place: CalendarPlace): string {
  return place.source === 'file' ? basename(place.path).replace(/\.\w+$/, '') : new URL(place.url).hostname;
}

async function askName(value: string): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: l10n.t('Name of the Calendar'),
    value: value.slice(0, calendarLimits.name),
    ignoreFocusOut: true,
    validateInput: (text) =>
      isName(text) ? undefined : l10n.t('Enter a name of at most {0} characters.', calendarLimits.name),
  });
  return name?.trim();
}

function isName(text: string): boolean {
  return text.trim() !== '' && text.trim().length <= calendarLimits.name;
}

/** The possible meanings of events, for a quick pick. */
export function useItems(): readonly (QuickPickItem & { readonly use: CalendarUse })[] {
  return [
    {
      label: l10n.t('Meetings'),
      detail: l10n.t(
        'They take time from your plan, and count once they end. If you worked during one, Daymark asks you.',
      ),
      use: 'meeting',
    },
    {
      label: l10n.t('Blocks Time'),
      detail: l10n.t('They take time from your plan, but never count as meetings.'),
      use: 'busy',
    },
    {
      label: l10n.t('Focus Time'),
      detail: l10n.t('They are time blocks for focused work, and take no time from your plan.'),
      use: 'focus',
    },
    { label: l10n.t('Ignore'), detail: l10n.t('They are listed, and change nothing.'), use: 'ignore' },
  ];
}

async function askUse(name: string, { events }: CalendarContent): Promise<CalendarUse | undefined> {
  const chosen = await window.showQuickPick(useItems(), {
    title: l10n.t('What Do the Events of "{0}" Mean?', name),
    placeHolder: counted(l10n.t, ['1 event was found.', '{0} events were found.'], [events.length]),
    ignoreFocusOut: true,
  });
  return chosen?.use;
}
