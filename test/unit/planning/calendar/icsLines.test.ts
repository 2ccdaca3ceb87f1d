import assert from 'node:assert/strict';
import {
  contentLines,
  paramOf,
  plainText,
  type ContentLine,
} from '../../../../src/planning/calendar/ics/contentLines.ts';
import { parseDuration, parseTime, timeOf, timesOf } from '../../../../src/planning/calendar/ics/icsTime.ts';
import { completedRule, parseRule, type RecurrenceRule } from '../../../../src/planning/calendar/ics/rule.ts';

const day = 86_400_000;
const at = (...parts: [number, number, number, number?, number?, number?]): number =>
  Date.UTC(parts[0], parts[1] - 1, ...(parts.slice(2) as [number]));

describe('times in calendars', () => {
  it('are dates, times in UTC, times of a zone, or floating', () => {
    const afternoon = { wall: at(2026, 12, 4, 14, 30, 5), isDate: false };
    for (const [text, expected] of [
      ['20261204', { wall: at(2026, 12, 4), isDate: true }],
      [' 2026-12-04 ', { wall: at(2026, 12, 4), isDate: true }],
      ['20261204T143005Z', { ...afternoon, zone: 'UTC' }],
      ['2026-12-04t14:30:05.123z', { ...afternoon, zone: 'UTC' }],
      ['20261204T143005', { ...afternoon, zone: 'Asia/Tokyo' }],
      ['20261204T143005T', { ...afternoon, zone: 'Asia/Tokyo' }],
      ['20261204T1430', { ...afternoon, wall: at(2026, 12, 4, 14, 30), zone: 'Asia/Tokyo' }],
      // A leap second has no place of its own.
      ['20261204T143060', { ...afternoon, wall: at(2026, 12, 4, 14, 30, 59), zone: 'Asia/Tokyo' }],
      ['20261204T240000', { ...afternoon, wall: at(2026, 12, 5), zone: 'Asia/Tokyo' }],
      ['20240229', { wall: at(2024, 2, 29), isDate: true }],
      ['16000101', { wall: at(1600, 1, 1), isDate: true }],
      ['22000101', { wall: at(2200, 1, 1), isDate: true }],
    ] as const)
      assert.deepEqual(parseTime(text, 'Asia/Tokyo'), expected, text);
    for (const zone of [undefined, '']) assert.deepEqual(parseTime('20261204T143005', zone), afternoon);
  });

  it('are none where the clock or the calendar has no such time', () => {
    for (const text of [
      '',
      '2026120',
      '202612041',
      '20261204T14',
      '20261204T250000',
      '20261204T146000',
      '20260230',
      '20250229',
      '20260631',
      '20261301',
      '20260001',
      '20261200',
      '15991231',
      '22000102',
      '22000101T000001',
      '20261204T143005X',
    ])
      assert.equal(parseTime(text), undefined, text);
  });

  it('last as long as is written', () => {
    for (const [text, minutes] of [
      ['PT15M', 15],
      ['PT1H30M', 90],
      [' p1w ', 7 * 24 * 60],
      ['P1DT2H', 26 * 60],
      ['P2D', 2 * 24 * 60],
      ['P1W2D', 9 * 24 * 60],
      ['PT90S', 1.5],
      ['-PT15M', -15],
      ['+PT15M', 15],
      ['P', 0],
    ] as const)
      assert.equal(parseDuration(text), minutes * 60_000, text);
    for (const text of ['', '15M', 'PT15', 'P1M', 'PT1H-5M', '20261204'])
      assert.equal(parseDuration(text), undefined, text);
  });

  const line = (value: string, params = ''): ContentLine => ({ name: 'X', params, value });
  const nine = { wall: at(2026, 12, 4, 9), isDate: false };

  it('are listed, also as periods, without those that can’t be read', () => {
    assert.deepEqual(timesOf(line('20261204T090000,never,20261205T090000', ';TZID=Asia/Tokyo')), [
      { ...nine, zone: 'Asia/Tokyo' },
      { ...nine, wall: nine.wall + day, zone: 'Asia/Tokyo' },
    ]);
    assert.deepEqual(timesOf(line('20261204T090000/PT2H,20261204T090000/20261204T110000Z,20261204T090000/never')), [
      { ...nine, end: { ...nine, wall: nine.wall + 7_200_000 } },
      { ...nine, end: { wall: nine.wall + 7_200_000, isDate: false, zone: 'UTC' } },
      nine,
    ]);
    assert.deepEqual(timeOf(line('20261204T090000/PT2H,20261205T090000')), nine);
    assert.equal(timeOf(line('never,20261205T090000')), undefined);
    assert.equal(timeOf(undefined), undefined);
  });

  it('are dates where the line says so and the time is midnight', () => {
    const midnight = { wall: at(2026, 12, 4), isDate: true };
    assert.deepEqual(timeOf(line('20261204T000000', ';VALUE=date')), midnight);
    assert.deepEqual(timeOf(line('20261204T000000Z', ';VALUE=DATE')), midnight);
    assert.deepEqual(timeOf(line('20261204T090000', ';VALUE=DATE')), nine);
    assert.deepEqual(timeOf(line('20261204T000000', ';VALUE=DATE-TIME')), { ...midnight, isDate: false });
    assert.deepEqual(timeOf(line('20261204T000000')), { ...midnight, isDate: false });
  });
});

describe('lines of calendars', () => {
  const read = (text: string, wanted = ['SUMMARY', 'DTSTART', 'A']) =>
    [...contentLines(text, (name) => wanted.includes(name))].map(
      ({ name, params, value }) => `${name}|${params}|${value}`,
    );

  it('are unfolded, and divided at the first colon outside of quotes', () => {
    assert.deepEqual(read('SUMMARY:one\r\nsummary;X="a:b":two\r\nOTHER:no\r\nDTSTART;TZID=Asia/Tokyo:3'), [
      'SUMMARY||one',
      'SUMMARY|;X="a:b"|two',
      'DTSTART|;TZID=Asia/Tokyo|3',
    ]);
    assert.deepEqual(read('SUMMARY:a\r\n b\r\n\tc\r\nA:d\n e'), ['SUMMARY||abc', 'A||de']);
    assert.deepEqual(read('OTHER:a\r\n SUMMARY:b\r\nA:c'), ['A||c']);
    assert.deepEqual(read('\r\n\r\nA:\r\nA;B\r\nA;B=":no end'), ['A||']);
    assert.deepEqual(read(''), []);
  });

  it('have names of 60 characters at most, and 100,000 characters', () => {
    const [most, more] = ['A'.repeat(60), 'A'.repeat(61)];
    assert.deepEqual(read(`${most}:x\n${more}:y`, [most, more]), [`${most}||x`]);
    const lengthOf = (text: string): number | undefined => [...contentLines(text, () => true)][0]?.value.length;
    assert.equal(lengthOf(`A:${'x'.repeat(200_000)}`), 100_000 - 2);
    assert.equal(lengthOf(`A:${'x'.repeat(99_998)}\n ${'y'.repeat(50)}`), 99_998);
    assert.equal(lengthOf(`A:${'x'.repeat(99_997)}\n ${'y'.repeat(50)}`), 99_997 + 50);
  });

  it('have parameters by name, without quotes', () => {
    const of = (params: string, name: string) => paramOf({ name: '', params, value: '' }, name);
    assert.deepEqual(
      [of(';TZID="Asia/Tokyo"', 'TZID'), of(';a=1;tzid= x ;B=2', 'TZID'), of(';CN="A;TZID=no";TZID=yes', 'TZID')],
      ['Asia/Tokyo', 'x', 'yes'],
    );
    assert.deepEqual([of('', 'TZID'), of(';TZID', 'TZID'), of(';XTZID=1', 'TZID')], [undefined, undefined, undefined]);
  });

  it('have texts in one line, of so many characters', () => {
    for (const [text, length, expected] of [
      ['a\\, b\\; c\\\\ d\\ne\\Nf', 99, 'a, b; c\\ d e f'],
      ['  a\u0007\u202E b ', 99, 'a  b'],
      ['abcdef', 3, 'abc'],
      ['🎉🎉🎉', 2, '🎉🎉'],
      ['\\x', 99, '\\x'],
    ] as const)
      assert.equal(plainText(text, length), expected, text);
  });
});

describe('the text of a rule', () => {
  const rule = (text: string): RecurrenceRule => parseRule(text) ?? assert.fail(text);

  it('has defaults for what is not written', () => {
    const lists = {
      months: [],
      weekNumbers: [],
      yearDays: [],
      monthDays: [],
      days: [],
      hours: [],
      minutes: [],
      positions: [],
    };
    assert.deepEqual(rule('freq=weekly'), { ...lists, frequency: 'WEEKLY', interval: 1, weekStart: 1 });
    assert.deepEqual(rule(' FREQ = DAILY ; INTERVAL=2;COUNT=3;UNTIL=20261204;WKST=SU;BYDAY=;BYMONTH='), {
      ...lists,
      frequency: 'DAILY',
      interval: 2,
      count: 3,
      until: { wall: at(2026, 12, 4), isDate: true },
      weekStart: 0,
    });
  });

  it('has lists within the limits of the calendar', () => {
    for (const [name, list, least, most, isSigned] of [
      ['BYMONTH', 'months', 1, 12, false],
      ['BYWEEKNO', 'weekNumbers', -53, 53, true],
      ['BYYEARDAY', 'yearDays', -366, 366, true],
      ['BYMONTHDAY', 'monthDays', -31, 31, true],
      ['BYHOUR', 'hours', 0, 23, false],
      ['BYMINUTE', 'minutes', 0, 59, false],
      ['BYSETPOS', 'positions', -366, 366, true],
    ] as const) {
      assert.deepEqual(rule(`FREQ=YEARLY;${name}=${least},${most}`)[list], [least, most]);
      for (const bad of [least - 1, most + 1, 1.5, 'x', ...(isSigned ? [0] : [])])
        assert.equal(parseRule(`FREQ=YEARLY;${name}=1,${bad}`), undefined, `${name} ${bad}`);
      const long = (count: number): string => `FREQ=YEARLY;${name}=${Array.from({ length: count }, () => 1).join()}`;
      assert.equal(rule(long(400))[list].length, 400);
      assert.equal(parseRule(long(401)), undefined);
    }
    assert.deepEqual(rule('FREQ=MONTHLY;BYDAY=MO,+2TU,-1su').days, [
      { weekday: 1, nth: 0 },
      { weekday: 2, nth: 2 },
      { weekday: 0, nth: -1 },
    ]);
    const days = (count: number): string => `FREQ=WEEKLY;BYDAY=${Array.from({ length: count }, () => 'MO').join()}`;
    assert.equal(rule(days(400)).days.length, 400);
    assert.equal(parseRule(days(401)), undefined);
    for (const text of [
      'FREQ=WEEKLY;WKST=XX',
      'FREQ=WEEKLY;INTERVAL=1.5',
      'FREQ=WEEKLY;COUNT=1234567890',
      'FREQ=WEEKLY;BYDAY=MO,',
    ])
      assert.equal(parseRule(text), undefined, text);
  });

  it('inherits from the first occurrence what it leaves open', () => {
    // A Wednesday.
    const completed = (text: string) => completedRule(rule(text), '2026-03-04');
    const wednesday = [{ weekday: 3, nth: 0 }];
    const changes: [string, Partial<RecurrenceRule>][] = [
      ['FREQ=DAILY', {}],
      ['FREQ=HOURLY', {}],
      ['FREQ=WEEKLY', { days: wednesday }],
      ['FREQ=WEEKLY;BYDAY=FR', {}],
      ['FREQ=MONTHLY', { monthDays: [4] }],
      ['FREQ=MONTHLY;BYDAY=FR', {}],
      ['FREQ=MONTHLY;BYMONTHDAY=7', {}],
      ['FREQ=YEARLY', { monthDays: [4], months: [3] }],
      ['FREQ=YEARLY;BYMONTH=5,6', { monthDays: [4] }],
      ['FREQ=YEARLY;BYDAY=FR', {}],
      ['FREQ=YEARLY;BYYEARDAY=7', {}],
      ['FREQ=YEARLY;BYWEEKNO=7', { days: wednesday }],
      ['FREQ=YEARLY;BYWEEKNO=7;BYDAY=FR', {}],
      ['FREQ=YEARLY;BYWEEKNO=7;BYMONTHDAY=7', {}],
      ['FREQ=YEARLY;BYWEEKNO=7;BYYEARDAY=7', {}],
    ];
    for (const [text, change] of changes) assert.deepEqual(completed(text), { ...rule(text), ...change }, text);
  });
});
