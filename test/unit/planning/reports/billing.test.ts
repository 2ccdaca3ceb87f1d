import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { amountOf, ofProject, roundingOf } from '../../../../src/planning/reports/billing.ts';
import { chartsOf } from '../../../../src/planning/reports/charts.ts';
import type { ReportDay, ReportRow } from '../../../../src/planning/reports/reportDays.ts';
import { rounded } from '../../../../src/planning/reports/rounding.ts';

const row = (project: string, minutes = 0): ReportRow => ({
  project,
  projectName: project.split('/').at(-1) ?? '',
  title: '',
  tags: [],
  measuredMs: minutes * minuteMs,
  entriesMs: 0,
});
const dayOf = (day: string, rows: readonly ReportRow[], categories: ReportDay['categories'] = []): ReportDay => ({
  day,
  measuredMs: rows.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
  entriesMs: 0,
  rows: [...rows],
  categories,
  done: [],
});

describe('billing', () => {
  it('takes the row of the folder, else of the name, else of all others', () => {
    const table = { '/p/shop': 1, shop: 2, '*': 3 };
    assert.equal(ofProject(row('/p/shop'), table), 1);
    assert.equal(ofProject(row('/q/shop'), table), 2);
    assert.equal(ofProject(row('/p/blog'), table), 3);
    assert.equal(ofProject(row(''), { '': 4, '*': 3 }), 3);
    assert.equal(ofProject(row('/p/blog'), { shop: 2 }), undefined);
    assert.equal(ofProject(row('/p/toString'), {}), undefined);
  });

  it('costs hours times the rate, to the nearest cent', () => {
    for (const [minutes, rate, amount] of [
      [60, 80, 80],
      [90, 80, 120],
      [1, 33.33, 0.56],
      [60, 1.005, 1.01],
      [60, 1.004, 1],
      [0, 80, 0],
    ] as const)
      assert.equal(amountOf(minutes * minuteMs, { rate }), amount);
  });

  it('rounds by the step of the project, if there is any rounding', () => {
    const asked = { minutes: 15, mode: 'up' } as const;
    const own = { rate: 1, round: 6 };
    assert.deepEqual(roundingOf(own, asked), { minutes: 6, mode: 'up' });
    assert.deepEqual(roundingOf({ rate: 1 }, asked), asked);
    assert.deepEqual(roundingOf(undefined, asked), asked);
    assert.deepEqual(roundingOf(own, { minutes: 0, mode: 'up' }), { minutes: 0, mode: 'up' });
    const steps = (mode: 'up' | 'down' | 'nearest') =>
      [0, 1, 7, 7.5, 15, 16].map((minutes) => rounded(minutes * minuteMs, { minutes: 15, mode }) / minuteMs);
    assert.deepEqual(steps('up'), [0, 15, 15, 15, 15, 30]);
    assert.deepEqual(steps('down'), [0, 0, 0, 0, 15, 15]);
    assert.deepEqual(steps('nearest'), [0, 0, 0, 15, 15, 15]);
    assert.equal(rounded(7 * minuteMs + 1, { minutes: 0, mode: 'up' }), 7 * minuteMs + 1);
  });
});

describe('charts', () => {
  const t = translator();
  const bars = (title: string, days: readonly ReportDay[], kind: 'summary' | 'timesheet' = 'summary') =>
    chartsOf(days, kind, t)
      .find((chart) => chart.title === title)
      ?.bars.map(({ label, ms }) => [label, ms / minuteMs]);

  it('have the eight longest bars, and the others as one', () => {
    const projects = (count: number) => Array.from({ length: count }, (_, i) => row(`/p/${i}`, i + 1));
    const longest = (count: number, of: number) =>
      projects(count)
        .reverse()
        .slice(0, of)
        .map(({ projectName, measuredMs }) => [projectName, measuredMs / minuteMs]);
    const title = 'Measured time by project';
    assert.deepEqual(bars(title, [dayOf('2026-03-02', projects(8))]), longest(8, 8));
    assert.deepEqual(bars(title, [dayOf('2026-03-02', projects(9))]), [...longest(9, 8), ['1 other', 1]]);
    assert.deepEqual(bars(title, [dayOf('2026-03-02', projects(11))]), [...longest(11, 8), ['3 others', 6]]);
    assert.deepEqual(
      bars(title, [
        dayOf('2026-03-02', [row('', 5), row('/p/a', 3), row('/p/b', 0)]),
        dayOf('2026-03-03', [row('/p/a', 4)]),
      ]),
      [
        ['a', 7],
        ['No project', 5],
      ],
    );
    // One bar says nothing.
    assert.equal(bars(title, [dayOf('2026-03-02', [row('/p/a', 3), row('/p/b', 0)])]), undefined);
  });

  it('are by category in a summary only', () => {
    const part = (name: string, minutes: number) => ({ name, color: 'red' as const, measuredMs: minutes * minuteMs });
    const days = [dayOf('2026-03-02', [], [part('A', 1), part('B', 2)]), dayOf('2026-03-03', [], [part('A', 4)])];
    const title = 'Measured time by category';
    assert.deepEqual(bars(title, days), [
      ['A', 5],
      ['B', 2],
    ]);
    assert.equal(bars(title, days, 'timesheet'), undefined);
  });

  it('are by day, week, month, or year, whichever has 31 bars at most', () => {
    const days = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        dayOf(new Date(Date.UTC(2026, 2, 2 + i)).toISOString().slice(0, 10), [row('/p', 1)]),
      );
    const last = (count: number) => {
      const { title, bars: all } = chartsOf(days(count), 'timesheet', t).at(-1) ?? assert.fail();
      return [title, all.length, all[0]?.label, (all[0]?.ms ?? 0) / minuteMs, all.at(-1)?.label];
    };
    assert.deepEqual(last(31), ['Measured time by day', 31, '2026-03-02', 1, '2026-04-01']);
    assert.deepEqual(last(32), ['Measured time by week', 5, '2026-03-02', 7, '2026-03-30']);
    assert.deepEqual(last(31 * 7), ['Measured time by week', 31, '2026-03-02', 7, '2026-09-28']);
    assert.deepEqual(last(31 * 7 + 1), ['Measured time by month', 8, '2026-03', 30, '2026-10']);
    const months = Array.from({ length: 32 }, (_, i) =>
      dayOf(new Date(Date.UTC(2026, i, 1)).toISOString().slice(0, 10), [row('/p', 1)]),
    );
    assert.deepEqual(bars('Measured time by year', months), [
      ['2026', 12],
      ['2027', 12],
      ['2028', 8],
    ]);
  });
});
