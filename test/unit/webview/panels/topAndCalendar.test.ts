import assert from 'node:assert/strict';
import { figureSchema } from '../../../../src/core/views/figure.ts';
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
  it('stand below the week of their first day, with room between them', () => {
    const labels = monthLabels(sampleHistory().days);
    assert.ok(labels.length >= 5 && labels.length <= 7, `${labels.length}`);
    labels.forEach(({ column, day }, index) => {
      assert.ok(day.endsWith('-01'));
      assert.ok(index === 0 || column - (labels[index - 1]?.column ?? 0) >= 8);
    });
  });
});
