import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import { readCalendar } from '../../../../src/planning/calendar/ics/readCalendar.ts';

const folder = path.join(import.meta.dirname, '../../../fixtures/calendars');
const range = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 11, 1) };

const line = (title: string, start: number, end: number): string => `${start} ${end} ${title}`;

/** ical.js's result for a calendar: each occurrence in the range. */
function byIcal(text: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const masters = events.filter((event) => !event.isRecurrenceException());
  const found = masters.flatMap((master) => {
    for (const other of events)
      if (other.isRecurrenceException() && other.uid === master.uid) master.relateException(other);
    const occurrences: string[] = [];
    const iterator = master.iterator();
    for (let at = iterator.next(), count = 0; at && count < 5000; at = iterator.next(), count++) {
      const { item, startDate, endDate } = master.getOccurrenceDetails(at);
      const [start, end] = [startDate, endDate].map((time) => instantOf(time));
      if ((start ?? 0) >= range.to) break;
      occurrences.push(line(item.summary, start ?? 0, end ?? 0));
    }
    return occurrences;
  });
  return found.filter((one) => Number(one.split(' ')[0]) >= range.from).sort();
}

function instantOf(time: ICAL.Time): number {
  return time.isDate ? Date.UTC(time.year, time.month - 1, time.day) : time.toUnixTime() * 1000;
}

/** Results of the standard, where the other library is wrong. */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  // It takes the end of a night shift over a clock change for an hour later than it is written.
  'overnight.ics': [
    line('Night shift', Date.UTC(2026, 9, 24, 21), Date.UTC(2026, 9, 25, 5)),
    line('Night shift', Date.UTC(2026, 9, 31, 22), Date.UTC(2026, 10, 1, 6)),
  ],
  // It leaves out the start of an event that has further dates and no rule (RFC 5545, section 3.8.5.2).
  'rdates.ics': [
    line('Dates', Date.UTC(2026, 9, 1, 7), Date.UTC(2026, 9, 1, 7, 45)),
    line('Dates', Date.UTC(2026, 9, 10, 9), Date.UTC(2026, 9, 10, 9, 45)),
    line('Dates', Date.UTC(2026, 9, 11, 9, 30), Date.UTC(2026, 9, 11, 10, 15)),
  ],
};

// Each has the structure of a real program's output, with our own text.
describe('calendars as programs write them', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ics'));

  it('are at least 20', () => assert.ok(names.length >= 20));

  for (const name of names)
    it(`give in ${name} what another library gives`, () => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const reading = { range, local: () => 0, addresses: [], idOf: (id: string) => id };
      const { events, isWhole, unreadable, unfollowed, unknownZones } = readCalendar([text], reading);
      assert.deepEqual([isWhole, unreadable, unfollowed, unknownZones], [true, 0, 0, 0]);
      const found = events
        .filter(({ start }) => start >= range.from)
        .map(({ title, start, end }) => line(title, start, end));
      assert.deepEqual(found.sort(), otherwise[name] ?? byIcal(text));
      assert.ok(found.length > 0, 'it has nothing in the range');
    });
});
