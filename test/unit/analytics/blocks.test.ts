import assert from 'node:assert/strict';
import { blocksOf, siteOf } from '../../../src/analytics/blocks.ts';
import { segmentCategories, segmentSubjects } from '../../../src/analytics/categories.ts';
import { rowsNear } from '../../../src/analytics/rows.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import { sessionsOf } from '../../../src/analytics/sessions.ts';
import { rangeAround, minuteMs } from '../../../src/core/time/days.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, day, diagnostic, nine, rows, run, span, task } from './given.ts';

function segment(from: number, to: number, changes: Partial<Segment> = {}): Segment {
  const what = { offset: 0, factId: 'w:1', source: 'editor', kind: 'coding', basis: 'observed' } as const;
  return { start: at(from), end: at(to), ...what, ...changes } as Segment;
}
const minutes = ({ start, end }: { readonly start: number; readonly end: number }) =>
  [start, end].map((instant) => (instant - nine) / minuteMs);

describe('the blocks of a day', () => {
  const blocks = (...segments: Segment[]) => blocksOf(segments, (project) => project.slice(1)).map(minutes);

  it('are one where they adjoin and are alike in everything that is shown', () => {
    const first = segment(0, 5, { project: '/p', language: 'css' });
    const next = (changes: Partial<Segment>, from = 5) =>
      blocks(first, segment(from, 9, { project: '/p', language: 'css', ...changes })).length;
    assert.equal(next({}), 1);
    assert.equal(next({ file: 'other.css', branch: 'other' }), 1);
    assert.equal(next({}, 5.1), 2);
    for (const change of [
      { project: '/q' },
      { language: 'go' },
      { kind: 'debugging' },
      { source: 'debug' },
      { scheme: 'app', file: 'Code' },
    ] as const)
      assert.equal(next(change), 2, JSON.stringify(change));
    const categories = (second: string | undefined) =>
      blocksOf([first, segment(5, 9, { ...first, start: at(5), end: at(9) })], String, {
        categoryOf: ({ start }) => (start === first.start ? 'one' : second),
      }).map(({ category }) => category);
    assert.deepEqual([categories('one'), categories('two')], [['one'], ['one', 'two']]);
  });

  it('say only what is known', () => {
    const [bare, full] = blocksOf(
      [segment(0, 5), segment(5, 9, { project: '/p', language: 'css', scheme: 'web', file: 'a.test/x' })],
      (project) => project.slice(1),
    );
    assert.deepEqual(bare, { start: at(0), end: at(5), kind: 'coding', source: 'editor' });
    assert.deepEqual(full, { ...bare, start: at(5), end: at(9), project: 'p', language: 'css', site: 'a.test' });
    assert.deepEqual(
      [siteOf({ scheme: 'web', file: 'a.test/x' }), siteOf({ scheme: 'app', file: 'Slack' }), siteOf({ file: 'a.ts' })],
      ['a.test', 'Slack', undefined],
    );
  });

  it('begin in slots of equal length where they are too many, each under the label of the longest', () => {
    const many = [
      segment(0, 1, { language: 'a' }),
      segment(1, 4, { language: 'b' }),
      segment(4, 7, { language: 'c' }),
      segment(50, 51, { language: 'd' }),
      segment(99, 100, { language: 'e' }),
    ];
    const told = (atMost: number) =>
      blocksOf(many, String, { atMost }).map((block) => [...minutes(block), block.language]);
    assert.deepEqual(told(5).length, 5);
    assert.deepEqual(told(4), [
      [0, 7, 'b'],
      [50, 51, 'd'],
      [99, 100, 'e'],
    ]);
    assert.deepEqual(told(1), [[0, 100, 'b']]);
    assert.deepEqual(blocksOf([], String, { atMost: 0 }), []);
  });
});

describe('what decides the category of a segment', () => {
  const talk = activity(0, 30, { id: 'm:1', title: 'Talk' });
  const reader = new MemoryReader([talk, activity(30, 60, { id: 'm:2', title: 'Standup' })]);
  const days = { from: day, to: day };

  it('is a page, an application, a file, or what was logged', () => {
    const subjectOf = segmentSubjects(reader, days);
    const place = { project: '/p', file: 'a.ts', language: 'typescript' };
    const nowhere = { project: undefined, file: undefined, language: undefined };
    for (const [given, subject] of [
      [
        { scheme: 'web', file: 'a.test/x' },
        { domain: 'a.test', path: '/x' },
      ],
      [{ scheme: 'app', file: 'Slack' }, { app: 'Slack' }],
      [place, place],
      [
        { ...place, source: 'hub', scheme: 'vim' },
        { ...place, app: 'vim' },
      ],
      [
        { source: 'manual', factId: 'm:1' },
        { ...nowhere, title: 'Talk' },
      ],
      [
        { source: 'manual', factId: 'gone' },
        { ...nowhere, title: undefined },
      ],
    ] as const)
      assert.deepEqual(subjectOf({ ...segment(0, 1), ...nowhere, ...given }), { kind: 'coding', ...subject });
  });

  it('is asked of each logged activity on its own, and once of alike files', () => {
    const categoryOf = segmentCategories(reader, days, context());
    const meeting = segment(0, 30, { source: 'manual', kind: 'meeting', factId: 'm:1' });
    assert.deepEqual([categoryOf(meeting), categoryOf(meeting)], ['meeting', 'meeting']);
    assert.equal(categoryOf(segment(0, 1, { file: 'a.ts', project: '/p' })), 'coding');
    assert.equal(categoryOf(segment(0, 1, { file: 'a.ts', project: '/p', kind: 'reviewing' })), 'reviewing');
  });
});

describe('sessions of work', () => {
  it('go on over gaps up to the idle limit, in one project, without what was logged', () => {
    const told = (...segments: Segment[]) => sessionsOf(segments, 2 * minuteMs).map(minutes);
    assert.deepEqual(told(segment(0, 5), segment(7, 9)), [[0, 9]]);
    assert.deepEqual(told(segment(0, 5), segment(7.1, 9)), [
      [0, 5],
      [7.1, 9],
    ]);
    const other = { project: '/q' };
    assert.deepEqual(told(segment(0, 5), segment(5, 6, other), segment(6, 9), segment(9, 10, other)), [
      [0, 9],
      [5, 6],
      [9, 10],
    ]);
    assert.deepEqual(told(segment(0, 5, { source: 'manual' }), segment(5, 6)), [[5, 6]]);
  });

  it('have the kind and source with the most time, and count their files', () => {
    const [one] = sessionsOf(
      [
        segment(0, 3, { kind: 'debugging', source: 'debug', file: 'a', factId: 'w:7', offset: 60 }),
        segment(3, 5, { file: 'b' }),
        segment(5, 7, { file: 'a' }),
        segment(8, 9, { kind: 'reading' }),
      ],
      2 * minuteMs,
    );
    assert.deepEqual(one, {
      project: undefined,
      start: at(0),
      offset: 60,
      end: at(9),
      durationMs: 8 * minuteMs,
      kind: 'coding',
      source: 'editor',
      files: 2,
      factId: 'w:7',
    });
  });
});

describe('the rows near a day', () => {
  it('are those that touch the day and its neighbours, and the tasks of the day itself', () => {
    const { from, to } = rangeAround(day, day);
    /** Minutes of a fact that ends just there, or begins just there, inside or outside. */
    const minuteOf = (instant: number) => (instant - nine) / minuteMs;
    const [first, last] = [minuteOf(from), minuteOf(to)];
    const times: [number, number][] = [
      [first - 5, first],
      [first - 5, first - 0.001],
      [last - 0.001, last + 5],
      [last, last + 5],
    ];
    const near = rowsNear(
      rows({
        spans: times.map(([start, end], i) => span(start, end, { id: `s:${i}` })),
        runs: times.map(([start, end], i) => run(start, end, { id: `r:${i}` })),
        activities: times.map(([start, end], i) => ({ ...activity(start, end), id: `a:${i}` })) as never,
        diagnostics: times.map(([start, end], i) => diagnostic(start, end, { id: `d:${i}` })),
        states: [first, first - 0.001, last - 0.001, last].map(
          (minute, i) => ({ type: 'state', id: `t:${i}`, at: at(minute), offset: 0, state: 'paused' }) as const,
        ),
        planTasks: [task(1, { id: 'p:0' }), task(1, { id: 'p:1', day: '2026-11-19' })] as never,
      }),
      day,
    );
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id.slice(2)).join('');
    assert.deepEqual([near.spans, near.runs, near.activities, near.diagnostics, near.states, near.planTasks].map(ids), [
      '02',
      '02',
      '02',
      '02',
      '02',
      '0',
    ]);
    const open = [run(first - 5, undefined), run(first, undefined)];
    assert.equal(rowsNear(rows({ runs: open }), day).runs.length, 1);
    assert.equal(rowsNear(rows({ diagnostics: [diagnostic(first - 5, undefined)] }), day).diagnostics.length, 1);
  });
});
