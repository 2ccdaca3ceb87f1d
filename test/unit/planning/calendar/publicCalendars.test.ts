import assert from 'node:assert/strict';
import { readCalendar, type CalendarContent } from '../../../../src/planning/calendar/ics/readCalendar.ts';

const range = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 11, 1) };
const read = (text: string): CalendarContent =>
  readCalendar([text], { range, local: () => 60, addresses: [], idOf: (id) => id });
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1@test', ...lines, 'END:VEVENT'].join('\r\n');
const starts = ({ events }: CalendarContent) => events.map(({ start }) => new Date(start).toISOString());

// What was read otherwise than by two other libraries in 558 public calendars, in our own texts.
describe('calendars as public ones are', () => {
  it("finds a zone by a name with escaped signs, as Outlook's have them", () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Kuala Lumpur\\, Singapore',
      'BEGIN:STANDARD',
      'DTSTART:16010101T000000',
      'TZOFFSETFROM:+0900',
      'TZOFFSETTO:+0800',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const found = read(calendar(...zone, event('DTSTART;TZID="Kuala Lumpur, Singapore":20261110T093000')));
    assert.deepEqual([starts(found), found.unknownZones], [['2026-11-10T01:30:00.000Z'], 0]);
  });

  it('keeps events that share an id but not a time, and the newest version of a moved occurrence', () => {
    const at = (day: number, ...lines: string[]) =>
      event(`DTSTART:202611${day}T090000Z`, `DTEND:202611${day}T100000Z`, ...lines);
    assert.deepEqual(starts(read(calendar(at(10), at(12), at(12)))), [
      '2026-11-10T09:00:00.000Z',
      '2026-11-12T09:00:00.000Z',
    ]);
    const moved = (hour: number, sequence: number) =>
      event(`DTSTART:20261111T${hour}0000Z`, 'RECURRENCE-ID:20261111T090000Z', `SEQUENCE:${sequence}`);
    const revised = calendar(at(10, 'RRULE:FREQ=DAILY;COUNT=2'), moved(14, 3), moved(11, 1));
    assert.deepEqual(starts(read(revised)), ['2026-11-10T09:00:00.000Z', '2026-11-11T14:00:00.000Z']);
  });

  it('follows each of several rules, and reads an end without a zone in that of the start', () => {
    const several = event('DTSTART:20261109T090000Z', 'RRULE:FREQ=DAILY;COUNT=2', 'RRULE:FREQ=WEEKLY;COUNT=2');
    assert.deepEqual(starts(read(calendar(several))), [
      '2026-11-09T09:00:00.000Z',
      '2026-11-10T09:00:00.000Z',
      '2026-11-16T09:00:00.000Z',
    ]);
    const times = ['DTSTART;TZID=America/New_York:20261110T090000', 'DTEND:20261110T103000'];
    const [found] = read(calendar(event(...times))).events;
    assert.equal(found && found.end - found.start, 90 * 60_000);
  });

  it('follows thousands of birthdays', () => {
    const birthdays = Array.from({ length: 2500 }, (_, at) =>
      [
        'BEGIN:VEVENT',
        `UID:${at}@birthdays`,
        `DTSTART;VALUE=DATE:1980${at % 2 === 0 ? '1012' : '0412'}`,
        'RRULE:FREQ=YEARLY',
        'END:VEVENT',
      ].join('\r\n'),
    );
    const { events, unfollowed } = read(calendar(...birthdays));
    assert.deepEqual([events.length, unfollowed], [1250, 0]);
  });
});
