import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { RRule } from 'rrule';
import { dayMs, hourMs } from '../../../../src/core/time/days.ts';
import { expandRule } from '../../../../src/planning/calendar/ics/expandRule.ts';
import { parseRule } from '../../../../src/planning/calendar/ics/rule.ts';

// Its entry for ES modules has no named exports.
const rrule = createRequire(import.meta.url)('rrule') as { readonly RRule: typeof RRule };

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
// Sorted, since the other library returns times in the order of the list.
const some = <T>(values: fc.Arbitrary<T>, most = 3) =>
  fc
    .uniqueArray(values, { minLength: 1, maxLength: most })
    .map((list) => list.toSorted((a, b) => Number(a) - Number(b)));
const signed = (most: number) => fc.integer({ min: -most, max: most }).filter((value) => value !== 0);
const weekday = fc.constantFrom(...days);
const nth = fc.tuple(signed(5), weekday).map(([n, day]) => `${n}${day}`);
// The other library takes "MO,-1MO" for Mondays that are also the last one.
const anyDays = fc.oneof(some(weekday), some(nth));
// A rule that gives nothing is followed by the other library up to the year 9999: those are tried one by one, below.
const common = { INTERVAL: fc.integer({ min: 1, max: 5 }), WKST: weekday };
const BYMONTH = some(fc.integer({ min: 1, max: 12 }));
const BYSETPOS = signed(1);
const times = { BYHOUR: some(fc.integer({ min: 0, max: 23 })), BYMINUTE: some(fc.integer({ min: 0, max: 59 })) };
const limit = {
  limit: fc.oneof(
    fc.constant({}),
    fc.record({ COUNT: fc.integer({ min: 1, max: 40 }) }),
    fc.record({
      UNTIL: fc.integer({ min: 0, max: 900 }).map((n) => stamp(Date.UTC(2024, 0) + n * dayMs + 9 * hourMs)),
    }),
  ),
};
const of = (FREQ: string, parts: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ FREQ: fc.constant(FREQ), ...common, ...limit, ...parts }, { requiredKeys: ['FREQ', 'limit'] });
// Not compared: positions in weekly rules, which the other library counts from the first occurrence in its week, and weeks that may begin
// in the year before, which it leaves out where they are counted from the end.
const rule = fc
  .oneof(
    of('HOURLY', { BYDAY: some(weekday), BYMONTH }),
    of('DAILY', { BYDAY: some(weekday), BYMONTHDAY: some(signed(28)), ...times }),
    of('WEEKLY', { BYDAY: some(weekday), BYMONTH, ...times }),
    of('MONTHLY', { BYDAY: anyDays, BYMONTH, BYSETPOS, ...times }),
    of('MONTHLY', { BYMONTHDAY: some(signed(31)), BYSETPOS, ...times }),
    of('YEARLY', { BYDAY: anyDays, BYMONTH, BYSETPOS }),
    of('YEARLY', { BYMONTHDAY: some(signed(28)), BYMONTH, BYSETPOS }),
    of('YEARLY', { BYWEEKNO: some(signed(50)), BYDAY: some(weekday) }),
    of('YEARLY', { BYYEARDAY: some(signed(366)), BYDAY: some(weekday) }),
  )
  .filter((parts) => !('BYSETPOS' in parts) || 'BYDAY' in parts || 'BYMONTHDAY' in parts)
  // Without a weekday, the other library uses all days of the week, and the standard that of the first occurrence.
  .filter((parts) => !('BYWEEKNO' in parts) || 'BYDAY' in parts)
  .map(({ limit: bound, ...parts }) =>
    Object.entries({ ...parts, ...(bound as object) })
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(';'),
  )
  // These are given up on when they walk through years, below.
  .filter((text) => !(text.startsWith('FREQ=HOURLY') && text.includes('COUNT')));

function stamp(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

const expand = (first: number, text: string, range: { readonly from: number; readonly to: number }) => {
  const parsed = parseRule(text);
  assert.ok(parsed, text);
  return expandRule(first, parsed, { range, budget: { left: 1_000_000 } })?.map(stamp);
};

describe('rules of repetition in calendars', () => {
  it('gives the occurrences that another library gives', () => {
    const instant = fc.integer({ min: 0, max: 700 * 24 }).map((hours) => Date.UTC(2024, 0) + hours * hourMs);
    const range = fc
      .tuple(instant, fc.integer({ min: 1, max: 200 }))
      .map(([from, count]) => ({ from, to: from + count * dayMs }));
    fc.assert(
      fc.property(rule, instant, range, (text, first, { from, to }) => {
        const other = new rrule.RRule({ ...rrule.RRule.parseString(text), dtstart: new Date(first) });
        // Neither follows a rule forever: that one for a while, ours up to the end of the range.
        const expected = other
          .between(new Date(from), new Date(to - 1), true, (_, at) => at < 2000)
          .map((date) => stamp(date.getTime()));
        assert.deepEqual(expand(first, text, { from, to }), expected);
      }),
      { numRuns: 100 },
    );
  });

  for (const [text, expected] of [
    // Errors of other libraries: days that a month doesn't have, and positions of a weekly rule.
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', []],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31', []],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=-1;COUNT=2', ['20240103T090000Z', '20240110T090000Z']],
    ['FREQ=HOURLY;INTERVAL=3;COUNT=2', ['20240101T090000Z', '20240101T120000Z']],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9', []],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3,-2;COUNT=2', ['20240103T090000Z', '20240130T090000Z']],
    ['FREQ=YEARLY;BYYEARDAY=366;COUNT=1', ['20241231T090000Z']],
    ['FREQ=YEARLY;BYWEEKNO=2;BYDAY=SU;COUNT=1', ['20240114T090000Z']],
    ['FREQ=YEARLY;BYWEEKNO=2;BYDAY=SU;WKST=SU;COUNT=1', ['20240107T090000Z']],
    ['FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO;COUNT=1', ['20241223T090000Z']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2', ['20240913T090000Z', '20241213T090000Z']],
    ['FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', ['20240131T090000Z', '20240331T090000Z', '20240531T090000Z']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2', ['20240131T090000Z', '20240229T090000Z']],
  ] as const)
    it(`follows ${text}`, () => {
      assert.deepEqual(
        expand(Date.UTC(2024, 0, 1, 9), text, { from: Date.UTC(2024, 0), to: Date.UTC(2026, 0) }),
        expected,
      );
    });

  it('starts a rule without end at the range, however long ago it began', () => {
    const budget = { left: 1000 };
    const parsed = parseRule('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU');
    assert.ok(parsed);
    const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 11, 1) };
    const found = expandRule(Date.UTC(1970, 0, 6, 9), parsed, { range, budget });
    assert.deepEqual(found?.map(stamp), ['20261110T090000Z', '20261124T090000Z']);
    assert.ok(budget.left > 900, 'decades were walked through');
  });

  // The Gregorian calendar repeats every 400 years, 146,097 days, which are whole weeks. So does what a rule without end gives.
  for (const [text, least] of [
    ['FREQ=HOURLY;INTERVAL=8', 100],
    ['FREQ=DAILY;INTERVAL=3', 12],
    ['FREQ=WEEKLY;BYDAY=TU,TH', 10],
    ['FREQ=MONTHLY;BYMONTHDAY=31', 1],
    ['FREQ=MONTHLY;BYDAY=-1FR', 2],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 1],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO', 0],
  ] as const)
    it(`follows ${text} without end, into years that nobody plans, at the cost of the days that are asked for`, () => {
      const parsed = parseRule(text);
      assert.ok(parsed);
      const cycle = 146_097 * dayMs;
      // Whole steps of each interval, so that the cycle keeps their phase.
      const first = Date.UTC(2024, 0, 2, 9);
      const begin = { at: first, range: { from: Date.UTC(2428, 0, 25), to: Date.UTC(2428, 2, 9) } };
      const found = [0, 3 * cycle, 12 * cycle].map((later) => {
        const budget = { left: 1_000_000 };
        const range = { from: begin.range.from + later, to: begin.range.to + later };
        const all = expandRule(first, parsed, { range, budget });
        assert.ok(all && budget.left > 999_000, `${text} took ${1_000_000 - budget.left}`);
        return all.map((at) => at - later);
      });
      assert.ok((found[0]?.length ?? 0) >= least);
      assert.deepEqual(found[1], found[0]);
      assert.deepEqual(found[2], found[0]);
    });

  it('gives the leap day of a yearly rule in leap years only, in four thousand years too', () => {
    const leap = (year: number) =>
      expand(Date.UTC(2024, 1, 29, 9), 'FREQ=YEARLY', { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) });
    assert.deepEqual([2100, 2400, 6000, 6001, 9000].map(leap), [
      [],
      ['24000229T090000Z'],
      ['60000229T090000Z'],
      [],
      [],
    ]);
  });

  for (const text of [
    'FREQ=HOURLY;COUNT=999999999',
    'FREQ=DAILY;COUNT=999999999;BYHOUR=0,1,2,3;BYMONTH=2;BYMONTHDAY=30',
  ])
    it(`gives up on ${text}, which is endless work`, () => {
      const budget = { left: 1_000_000 };
      const parsed = parseRule(text);
      assert.ok(parsed);
      const range = { from: Date.UTC(2190, 0), to: Date.UTC(2190, 2) };
      assert.equal(expandRule(Date.UTC(1600, 0), parsed, { range, budget }), undefined);
      assert.ok(budget.left > 970_000, 'one rule took all of the budget');
    });

  for (const [text, first, from, to, count] of [
    ['FREQ=YEARLY', '2024-01-10T09:00Z', '2026-01-01T00:00Z', '2026-01-10T09:00Z', 0],
    ['FREQ=YEARLY', '2024-01-10T09:00Z', '2026-01-01T00:00Z', '2026-01-10T09:01Z', 1],
    ['FREQ=YEARLY', '2024-01-10T09:00Z', '2026-01-10T09:00Z', '2026-01-11T00:00Z', 1],
    ['FREQ=YEARLY', '2024-12-31T23:00Z', '2025-12-31T00:00Z', '2026-01-01T00:00Z', 1],
    ['FREQ=MONTHLY', '2024-01-01T00:00Z', '2026-02-01T00:00Z', '2026-02-01T00:01Z', 1],
    ['FREQ=MONTHLY', '2024-01-31T00:00Z', '2026-01-31T00:00Z', '2026-03-31T00:00Z', 1],
    ['FREQ=WEEKLY;WKST=SU', '2026-03-01T09:00Z', '2026-03-08T09:00Z', '2026-03-08T09:01Z', 1],
    ['FREQ=DAILY', '2026-03-01T09:00Z', '2026-03-08T09:01Z', '2026-03-09T09:00Z', 0],
    ['FREQ=HOURLY', '2026-03-01T09:00Z', '2026-03-08T09:00Z', '2026-03-08T11:00Z', 2],
    ['FREQ=DAILY;UNTIL=20260303', '2026-03-01T23:00Z', '2026-03-01T00:00Z', '2026-04-01T00:00Z', 3],
    ['FREQ=DAILY;UNTIL=20260303T230000Z', '2026-03-01T23:00Z', '2026-03-01T00:00Z', '2026-04-01T00:00Z', 3],
    ['FREQ=DAILY;UNTIL=20260303T225959Z', '2026-03-01T23:00Z', '2026-03-01T00:00Z', '2026-04-01T00:00Z', 2],
    ['FREQ=DAILY;COUNT=5', '2026-03-01T23:00Z', '2026-03-04T00:00Z', '2026-04-01T00:00Z', 2],
  ] as const)
    it(`gives ${count} of ${text} from ${from} to ${to}`, () => {
      const found = expand(Date.parse(first), text, { from: Date.parse(from), to: Date.parse(to) });
      assert.equal(found?.length, count);
    });

  for (const text of [
    '',
    'FREQ=SECONDLY',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;INTERVAL=-1',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=DAILY;COUNT=many',
    'FREQ=DAILY;UNTIL=never',
    `FREQ=YEARLY;BYSETPOS=${Array.from({ length: 5000 }, () => 1).join(',')}`,
  ])
    it(`refuses the rule "${text.slice(0, 40)}"`, () => {
      assert.equal(parseRule(text), undefined);
    });
});
