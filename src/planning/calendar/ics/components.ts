import { contentLines, paramOf, plainText, type ContentLine } from './contentLines.ts';
import { timeOf, timesOf } from './icsTime.ts';
import { parseRule, type RecurrenceRule } from './rule.ts';
import type { Observance } from './zones.ts';

/** The lines of an event that are read, by name. */
export type EventLines = ReadonlyMap<string, readonly ContentLine[]>;

/** The components of a calendar. Everything else in it is ignored. */
export interface Components {
  readonly events: readonly EventLines[];
  readonly zones: ReadonlyMap<string, readonly Observance[]>;
  readonly name?: string;
  readonly usualZone?: string;
  /** The calendar cancels its events (METHOD:CANCEL). */
  readonly isCancelled: boolean;
  /** It has a beginning and an end. */
  readonly isWhole: boolean;
  /** It has more events than are read. */
  readonly isCut: boolean;
}

/** More events than this aren't read. */
const eventsAtMost = 50_000;
const zonesAtMost = 500;
/** Limit on the length of a zone's name, in characters. */
const longestName = 1000;
/** A zone that changes by more rules than this is not read. */
const partsAtMost = 50;
/** The maximum number of lines with one name for an event: there can be many exceptions. */
const linesAtMost = 1000;

const eventNames = new Set([
  'UID',
  'SUMMARY',
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'STATUS',
  'TRANSP',
  'SEQUENCE',
  'ATTENDEE',
  'X-MICROSOFT-CDO-BUSYSTATUS',
]);
const otherNames = new Set([
  'BEGIN',
  'END',
  'METHOD',
  'X-WR-CALNAME',
  'X-WR-TIMEZONE',
  'TZID',
  'TZOFFSETFROM',
  'TZOFFSETTO',
]);
const isWanted = (name: string): boolean => eventNames.has(name) || otherNames.has(name);

type Lines = Map<string, ContentLine[]>;

/**
 * Finds the events and zones of a calendar. Components may be nested as deep as they like: only the lines of an event itself are read, not
 * those of an alarm in it.
 * @param addresses of the user, in lowercase; other attendees are ignored
 */
export function readComponents(text: string, addresses: readonly string[]): Components {
  const reader = new ComponentReader(addresses);
  for (const line of contentLines(text.replace(/^\uFEFF/, ''), isWanted)) reader.take(line);
  return reader.result();
}

interface OpenComponent {
  readonly kind: 'event' | 'observance';
  readonly lines: Lines;
  readonly depth: number;
}

class ComponentReader {
  readonly #addresses: readonly string[];
  readonly #events: Lines[] = [];
  readonly #zones = new Map<string, Observance[]>();
  readonly #ofCalendar = new Map<string, string>();
  #depth = 0;
  #begun = 0;
  #ended = 0;
  #isCut = false;
  /** The event or the part of a zone that is being read, and how deep it is. */
  #open: OpenComponent | undefined;
  #zone: { id: string; readonly parts: Observance[] } | undefined;

  constructor(addresses: readonly string[]) {
    this.#addresses = addresses;
  }

  take(line: ContentLine): void {
    if (line.name === 'BEGIN') this.#begin(line.value.trim().toUpperCase());
    else if (line.name === 'END') this.#end(line.value.trim().toUpperCase());
    else if (this.#open) this.#add(this.#open, line);
    else if (this.#zone && line.name === 'TZID') this.#zone.id = plainText(line.value, longestName).replaceAll('"', '');
    else if (this.#depth === 1) this.#ofCalendar.set(line.name, line.value.trim());
  }

  result(): Components {
    const [name, usualZone] = [this.#ofCalendar.get('X-WR-CALNAME'), this.#ofCalendar.get('X-WR-TIMEZONE')];
    return {
      events: this.#events,
      zones: this.#zones,
      ...(name !== undefined && { name }),
      ...(usualZone !== undefined && { usualZone }),
      isCancelled: this.#ofCalendar.get('METHOD')?.toUpperCase() === 'CANCEL',
      isWhole: this.#begun > 0 && this.#begun === this.#ended,
      isCut: this.#isCut,
    };
  }

  #begin(component: string): void {
    this.#depth++;
    if (component === 'VCALENDAR') {
      this.#begun++;
      this.#depth = 1;
      this.#open = undefined;
    } else if (component === 'VEVENT') {
      // An event that didn't end is passed over.
      this.#zone = undefined;
      this.#open = { kind: 'event', lines: new Map(), depth: this.#depth };
    } else if (component === 'VTIMEZONE') {
      this.#open = undefined;
      this.#zone = { id: '', parts: [] };
    } else if (this.#zone && (component === 'STANDARD' || component === 'DAYLIGHT')) {
      this.#open = { kind: 'observance', lines: new Map(), depth: this.#depth };
    }
  }

  #end(component: string): void {
    const open = this.#open;
    if (component === 'VCALENDAR') {
      this.#ended++;
      this.#open = undefined;
    } else if (open?.depth === this.#depth) {
      this.#open = undefined;
      if (open.kind === 'event') this.#addEvent(open.lines);
      else if (this.#zone && this.#zone.parts.length < partsAtMost) this.#zone.parts.push(...observanceOf(open.lines));
    } else if (component === 'VTIMEZONE' && this.#zone) {
      const { id, parts } = this.#zone;
      if (id !== '' && this.#zones.size < zonesAtMost && !this.#zones.has(id)) this.#zones.set(id, parts);
      this.#zone = undefined;
    }
    this.#depth = Math.max(0, this.#depth - 1);
  }

  #addEvent(lines: Lines): void {
    if (this.#events.length < eventsAtMost) this.#events.push(lines);
    else this.#isCut = true;
  }

  #add({ lines, depth, kind }: OpenComponent, line: ContentLine): void {
    if (depth !== this.#depth || (line.name === 'ATTENDEE' && !this.#isUser(line))) return;
    const known = lines.get(line.name);
    if (known && known.length < linesAtMost) known.push(line);
    else if (!known && (kind === 'observance' || eventNames.has(line.name))) lines.set(line.name, [line]);
  }

  #isUser({ value, params }: ContentLine): boolean {
    const address = value
      .trim()
      .toLowerCase()
      .replace(/^mailto:/, '');
    return this.#addresses.includes(address) || this.#addresses.includes(emailIn(params));
  }
}

/** Some servers write the address as a parameter and their own id as the value. */
function emailIn(params: string): string {
  const email = paramOf({ name: '', params, value: '' }, 'EMAIL') ?? '';
  return email.toLowerCase();
}

function observanceOf(lines: Lines): Observance[] {
  const start = timeOf(lines.get('DTSTART')?.[0]);
  const offsetFrom = offsetIn(lines.get('TZOFFSETFROM')?.[0]?.value);
  const offsetTo = offsetIn(lines.get('TZOFFSETTO')?.[0]?.value);
  const rule = parseRule(lines.get('RRULE')?.[0]?.value ?? '');
  if (!start || offsetFrom === undefined || offsetTo === undefined) return [];
  const dates = (lines.get('RDATE') ?? []).flatMap(timesOf).slice(0, linesAtMost);
  return [{ start, offsetFrom, offsetTo, dates, ...(rule && isOfZone(rule) && { rule }) }];
}

/** Clocks change once or twice a year. */
function isOfZone({ frequency, hours, minutes }: RecurrenceRule): boolean {
  return (frequency === 'YEARLY' || frequency === 'MONTHLY') && hours.length < 2 && minutes.length < 2;
}

/** `+0530` is 330. */
function offsetIn(text = ''): number | undefined {
  const [, sign, hours = '', minutes = ''] = /^\s*([+-])(\d{2}):?(\d{2})/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
