import assert from 'node:assert/strict';
import { blocksAtMost, blocksOf } from '../../../src/analytics/blocks.ts';
import { goalOf, todayOf } from '../../../src/analytics/day.ts';
import { dayTotalOf, splitByDay } from '../../../src/analytics/days.ts';
import { projectNames } from '../../../src/analytics/labels.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { activity, context, day, nine, rows, shown, span } from './given.ts';

const rules = { idleLimitMs: 120_000, dayStartsAt: 0 };
/** Minutes from nine to midnight. */
const midnight = 15 * 60;

function split(spans: ReturnType<typeof span>[], dayStartsAt = 0): Record<string, string[]> {
  const days = splitByDay(timelineOf(rows({ spans }), rules), dayStartsAt);
  return Object.fromEntries([...days].map(([name, segments]) => [name, shown(segments)]));
}

describe('splitByDay', () => {
  it('cuts spans over midnight, and gaps too', () => {
    assert.deepEqual(split([span(midnight - 10, midnight + 20)]), {
      '2026-11-20': ['890-900 coding'],
      '2026-11-21': ['900-920 coding'],
    });
    assert.deepEqual(split([span(midnight - 10, midnight - 1), span(midnight + 1, midnight + 5)]), {
      '2026-11-20': ['890-899 coding', '899-900 coding'],
      '2026-11-21': ['900-901 coding', '901-905 coding'],
    });
  });

  it('takes the day from the offset where the work was done', () => {
    assert.deepEqual(Object.keys(split([span(0, 10, { offset: 840 }), span(20, 30, { offset: -600 })])), [
      '2026-11-20',
      '2026-11-19',
    ]);
    assert.deepEqual(Object.keys(split([span(0, 10, { offset: 900 })])), ['2026-11-21']);
  });

  it('begins days at the hour that is set', () => {
    assert.deepEqual(Object.keys(split([span(midnight, midnight + 179)], 180)), ['2026-11-20']);
    assert.deepEqual(split([span(midnight + 170, midnight + 190)], 180), {
      '2026-11-20': ['1070-1080 coding'],
      '2026-11-21': ['1080-1090 coding'],
    });
  });

  it('holds spans of several days', () => {
    assert.equal(Object.keys(split([span(0, 3 * 24 * 60)])).length, 4);
  });
});

describe('the total of a day', () => {
  it('is told by source', () => {
    const segments = timelineOf(
      rows({ spans: [span(0, 5), span(5, 7, { source: 'debug' })], activities: [activity(7, 9)] }),
      rules,
    );
    assert.deepEqual(dayTotalOf(day, segments), {
      day,
      totalMs: 9 * 60_000,
      bySource: { editor: 300_000, debug: 120_000, manual: 120_000 },
    });
  });
});

describe('today', () => {
  const today = (segments: readonly Segment[]) => todayOf({ day, person: segments, machine: [] }, context());

  it('names projects by their folder, and what has no name', () => {
    const spans = [span(0, 5), span(5, 15, { project: '/home/me/api' })];
    const shares = today(timelineOf(rows({ spans, activities: [activity(20, 50)] }), rules));
    assert.deepEqual(shares.byProject, [
      { name: 'No project', ms: 1_800_000 },
      { name: 'api', ms: 600_000 },
      { name: 'shop', ms: 300_000 },
    ]);
    assert.deepEqual(shares.byLanguage, [
      { name: 'No language', ms: 1_800_000 },
      { name: 'typescript', ms: 900_000 },
    ]);
    assert.deepEqual(shares.byKind[0], { name: 'meeting', ms: 1_800_000 });
  });

  it('has a goal on workdays only', () => {
    const goals = { hoursPerDay: 5, workdays: [1, 2, 3, 4, 5] };
    assert.equal(goalOf('2026-11-20', goals), 5 * 3_600_000);
    assert.equal(goalOf('2026-11-21', goals), 0);
  });
});

describe('blocks', () => {
  const none = (project: string) => project;

  it('join what adjoins and is alike', () => {
    const segments = timelineOf(
      rows({ spans: [span(0, 5), span(6, 7), span(7, 9, { kind: 'reading' }), span(20, 30)] }),
      rules,
    );
    assert.deepEqual(
      blocksOf(segments, none).map(({ start, end, kind }) => [(start - nine) / 60_000, (end - nine) / 60_000, kind]),
      [
        [0, 7, 'coding'],
        [7, 9, 'reading'],
        [20, 30, 'coding'],
      ],
    );
  });

  it('are at most so many, however wild the day, and stay in order without overlap', () => {
    const kinds = ['coding', 'reading'] as const;
    const wild = Array.from({ length: 4_000 }, (_, i) =>
      span(i * 0.3, i * 0.3 + 0.2, { kind: kinds[i % 2] ?? 'coding' }),
    );
    const scattered = Array.from({ length: 400 }, (_, i) => span(i * 3.5, i * 3.5 + 0.2));
    for (const spans of [wild, scattered]) {
      const blocks = blocksOf(timelineOf(rows({ spans }), rules), none);
      assert.ok(blocks.length <= blocksAtMost && blocks.length > 10, `${blocks.length} blocks`);
      for (const [i, block] of blocks.entries()) assert.ok(i === 0 || block.start >= (blocks[i - 1]?.end ?? 0));
    }
  });
});

describe('names of projects', () => {
  it('are the last part of the root, and two parts where that is taken', () => {
    const name = projectNames(['/home/me/shop', '/work/shop', 'C:\\code\\api', 'vscode-vfs://github/owner/site', '/']);
    assert.equal(name('C:\\code\\api'), 'api');
    assert.equal(name('/home/me/shop'), 'me/shop');
    assert.equal(name('/work/shop'), 'work/shop');
    assert.equal(name('vscode-vfs://github/owner/site'), 'site');
    assert.equal(name('/'), '/');
  });
});
