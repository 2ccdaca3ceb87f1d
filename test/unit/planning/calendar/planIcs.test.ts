import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { readCalendar } from '../../../../src/planning/calendar/ics/readCalendar.ts';
import { workHoursIn } from '../../../../src/planning/calendar/workHours.ts';
import { foldLine, placeTasks, planIcs, type PlacedBlock } from '../../../../src/planning/calendar/planIcs.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const task = (id: string, minutes: number) => ({ id, title: id, minutes });
const range = { from: nine - hourMs, to: nine + 24 * hourMs };
const invisible = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;
const reading = { range, local: () => 0, addresses: [], idOf: (text: string) => text };

describe('working hours', () => {
  for (const [text, from, to] of [
    ['9:00 to 17:30', '09:00', '17:30'],
    ['9 to 17, Fridays until 15', '09:00', '17:00'],
    ['8-16', '08:00', '16:00'],
    ['9am – 5pm', '09:00', '17:00'],
    ['08.30 bis 17.00', '08:30', '17:00'],
    ['', '09:00', '17:00'],
    ['mornings', '09:00', '17:00'],
    ['17 to 9', '09:00', '17:00'],
    ['26:00 to 99', '09:00', '17:00'],
  ] as const)
    it(`"${text}" are ${from} to ${to}`, () => assert.deepEqual(workHoursIn(text), { from, to }));
});

describe('a plan as a calendar', () => {
  it('places tasks into free time in their order, and continues one in the next free stretch', () => {
    const free = [
      { start: nine, end: nine + hourMs },
      { start: nine + 2 * hourMs, end: nine + 3 * hourMs },
    ];
    const { placed, left } = placeTasks([task('a', 45), task('b', 60), task('c', 60)], free);
    assert.deepEqual(
      placed.map(({ id, start, end }) => [id, (start - nine) / minuteMs, (end - nine) / minuteMs]),
      [
        ['a', 0, 45],
        ['b', 45, 60],
        ['b', 120, 165],
        ['c', 165, 180],
      ],
    );
    assert.deepEqual(left, [task('c', 45)]);
  });

  it('gives no more time than there is, nor than a task needs, and never the same time twice', () => {
    const minutes = fc.integer({ min: 1, max: 300 });
    const stretches = fc.array(fc.tuple(minutes, minutes), { maxLength: 8 }).map((pairs) => {
      let at = nine;
      return pairs.map(([gap, length]) => ({ start: (at += gap * minuteMs), end: (at += length * minuteMs) }));
    });
    const tasks = fc.array(minutes, { maxLength: 12 }).map((all) => all.map((length, n) => task(`${n}`, length)));
    fc.assert(
      fc.property(tasks, stretches, (all, free) => {
        const { placed, left } = placeTasks(all, free);
        for (const { id, minutes: wanted } of all) {
          const parts = [...placed, ...left].filter((one) => one.id === id);
          assert.equal(
            parts.reduce((sum, one) => sum + one.minutes, 0),
            wanted,
          );
        }
        placed.forEach(({ start, end }, n) => {
          assert.ok(free.some((one) => one.start <= start && end <= one.end));
          assert.ok(start >= (placed[n - 1]?.end ?? 0));
        });
      }),
    );
  });

  it('is read again as it was written, whatever is in the titles', () => {
    const title = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 150 })
      .filter((text) => !/[\u0080-\u009F]/.test(text));
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 5 }), (titles) => {
        const blocks = titles.map((one, n): PlacedBlock => ({
          id: `w:${n}`,
          title: one,
          minutes: 30,
          start: nine + n * hourMs,
          end: nine + n * hourMs + 30 * minuteMs,
        }));
        const text = planIcs({ day: '2026-03-02', blocks, now: nine, name: 'Plan' });
        for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
        const { events, isWhole, unreadable } = readCalendar([text], reading);
        assert.deepEqual([isWhole, unreadable], [true, 0]);
        assert.deepEqual(
          events.map(({ start, end }) => [start, end]),
          blocks.map(({ start, end }) => [start, end]),
        );
        const plain = titles.map((one) => one.replaceAll(invisible, ' ').trim());
        assert.deepEqual(
          events.map((one) => one.title.replaceAll(/\s/g, '')),
          plain.map((one) => one.replaceAll(/\s/g, '')),
        );
      }),
    );
  });

  it('has the same ids each time, one for each piece', () => {
    const blocks = [0, 1].map((n): PlacedBlock => ({
      ...task('w:1', 30),
      start: nine + n * hourMs,
      end: nine + n * hourMs + minuteMs,
    }));
    const ids = (now: number) => planIcs({ day: '2026-03-02', blocks, now, name: 'Plan' }).match(/^UID:.*$/gm);
    assert.deepEqual(
      ids(nine),
      ['UID:w-1-2026-03-02-1@daymark\r', 'UID:w-1-2026-03-02-2@daymark\r'].map((id) => id.trim()),
    );
    assert.deepEqual(ids(nine), ids(nine + hourMs));
  });

  it('folds lines between characters', () => {
    const folded = foldLine(`SUMMARY:${'ü'.repeat(100)}`);
    assert.equal(folded.replaceAll('\r\n ', ''), `SUMMARY:${'ü'.repeat(100)}`);
    assert.ok(folded.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
    for (const first of ['\u0080', '\u0800', '\u{10000}']) {
      const whole = 'a'.repeat(75 - Buffer.byteLength(first)) + first;
      assert.equal(foldLine(whole), whole);
      assert.equal(foldLine(`a${whole}`), `a${whole.slice(0, -first.length)}\r\n ${first}`);
    }
  });
});
