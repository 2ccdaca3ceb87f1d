import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MeasuredStretch } from '../../../../src/core/facts/measuredTime.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { type Interval, unionOf } from '../../../../src/core/time/intervals.ts';
import { stintsOf } from '../../../../src/planning/time/suggest.ts';

const minutes = (start: number, end: number): Interval => ({ start: start * minuteMs, end: end * minuteMs });

function stretch(start: number, end: number, branch = 'login'): MeasuredStretch {
  return { ...minutes(start, end), kind: 'coding', project: '/p/shop', branch };
}

const shown = (...given: Parameters<typeof stintsOf>) =>
  stintsOf(...given).map(({ start, end, branch, measuredMs }) => [
    start / minuteMs,
    end / minuteMs,
    branch,
    measuredMs / minuteMs,
  ]);

describe('suggested entries', () => {
  it('are one for each while on a branch, over short pauses and glances at another', () => {
    const measured = [
      stretch(0, 20),
      stretch(30, 40),
      stretch(41, 43, 'other'),
      stretch(43, 60),
      stretch(60, 90, 'other'),
      stretch(120, 130, 'other'),
    ];
    assert.deepEqual(shown(measured, [], []), [
      [0, 60, 'login', 47],
      [60, 90, 'other', 30],
      [120, 130, 'other', 10],
    ]);
  });

  it('name the files of their time, however often one was left', () => {
    const of = (file: string | undefined, start: number, end: number) => ({ ...stretch(start, end), file });
    const measured = [of('a.ts', 0, 10), of('b.ts', 10, 18), of(undefined, 18, 20), of('a.ts', 20, 30)];
    const [stint] = stintsOf(measured, [], []);
    assert.deepEqual(Array.from(stint?.files ?? []), [
      ['a.ts', 20 * minuteMs],
      ['b.ts', 8 * minuteMs],
    ]);
  });

  it('leave out what has an entry, what was dismissed, what is short, breaks, and what has no project', () => {
    const measured = [
      stretch(0, 60),
      stretch(100, 104),
      { ...stretch(200, 230), kind: 'break' as const },
      { ...stretch(300, 330), project: undefined },
      stretch(400, 430),
    ];
    const entries = [{ id: 'e', ...minutes(20, 30) }];
    assert.deepEqual(shown(measured, entries, [minutes(400, 430)]), [
      [0, 20, 'login', 20],
      [30, 60, 'login', 30],
    ]);
  });

  it('never overlap each other, an entry, or what was dismissed, and are made of measured time', () => {
    const intervals = fc
      .array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 60 })), { maxLength: 8 })
      .map((list) => unionOf(list.map(([start, length]) => minutes(start, start + length))));
    const measuredTime = fc
      .tuple(intervals, fc.array(fc.constantFrom('a', 'b'), { minLength: 8, maxLength: 8 }))
      .map(([list, branches]) =>
        list.map((one, index): MeasuredStretch => ({ ...stretch(0, 0, branches[index]), ...one })),
      );
    fc.assert(
      fc.property(measuredTime, intervals, intervals, (measured, entries, dismissed) => {
        const claims = entries.map((one, index) => ({ ...one, id: `${index}` }));
        const stints = stintsOf(measured, claims, dismissed);
        const taken = [...stints, ...claims, ...dismissed];
        for (const one of stints) {
          const overlapping = taken.filter(({ start, end }) => start < one.end && end > one.start);
          assert.deepEqual(overlapping, [one]);
          assert.ok(one.measuredMs >= 5 * minuteMs && one.measuredMs <= one.end - one.start);
        }
      }),
    );
  });
});
