import assert from 'node:assert/strict';
import { readCalendar, type CalendarContent } from '../../../../src/planning/calendar/ics/readCalendar.ts';

const range = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 11, 1) };
const read = (text: string): CalendarContent =>
  readCalendar([text], { range, local: () => 60, addresses: [], idOf: (id) => id });
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1@test', ...lines, 'END:VEVENT'].join('\r\n');
const starts = ({ events }: CalendarContent) => events.map(({ start }) => new Date(start).toISOString());

// Events of 558 public calendars that two other libraries read differently, in our own texts.
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

  const spans = ({ events }: CalendarContent) =>
    events.map(({ start, end }) => `${new Date(start).toISOString().slice(5, 16)} ${(end - start) / 60_000}`);

  it('takes times that are called dates for times, but for midnights on both ends', () => {
    const called = (start: string, end: string) =>
      spans(read(calendar(event(`DTSTART;VALUE=DATE:20261105T${start}`, `DTEND;VALUE=DATE:2026110${end}`))));
    assert.deepEqual(called('000000', '5T010000'), ['11-04T23:00 60']);
    assert.deepEqual(called('180000', '5T190000'), ['11-05T17:00 60']);
    assert.deepEqual(called('000000', '6T000000'), ['11-05T00:00 1440']);
  });

  it('gives a listed period its own length, by an end or a duration, in its zone, and over a clock change', () => {
    const periods = 'RDATE;VALUE=PERIOD:20261103T100000Z/20261103T123000Z,20261104T100000Z/PT5H,20261105T100000Z/PT0S';
    const times = ['DTSTART:20261102T100000Z', 'DTEND:20261102T110000Z'];
    assert.deepEqual(spans(read(calendar(event(...times, periods)))), [
      '11-02T10:00 60',
      '11-03T10:00 150',
      '11-04T10:00 300',
      '11-05T10:00 0',
    ]);
    // The clock goes back at 2:00 on November 1 there.
    const night = 'RDATE;TZID=America/New_York;VALUE=PERIOD:20261101T000000/20261101T040000';
    const zoned = event('DTSTART;TZID=America/New_York:20261030T090000', 'DURATION:PT1H', night);
    assert.deepEqual(spans(read(calendar(zoned))), ['10-30T13:00 60', '11-01T04:00 300']);
    // One that equals the first occurrence says how long that is.
    const same = event('DTSTART:20261102T100000Z', 'RDATE;VALUE=PERIOD:20261102T100000Z/PT10H');
    assert.deepEqual(spans(read(calendar(same))), ['11-02T10:00 600']);
  });

  it('reads a time with a T at its end, and midnight of a date as that day', () => {
    assert.deepEqual(spans(read(calendar(event('DTSTART:20261109T170000T', 'DTEND:20261109T180000T')))), [
      '11-09T16:00 60',
    ]);
    const day = event('DTSTART;VALUE=DATE:20261109T000000', 'DTEND;VALUE=DATE:20261110T000000');
    const [found] = read(calendar(day)).events;
    assert.deepEqual([found?.allDay, found?.start, found?.end], [true, Date.UTC(2026, 10, 9), Date.UTC(2026, 10, 10)]);
    const isTimed = read(calendar(event('DTSTART;VALUE=DATE:20261109T170000'))).events[0]?.allDay;
    assert.equal(isTimed, false);
    const text = event('DTSTART:20261109T170000X');
    assert.equal(read(calendar(text)).unreadable, 1);
  });

  it('keeps an exception without its series, and the rest of a series that begins with it', () => {
    const times = ['DTSTART:20261110T100000Z', 'DTEND:20261110T110000Z', 'SUMMARY:Moved'];
    assert.deepEqual(spans(read(calendar(event(...times, 'RECURRENCE-ID:20261109T090000Z')))), ['11-10T10:00 60']);
    // A rule in the exception of one occurrence means nothing.
    const one = event(...times, 'RECURRENCE-ID:20261109T090000Z', 'RRULE:FREQ=DAILY;COUNT=3');
    assert.deepEqual(spans(read(calendar(one))), ['11-10T10:00 60']);
    const all = 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261110T100000Z';
    const rest = ['11-10T10:00 60', '11-11T10:00 60', '11-12T10:00 60'];
    assert.deepEqual(spans(read(calendar(event(...times, all, 'RRULE:FREQ=DAILY;COUNT=3')))), rest);
    const listed = 'RDATE;VALUE=PERIOD:20261111T100000Z/PT1H,20261112T100000Z/20261112T110000Z';
    assert.deepEqual(spans(read(calendar(event(...times, all, listed)))), rest);
  });

  it('changes an occurrence and all later ones by an exception that says so', () => {
    const series = ['DTSTART;TZID=America/New_York:20261026T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=5'];
    const from = (day: string, ...lines: string[]) =>
      event(`RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:2026${day}T090000`, ...lines);
    const later = ['DTSTART;TZID=America/New_York:20261110T140000', 'DURATION:PT2H'];
    // The clock went back on November 1 there.
    const known = ['10-26T13:00 60', '11-02T14:00 60'];
    const moved = calendar(event(...series), from('1109', ...later));
    assert.deepEqual(spans(read(moved)), [...known, '11-10T19:00 120', '11-17T19:00 120', '11-24T19:00 120']);
    const twice = calendar(event(...series), from('1123', ...later, 'STATUS:CANCELLED'), from('1109', ...later));
    assert.deepEqual(spans(read(twice)), [...known, '11-10T19:00 120', '11-17T19:00 120']);
    const days = event('DTSTART;VALUE=DATE:20261109', 'RRULE:FREQ=DAILY;COUNT=3');
    const next = event('RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20261110', 'DTSTART;VALUE=DATE:20261112');
    assert.deepEqual(
      starts(read(calendar(days, next))).map((at) => at.slice(5, 10)),
      ['11-09', '11-12', '11-13'],
    );
  });
});
