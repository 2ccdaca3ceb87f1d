import assert from 'node:assert/strict';
import { figureSchema } from '../../../../src/core/views/figure.ts';
import { addDays } from '../../../../src/core/time/days.ts';
import { monthLabels } from '../../../../src/webview/panels/calendar/months.ts';
import { figureOf } from '../../../../src/webview/panels/top/lists.ts';
import { sampleHistory } from '../../../fakes/viewHost/sampleHistory.ts';

describe('the lists of where time went', () => {
  it('name their figures as the account of a figure takes them', () => {
    const day = '2026-11-20';
    const cases: [Parameters<typeof figureOf>[1], string, object][] = [
      ['project', '/home/ada/daymark', { day, project: '/home/ada/daymark' }],
      ['language', 'css', { day, language: 'css' }],
      ['file', '/home/ada/daymark\nsrc/a.ts', { day, project: '/home/ada/daymark', file: 'src/a.ts' }],
      ['branch', '\nmain', { day, project: null, branch: 'main' }],
    ];
    for (const [of, id, figure] of cases) assert.deepEqual(figureSchema.parse(figureOf(day, of, id)), figure);
  });
});

describe('the months of the calendar', () => {
  it('are every other one that is not at the end', () => {
    const labels = (from: string, count: number) =>
      monthLabels(Array.from({ length: count }, (_, index) => ({ day: addDays(from, index) }))).map(
        ({ column, day }) => `${column} ${day}`,
      );
    // The first of March 2026 is the last day of the ninth week.
    assert.deepEqual(labels('2025-12-29', 7 * 11), ['0 2026-01-01', '8 2026-03-01']);
    assert.deepEqual(labels('2025-12-29', 7 * 10), ['0 2026-01-01'], 'a label needs two columns more');
    assert.deepEqual(labels('2025-12-29', 7 * 10 + 1), ['0 2026-01-01', '8 2026-03-01']);
    assert.deepEqual(labels('2026-02-02', 7 * 20), ['3 2026-03-01', '12 2026-05-01']);
  });

  it('stand below the week of their first day, with room between them', () => {
    const labels = monthLabels(sampleHistory().days);
    assert.ok(labels.length >= 5 && labels.length <= 7, `${labels.length}`);
    labels.forEach(({ column, day }, index) => {
      assert.ok(day.endsWith('-01'));
      assert.ok(index === 0 || column - (labels[index - 1]?.column ?? 0) >= 8);
    });
  });
});
