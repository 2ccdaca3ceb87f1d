import { compareText } from '../../../core/base/compareText.ts';
import { dayMs } from '../../../core/time/days.ts';
import type { OffsetAt } from '../../../core/time/zone.ts';
import type { CalendarEvent, EventState } from '../calendarEvents.ts';
import { readComponents, type Components, type EventLines } from './components.ts';
import { paramOf, plainText } from './contentLines.ts';
import { expandRule, type Budget, type WallRange } from './expandRule.ts';
import { parseDuration, timeOf, timesOf, type IcsTime, type ListedTime } from './icsTime.ts';
import { parseRule, type RecurrenceRule } from './rule.ts';
import { Zones } from './zones.ts';

/** Options for reading a calendar. */
export interface CalendarReading {
  /** Events that overlap this are wanted: `[from, to)`, ms since the epoch. */
  readonly range: WallRange;
  /** The zone of the reader, for times without a zone. */
  readonly local: OffsetAt;
  /** The user's addresses, which identify declined events. */
  readonly addresses: readonly string[];
  /** Makes an id of a text, always the same and never reversible: the text may hold names. */
  readonly idOf: (text: string) => string;
}

/** The events, and what could not be read. */
export interface CalendarContent {
  readonly events: readonly CalendarEvent[];
  readonly name?: string;
  /** The text is a complete calendar. Otherwise it must not replace what was read before. */
  readonly isWhole: boolean;
  /** The number of events with unreadable times. */
  readonly unreadable: number;
  /** Events with a rule that could not be followed; they are read as single ones. */
  readonly unfollowed: number;
  /** Events in a zone that nothing explains; the reader's was taken. */
  readonly unknownZones: number;
  /** There are more events than the limit. */
  readonly isCut: boolean;
}

/** Work for the rules of one calendar: at most some seconds. */
const work = 600_000;
/** More events in the range than this are not read. */
const eventsAtMost = 5000;
/** The longest title that is kept, in characters. */
const titleLength = 200;

/**
 * Reads the events of a calendar that overlap a range, with their repetitions and exceptions, in order.
 * Throws nothing: what can't be read is counted.
 * @param texts iCalendar (RFC 5545): one of a file, or one for each answer of a server
 */
export function readCalendar(texts: readonly string[], reading: CalendarReading): CalendarContent {
  const addresses = reading.addresses.map((address) => address.toLowerCase());
  const parts = texts.map((text) => readComponents(text, addresses));
  const budget = { left: work };
  const expander = new Expander(reading);
  for (const part of parts) expander.take(part, budget);
  const { counts, events } = expander;
  const name = plainText(parts.find((part) => part.name !== undefined)?.name ?? '', 100);
  return {
    ...counts,
    events: [...events.values()].sort((a, b) => a.start - b.start || compareText(a.id, b.id)).slice(0, eventsAtMost),
    isWhole: parts.every(({ isWhole }) => isWhole),
    isCut: parts.some(({ isCut }) => isCut) || events.size > eventsAtMost,
    ...(name !== '' && { name }),
  };
}

/** An event as it is written, once its times are read. */
interface ParsedEvent {
  readonly uid: string;
  readonly lines: EventLines;
  readonly start: IcsTime;
  /** Instants; of an event of whole days, those of its days in UTC. */
  readonly from: number;
  readonly length: number;
  readonly replaces: IcsTime | undefined;
}

/** An occurrence of an event. */
interface Occurrence {
  /** An instant, ms. */
  readonly from: number;
  /** In ms; absent if it is the event's. */
  readonly length?: number;
  readonly key: string;
  readonly isCancelled: boolean;
}

/** Options for reading a series. */
interface SeriesReading {
  readonly zones: Zones;
  readonly budget: Budget;
  readonly isCancelled: boolean;
  /** Keys of occurrences that are written by themselves. */
  readonly taken: ReadonlySet<string | undefined>;
  /** Exceptions that count for all later occurrences too, in order. */
  readonly lasting: readonly ParsedEvent[];
}

class Expander {
  readonly #reading: CalendarReading;
  readonly events = new Map<string, CalendarEvent>();
  readonly counts = { unreadable: 0, unfollowed: 0, unknownZones: 0 };

  constructor(reading: CalendarReading) {
    this.#reading = reading;
  }

  take({ events, zones: defined, usualZone, isCancelled }: Components, budget: Budget): void {
    const { local, range } = this.#reading;
    const zones = new Zones({ defined, usual: usualZone, local, range, budget });
    const [masters, replacements] = [new Map<string, ParsedEvent[]>(), new Map<string, ParsedEvent[]>()];
    for (const [index, lines] of events.entries()) {
      const written = this.#written(lines, zones, `${index}`);
      if (!written) this.counts.unreadable++;
      else addTo(written.replaces ? replacements : masters, written);
    }
    for (const [uid, revisions] of masters) {
      const others = replacements.get(uid) ?? [];
      const [first] = revisions;
      const taken = new Set(others.map(({ replaces }) => first && replaces && keyOf(replaces, first, zones)));
      const lasting = others.filter(isLasting).sort((a, b) => replacedAt(a, zones) - replacedAt(b, zones));
      for (const master of lastOf(revisions)) this.#addSeries(master, { zones, budget, isCancelled, taken, lasting });
    }
    for (const [uid, others] of replacements)
      // The last revision comes last, and so is the one that stays.
      for (const one of others.toSorted((a, b) => sequenceOf(a) - sequenceOf(b))) {
        const series = masters.get(uid)?.[0];
        const key = one.replaces ? keyOf(one.replaces, series ?? one, zones) : '';
        // An exception can be all that is left of a series that the calendar doesn't have.
        if (!series && isLasting(one) && isRepeated(one))
          this.#addSeries(one, { zones, budget, isCancelled, taken: new Set([key]), lasting: [] });
        this.#add(one, { from: one.from, key, isCancelled });
      }
  }

  #addSeries(series: ParsedEvent, { zones, budget, isCancelled, taken, lasting }: SeriesReading): void {
    for (const { end, ...start } of this.#starts(series, { zones, budget })) {
      const key = keyOf(start, series, zones);
      if (taken.has(key)) continue;
      const from = instantIn(start, zones);
      const change = lasting.findLast((one) => replacedAt(one, zones) <= from);
      if (change) {
        this.#add(change, { from: movedBy(change, from, zones), key, isCancelled });
        continue;
      }
      const length = end && Math.max(0, instantIn(end, zones) - from);
      this.#add(series, { from, key, isCancelled, ...(length !== undefined && { length }) });
    }
  }

  #written(lines: EventLines, zones: Zones, otherwise: string): ParsedEvent | undefined {
    const start = startOf(lines);
    if (!start) return undefined;
    const { at, isKnown } = start.isDate ? { at: start.wall, isKnown: true } : zones.instant(start);
    if (!isKnown) this.counts.unknownZones++;
    const end = endOf(lines, start);
    const duration = parseDuration(lines.get('DURATION')?.[0]?.value ?? '');
    const length = end ? instantIn(end, zones) - at : (duration ?? (start.isDate ? dayMs : 0));
    const uid = lines.get('UID')?.[0]?.value.trim().slice(0, 1000) ?? `${otherwise} ${start.wall}`;
    const least = start.isDate ? dayMs : 0;
    return {
      uid,
      lines,
      start,
      from: at,
      length: Math.max(least, length),
      replaces: timeOf(lines.get('RECURRENCE-ID')?.[0]),
    };
  }

  /** The times at which an event takes place, without those that are excepted. */
  #starts(event: ParsedEvent, { zones, budget }: Pick<SeriesReading, 'zones' | 'budget'>): ListedTime[] {
    const { start, lines, length } = event;
    const rules = (lines.get('RRULE') ?? []).map(({ value }) => ruleIn(value, start, zones));
    const { range } = this.#reading;
    const wide = { from: range.from - length - dayMs, to: range.to + dayMs };
    const repeated = rules.map((rule) => rule && expandRule(start.wall, rule, { range: wide, budget }));
    if (repeated.includes(undefined)) this.counts.unfollowed++;
    const more = (lines.get('RDATE') ?? []).flatMap(timesOf).map((time) => ({ ...time, isDate: start.isDate }));
    const all = [start, ...repeated.flatMap((walls) => walls ?? []).map((wall) => ({ ...start, wall })), ...more];
    const excepted = (lines.get('EXDATE') ?? []).flatMap(timesOf);
    const keys = new Set(excepted.map((time) => keyOf(time, event, zones)));
    const days = new Set(excepted.filter(({ isDate }) => isDate).map(({ wall }) => wall));
    const unique = new Map(all.map((time) => [keyOf(time, event, zones), time]));
    return [...unique]
      .filter(([key, { wall }]) => !keys.has(key) && !days.has(wall - (wall % dayMs)))
      .map(([, time]) => time);
  }

  #add(event: ParsedEvent, { from, key, isCancelled, length = event.length }: Occurrence): void {
    const { range, idOf } = this.#reading;
    const { lines, uid, start } = event;
    const state = isCancelled ? undefined : stateOf(lines);
    const id = idOf(`${uid}\n${key}`);
    if (!state) return void this.events.delete(id);
    if (from >= range.to || Math.max(from + length, from + 1) <= range.from) return;
    const title = plainText(lines.get('SUMMARY')?.[0]?.value ?? '', titleLength);
    this.events.set(id, { id, title, start: from, end: from + length, allDay: start.isDate, state });
  }
}

function addTo(events: Map<string, ParsedEvent[]>, event: ParsedEvent): void {
  const known = events.get(event.uid);
  if (known) known.push(event);
  else events.set(event.uid, [event]);
}

/**
 * Keeps of the events with one id those of the last revision. There should be one, but some programs give several events the same id, at other
 * times each.
 */
function lastOf(events: readonly ParsedEvent[]): readonly ParsedEvent[] {
  const last = events.reduce((most, event) => Math.max(most, sequenceOf(event)), 0);
  return events.filter((event) => sequenceOf(event) === last);
}

/** Tells whether an exception counts for all later occurrences too. */
function isLasting({ lines }: ParsedEvent): boolean {
  const [line] = lines.get('RECURRENCE-ID') ?? [];
  return line !== undefined && paramOf(line, 'RANGE')?.toUpperCase() === 'THISANDFUTURE';
}

function isRepeated({ lines }: ParsedEvent): boolean {
  return lines.has('RRULE') || lines.has('RDATE');
}

function replacedAt({ replaces, from }: ParsedEvent, zones: Zones): number {
  return replaces ? instantIn(replaces, zones) : from;
}

/** Moves an occurrence by the time of the clock by which a lasting exception moves its own. */
function movedBy(change: ParsedEvent, at: number, zones: Zones): number {
  const { start, from } = change;
  if (start.isDate) return at + from - replacedAt(change, zones);
  const by = start.wall - zones.wallOf(replacedAt(change, zones), start);
  return instantIn({ ...start, wall: zones.wallOf(at, start) + by }, zones);
}

/** The start as it is written. A midnight that the line calls a date is a time all the same where the event ends at another time. */
function startOf(lines: EventLines): IcsTime | undefined {
  const [line] = lines.get('DTSTART') ?? [];
  const start = timeOf(line);
  const isMidnight = start?.isDate === true && /t/i.test(line?.value ?? '');
  return isMidnight && timeOf(lines.get('DTEND')?.[0])?.isDate === false ? { ...start, isDate: false } : start;
}

/** The end as it is written; one without a zone is in that of the start. */
function endOf(lines: EventLines, { zone }: IcsTime): IcsTime | undefined {
  const end = timeOf(lines.get('DTEND')?.[0]);
  return end && !end.isDate && end.zone === undefined && zone !== undefined ? { ...end, zone } : end;
}

/** The end of a rule is in UTC where the event has a zone; the occurrences are times of the clock there. */
function ruleIn(text: string, start: IcsTime, zones: Zones): RecurrenceRule | undefined {
  const rule = parseRule(text);
  if (rule?.until?.zone !== 'UTC' || start.isDate) return rule;
  return { ...rule, until: { ...rule.until, wall: zones.wallOf(rule.until.wall, start) } };
}

function instantIn(time: IcsTime, zones: Zones): number {
  return time.isDate ? time.wall : zones.instant(time).at;
}

/** Identifies occurrences of an event: by date for all-day events, otherwise by instant, whatever its zone. */
function keyOf(time: IcsTime, { start }: Pick<ParsedEvent, 'start'>, zones: Zones): string {
  if (start.isDate) return `${time.wall - (time.wall % dayMs)}`;
  // A date stands for the event's time on that day.
  if (time.isDate) return `${zones.instant({ ...start, wall: time.wall + (start.wall % dayMs) }).at}`;
  return `${zones.instant(time.zone === undefined ? { ...start, wall: time.wall } : time).at}`;
}

function sequenceOf({ lines }: ParsedEvent): number {
  return Math.max(0, Number(lines.get('SEQUENCE')?.[0]?.value) || 0);
}

/** Returns the user's response to an event; undefined if it was canceled. */
function stateOf(lines: EventLines): EventState | undefined {
  const word = (name: string): string => lines.get(name)?.[0]?.value.trim().toUpperCase() ?? '';
  const [attendee] = lines.get('ATTENDEE') ?? [];
  const answer = (attendee && paramOf(attendee, 'PARTSTAT')?.toUpperCase()) ?? '';
  const busy = word('X-MICROSOFT-CDO-BUSYSTATUS');
  if (word('STATUS') === 'CANCELLED') return undefined;
  if (answer === 'DECLINED') return 'declined';
  if (busy === 'OOF') return 'away';
  if (word('TRANSP') === 'TRANSPARENT' || busy === 'FREE' || busy === 'WORKINGELSEWHERE') return 'free';
  if (
    word('STATUS') === 'TENTATIVE' ||
    busy === 'TENTATIVE' ||
    answer === 'TENTATIVE' ||
    (attendee && (answer === 'NEEDS-ACTION' || answer === ''))
  )
    return 'tentative';
  return 'busy';
}
