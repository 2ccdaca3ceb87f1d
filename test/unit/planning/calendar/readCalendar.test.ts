import assert from 'node:assert/strict';
import { offsetsOf } from '../../../../src/core/time/zone.ts';
import type { CalendarEvent } from '../../../../src/planning/calendar/calendarEvents.ts';
import { readCalendar, type CalendarContent } from '../../../../src/planning/calendar/ics/readCalendar.ts';

const range = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 11, 1) };

function read(text: string, local = 'Europe/Berlin'): CalendarContent {
  const idOf = (id: string) => id.replace('\n', ' ');
  return readCalendar([text], { range, local: offsetsOf(local), addresses: ['Me@Example.com'], idOf });
}

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1@test', ...lines, 'END:VEVENT'].join('\r\n');
const starts = ({ events }: CalendarContent) => events.map(({ start }) => new Date(start).toISOString());
const only = (content: CalendarContent): CalendarEvent => {
  const [first] = content.events;
  assert.ok(first && content.events.length === 1, JSON.stringify(content));
  return first;
};
const eventAt = (...lines: string[]) => only(read(calendar(event(...lines))));
const startOf = (...lines: string[]) => new Date(eventAt(...lines).start).toISOString();

describe('calendars (ICS)', () => {
  describe('times', () => {
    it('reads times in UTC, in zones of the database, of Windows, and in those of the reader', () => {
      assert.equal(startOf('DTSTART:20261110T090000Z'), '2026-11-10T09:00:00.000Z');
      assert.equal(startOf('DTSTART;TZID=America/New_York:20261110T090000'), '2026-11-10T14:00:00.000Z');
      assert.equal(startOf('DTSTART;TZID=W. Europe Standard Time:20261012T090000'), '2026-10-12T07:00:00.000Z');
      assert.equal(startOf('DTSTART;TZID="Pacific Standard Time":20261110T090000'), '2026-11-10T17:00:00.000Z');
      assert.equal(
        startOf('DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20261110T090000'),
        '2026-11-10T00:00:00.000Z',
      );
      assert.equal(startOf('DTSTART:20261110T090000'), '2026-11-10T08:00:00.000Z');
    });

    it("takes the zone of the calendar, then the reader's, for a zone that nothing explains, and counts the latter", () => {
      const lines = ['DTSTART;TZID=Customized Time Zone:20261110T090000'];
      const named = read(calendar('X-WR-TIMEZONE:Asia/Tokyo', event(...lines)));
      assert.deepEqual([starts(named), named.unknownZones], [['2026-11-10T00:00:00.000Z'], 0]);
      const unknown = read(calendar(event(...lines)));
      assert.deepEqual([starts(unknown), unknown.unknownZones], [['2026-11-10T08:00:00.000Z'], 1]);
    });

    it('follows a zone that the calendar defines, as Outlook does, before all others', () => {
      const zone = [
        'BEGIN:VTIMEZONE',
        'TZID:Europe/Berlin',
        'BEGIN:STANDARD',
        'DTSTART:16011028T030000',
        'TZOFFSETFROM:+0500',
        'TZOFFSETTO:+0400',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
        'END:STANDARD',
        'BEGIN:DAYLIGHT',
        'DTSTART:16010325T020000',
        'TZOFFSETFROM:+0400',
        'TZOFFSETTO:+0500',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
        'END:DAYLIGHT',
        'END:VTIMEZONE',
      ];
      const repeats = event('DTSTART;TZID=Europe/Berlin:20261018T090000', 'RRULE:FREQ=WEEKLY;COUNT=3');
      const found = starts(read(calendar(...zone, repeats)));
      assert.deepEqual(found, ['2026-10-18T04:00:00.000Z', '2026-10-25T05:00:00.000Z', '2026-11-01T05:00:00.000Z']);
    });

    it('keeps the time of the clock over a clock change', () => {
      const lines = ['DTSTART;TZID=Europe/Berlin:20261019T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20261102T080000Z'];
      const found = starts(read(calendar(event(...lines))));
      assert.deepEqual(found, ['2026-10-19T07:00:00.000Z', '2026-10-26T08:00:00.000Z', '2026-11-02T08:00:00.000Z']);
    });

    it('ends an event by its end, its duration, or, of whole days, after a day', () => {
      const lengthOf = (...lines: string[]) => {
        const { start, end } = eventAt(...lines);
        return (end - start) / 60_000;
      };
      assert.equal(lengthOf('DTSTART:20261110T090000Z', 'DTEND:20261110T093000Z'), 30);
      assert.equal(lengthOf('DTSTART:20261110T090000Z', 'DURATION:PT1H15M'), 75);
      assert.equal(lengthOf('DTSTART;VALUE=DATE:20261110'), 24 * 60);
      assert.equal(lengthOf('DTSTART:20261110T090000Z', 'DTEND:20261110T080000Z'), 0);
      assert.equal(lengthOf('DTSTART;VALUE=DATE:20261110', 'DTEND;VALUE=DATE:20261113'), 3 * 24 * 60);
    });
  });

  describe('exceptions', () => {
    const weekly = [
      'DTSTART;TZID=Europe/Berlin:20261102T090000',
      'DTEND;TZID=Europe/Berlin:20261102T093000',
      'RRULE:FREQ=WEEKLY;COUNT=3',
    ];

    it('leaves out what is excepted, in whatever zone or form that is written', () => {
      for (const excepted of [
        'EXDATE;TZID=Europe/Berlin:20261109T090000',
        'EXDATE:20261109T080000Z',
        'EXDATE;TZID=America/New_York:20261109T030000',
        'EXDATE;VALUE=DATE:20261109',
        'EXDATE:20261109T090000',
      ])
        assert.deepEqual(
          starts(read(calendar(event(...weekly, excepted)))),
          ['2026-11-02T08:00:00.000Z', '2026-11-16T08:00:00.000Z'],
          excepted,
        );
      const days = ['DTSTART;VALUE=DATE:20261102', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20261103T000000'];
      assert.deepEqual(starts(read(calendar(event(...days)))), [
        '2026-11-02T00:00:00.000Z',
        '2026-11-04T00:00:00.000Z',
      ]);
    });

    it('shows an occurrence that was moved once, under the id that it had', () => {
      const moved = event(
        'RECURRENCE-ID:20261109T080000Z',
        'DTSTART:20261110T120000Z',
        'DURATION:PT1H',
        'SUMMARY:Moved',
      );
      for (const order of [
        [event(...weekly), moved],
        [moved, event(...weekly)],
      ]) {
        const content = read(calendar(...order));
        assert.deepEqual(starts(content), [
          '2026-11-02T08:00:00.000Z',
          '2026-11-10T12:00:00.000Z',
          '2026-11-16T08:00:00.000Z',
        ]);
        const [, original] = read(calendar(event(...weekly))).events;
        assert.equal(content.events[1]?.id, original?.id);
      }
    });

    it('leaves out an occurrence that was cancelled, and adds those that are listed', () => {
      const cancelled = event(
        'RECURRENCE-ID;TZID=Europe/Berlin:20261109T090000',
        'DTSTART;TZID=Europe/Berlin:20261109T090000',
        'STATUS:CANCELLED',
      );
      assert.deepEqual(starts(read(calendar(event(...weekly), cancelled))), [
        '2026-11-02T08:00:00.000Z',
        '2026-11-16T08:00:00.000Z',
      ]);
      const more = [
        'RDATE;TZID=Europe/Berlin:20261103T100000,20261104T100000',
        'RDATE;VALUE=PERIOD:20261105T100000Z/PT1H',
      ];
      assert.equal(read(calendar(event(...weekly, ...more))).events.length, 6);
    });

    it('keeps the newest of two versions of an event', () => {
      const old = event('DTSTART:20261110T090000Z', 'SEQUENCE:1', 'SUMMARY:Old');
      const now = event('DTSTART:20261111T090000Z', 'SEQUENCE:2', 'SUMMARY:New');
      for (const order of [
        [old, now],
        [now, old],
      ])
        assert.equal(only(read(calendar(...order))).title, 'New');
    });
  });

  it('tells what the user made of an event', () => {
    const stateOf = (...lines: string[]) => eventAt('DTSTART:20261110T090000Z', ...lines).state;
    const answered = (word: string) =>
      stateOf(
        `ATTENDEE;CN="Me: I";PARTSTAT=${word}:mailto:me@example.com`,
        'ATTENDEE;PARTSTAT=DECLINED:mailto:you@example.com',
      );
    assert.equal(stateOf(), 'busy');
    assert.deepEqual(['ACCEPTED', 'DECLINED', 'TENTATIVE', 'NEEDS-ACTION'].map(answered), [
      'busy',
      'declined',
      'tentative',
      'tentative',
    ]);
    assert.equal(stateOf('ATTENDEE;PARTSTAT=DECLINED;EMAIL=me@example.com:urn:uuid:1'), 'declined');
    assert.equal(stateOf('TRANSP:TRANSPARENT'), 'free');
    assert.equal(stateOf('STATUS:TENTATIVE'), 'tentative');
    assert.deepEqual(
      ['FREE', 'OOF', 'BUSY', 'TENTATIVE'].map((word) => stateOf(`X-MICROSOFT-CDO-BUSYSTATUS:${word}`)),
      ['free', 'away', 'busy', 'tentative'],
    );
    assert.equal(read(calendar(event('DTSTART:20261110T090000Z', 'STATUS:CANCELLED'))).events.length, 0);
    assert.equal(read(calendar('METHOD:CANCEL', event('DTSTART:20261110T090000Z'))).events.length, 0);
  });

  it('reads titles that are folded, escaped, and odd, in one line', () => {
    assert.equal(
      eventAt('DTSTART:20261110T090000Z', 'SUMMARY;LANGUAGE=en:Plan\\, do\\; che', ' ck\\nand \\\\act').title,
      'Plan, do; check and \\act',
    );
    assert.equal(eventAt('DTSTART:20261110T090000Z', `SUMMARY:${'🎉'.repeat(500)}`).title, '🎉'.repeat(200));
    assert.equal(eventAt('DTSTART:20261110T090000Z', 'SUMMARY:a\u202Eb\u0007c').title, 'a b c');
  });

  it('reads the lines of an event only, not those of what is in it', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'SUMMARY:Wrong', 'DTSTART:20261101T000000Z', 'END:VALARM'];
    const { title, start } = eventAt(...alarm, 'SUMMARY:Right', 'DTSTART:20261110T090000Z');
    assert.deepEqual([title, start], ['Right', Date.UTC(2026, 10, 10, 9)]);
  });

  it('continues after events that it cannot read, and counts them', () => {
    const content = read(
      calendar(
        event('SUMMARY:No start'),
        'no line of a calendar',
        event('DTSTART:20261399T990000'),
        event('DTSTART:20261110T090000Z', 'RRULE:FREQ=SOMETIMES'),
      ),
    );
    assert.deepEqual([content.events.length, content.unreadable, content.unfollowed], [1, 2, 1]);
  });

  it('knows what is no whole calendar', () => {
    const whole = calendar(event('DTSTART:20261110T090000Z'));
    for (const text of ['', '<!doctype html><title>Sign in</title>', whole.slice(0, -20), '\0\0\0'])
      assert.equal(read(text).isWhole, false, text.slice(0, 30));
    assert.ok(read(whole).isWhole);
    assert.ok(read(`\uFEFF${whole.replaceAll('\r', '')}`).isWhole);
  });

  it('bounds the work and the memory that a hostile calendar costs', () => {
    const endless = Array.from({ length: 5 }, (_, n) =>
      [
        'BEGIN:VEVENT',
        `UID:${n}`,
        'DTSTART:16000101T000000Z',
        'RRULE:FREQ=DAILY;COUNT=999999999;BYSETPOS=1,2,3',
        'END:VEVENT',
      ].join('\r\n'),
    );
    const nested = ['BEGIN:X\r\n'.repeat(100_000), 'END:X\r\n'.repeat(100_000)];
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Z',
      ...Array.from(
        { length: 500 },
        () =>
          'BEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=DAILY\r\nEND:STANDARD',
      ),
      'END:VTIMEZONE',
    ];
    const long = event(`SUMMARY:${'x'.repeat(10_000_000)}`, 'DTSTART;TZID=Z:20261110T090000');
    const hourly = event('DTSTART:20261001T000000Z', 'RRULE:FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9');
    const began = process.cpuUsage().user;
    const content = read(calendar(...endless, ...nested, ...zone, long, hourly));
    assert.equal(content.unfollowed, 5);
    assert.ok(content.events.length <= 2001);
    assert.ok((process.cpuUsage().user - began) / 1000 < 20_000, 'it took 20 s of CPU');
  });
});
