import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  drawsWeeks,
  weekMeans,
  hourMarks,
  labelledDays,
  rangeOfDays,
  stack,
  toneOf,
  totalOf,
} from '../../../../src/webview/panels/activity/stack.ts';
import { addDays } from '../../../../src/core/time/days.ts';
import { sampleRange } from '../../../fakes/viewHost/sampleHistory.ts';

const hour = 3_600_000;
const day = (bySource: Record<string, number>) => ({ day: '2026-11-20', totalMs: 0, bySource });

describe('the range that the snapshot holds', () => {
  it('has the sources with time, the editor at the bottom', () => {
    const ids = (range: ReturnType<typeof rangeOfDays>) => range.parts.map(({ id }) => id);
    assert.deepEqual(ids(rangeOfDays([day({ manual: 1, editor: 0 }), day({ task: 5 })])), ['task', 'manual']);
    assert.deepEqual(ids(rangeOfDays([])), []);
  });

  it('stacks all sources in one order, and what is on no day counts as nothing', () => {
    const all = { manual: 1, github: 2, hub: 3, terminal: 4, task: 5, debug: 6, editor: 7 };
    const range = rangeOfDays([day(all), day({ hub: 1 })]);
    assert.deepEqual(
      range.parts.map(({ id, ms }) => [id, ms]),
      [
        ['editor', 7],
        ['debug', 6],
        ['task', 5],
        ['terminal', 4],
        ['hub', 4],
        ['github', 2],
        ['manual', 1],
      ],
    );
    assert.deepEqual(range.days[1]?.ms, [0, 0, 0, 0, 1, 0, 0]);
    const ragged = { ...range, days: [{ day: '2026-11-20', ms: [hour] }] };
    assert.deepEqual(stack(ragged), Array(7).fill([1]));
    assert.deepEqual(weekMeans(ragged).days[0]?.ms, [hour, 0, 0, 0, 0, 0, 0]);
  });

  it('is stacked up to the sum', () => {
    const range = rangeOfDays([day({ editor: 2 * hour, task: hour }), day({ manual: hour / 2 })]);
    assert.deepEqual(stack(range), [
      [2, 0],
      [3, 0],
      [3, 0.5],
    ]);
    assert.deepEqual(range.days.map(totalOf), [3 * hour, hour / 2]);
  });

  it('gives sources and kinds tones of their own, and names those of a series', () => {
    assert.equal(toneOf(sampleRange(7, 'kind'), 1), 'reading');
    const byProject = sampleRange(7, 'project');
    assert.deepEqual([toneOf(byProject, 0), toneOf(byProject, 7)], ['series1', 'series8']);
    const rest = { ...byProject, parts: [{ type: 'rest', ms: 1 } as never] };
    assert.deepEqual([toneOf(rest, 0), toneOf(rest, 1)], ['other', 'other']);
    assert.equal(toneOf(byProject, byProject.parts.length - 1), 'none');
  });
});

describe('weeks in the place of days', () => {
  it('hold the mean of each, and end today', () => {
    const range = sampleRange(16, 'source');
    const weeks = weekMeans(range);
    assert.deepEqual(
      weeks.days.map((week) => week.day),
      [range.days[0]?.day, range.days[2]?.day, range.days[9]?.day],
    );
    const last = range.days.slice(-7).reduce((sum, one) => sum + totalOf(one), 0);
    assert.equal(Math.round(totalOf(weeks.days[2] ?? { ms: [] }) * 7), last);
    assert.deepEqual([drawsWeeks(45, 89), drawsWeeks(45, 90), drawsWeeks(44, 40)], [true, false, false]);
  });
});

describe('hourMarks', () => {
  it('is even, starts at zero and ends at or above the highest value', () => {
    assert.deepEqual(hourMarks(7.6), [0, 2, 4, 6, 8]);
    assert.deepEqual(hourMarks(0), [0, 0.25]);
    for (const step of [0.25, 0.5, 1, 2, 3, 4, 6, 8]) assert.equal(hourMarks(4 * step)[1], step);
    assert.deepEqual(
      [1.01, 2.01, 4.01, 8.01, 12.01, 16.01, 24.01].map((highest) => hourMarks(highest)[1]),
      [0.5, 1, 2, 3, 4, 6, 8],
    );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 24, noNaN: true }), (highest) => {
        const marks = hourMarks(highest);
        assert.equal(marks[0], 0);
        assert.ok((marks.at(-1) ?? 0) >= highest && marks.length >= 2 && marks.length <= 5, String(marks));
      }),
    );
  });
});

describe('the labels of days', () => {
  it('always name today, and leave out what would overlap', () => {
    const { days } = sampleRange(14, 'source');
    assert.deepEqual(labelledDays(days, 40, 18).filter(Boolean).length, 14);
    const few = labelledDays(days, 10, 18);
    assert.equal(few.at(-1), true);
    assert.equal(few.filter(Boolean).length, 7);
  });

  it('are months for many days, with room between them', () => {
    const { days } = sampleRange(365, 'source');
    const shown = (room: number) =>
      days.filter((_, index) => labelledDays(days, room, 26)[index]).map((one) => one.day);
    assert.equal(shown(3).length, 12);
    assert.ok(shown(3).every((date) => date.endsWith('-01')));
    assert.ok(shown(0.6).length < 8);
  });

  it('stand for every nth day up to 44 days, and for months that fit from there on', () => {
    const named = (from: string, count: number, room: number) => {
      const all = Array.from({ length: count }, (_, index) => ({ day: addDays(from, index) }));
      return all.filter((_, index) => labelledDays(all, room, 20)[index]).map((one) => one.day.slice(5));
    };
    assert.deepEqual(named('2026-01-02', 44, 1), ['01-05', '01-25', '02-14']);
    assert.deepEqual(named('2026-01-02', 45, 1), [], 'fourteen pixels hold no label');
    assert.deepEqual(named('2026-01-02', 50, 1), ['02-01'], 'twenty do');
    assert.deepEqual(
      named('2026-01-01', 90, 0.9),
      ['01-01', '03-01'],
      'a label begins 28 pixels after another at least',
    );
    assert.deepEqual(named('2026-01-01', 90, 28 / 31), ['01-01', '02-01']);
  });
});
