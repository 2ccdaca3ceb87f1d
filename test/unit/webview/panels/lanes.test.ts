import assert from 'node:assert/strict';
import {
  itemAt,
  itemsOf,
  lanesAhead,
  lanesOf,
  moveOn,
  withGaps,
} from '../../../../src/webview/panels/timeline/lanes.ts';
import { heightOf, laneAt } from '../../../../src/webview/panels/timeline/laneCanvas.ts';
import type { FeedItem } from '../../../../src/core/views/views.ts';
import { at, sampleNow } from '../../../fakes/viewHost/sampleDashboard.ts';
import { sampleMeetings } from '../../../fakes/viewHost/sampleMeetings.ts';
import { sampleDay } from '../../../fakes/viewHost/sampleHistory.ts';

const day = sampleDay('2026-11-20');
const lanes = lanesOf(day, sampleNow);
const minute = 60_000;

describe('the lanes of a day', () => {
  it('have meetings that are planned or not answered yet; those that count are blocks already', () => {
    const [asked, planned] = sampleMeetings('2026-11-20').events;
    assert.ok(asked && planned);
    const rest = (['counted', 'attended', 'missed', 'none', 'logged'] as const).map((outcome) => ({
      ...planned,
      outcome,
    }));
    const events = [asked, planned, { ...planned, allDay: true }, { ...planned, blocks: false }, ...rest];
    const shown = itemsOf(lanesOf({ ...day, events }, sampleNow)).filter(({ event }) => event);
    assert.deepEqual(
      shown.map(({ lane, event }) => [lane, event?.id]),
      [
        ['meetings', 'sync'],
        ['meetings', 'review'],
      ],
    );
  });

  it('hold everything once, meetings apart', () => {
    assert.deepEqual(
      lanes.map(({ id, items }) => [id, items.length]),
      [
        ['work', 11],
        ['meetings', 1],
        ['runs', 2],
        ['commits', 1],
        ['github', 1],
      ],
    );
    assert.deepEqual(
      lanesOf({ ...day, runs: [], marks: [], timeline: [] }, sampleNow).map(({ id }) => id),
      ['work'],
    );
  });

  it('have agents below the work, those that worked in parallel on separate lanes, three at most', () => {
    const agent = (tool: string, ...work: readonly (readonly [number, number])[]) => ({
      tool,
      project: 'shop',
      work: work.map(([from, to]) => ({ start: at(9, from), end: at(9, to) })),
    });
    const agents = [agent('A', [0, 10], [20, 30]), agent('B', [5, 15]), agent('C', [6, 16]), agent('D', [7, 17])];
    const drawn = lanesOf({ timeline: [], runs: [], marks: [], agents }, sampleNow);
    assert.deepEqual(
      drawn.map(({ id, items }) => [id, items.map((item) => item.agent?.tool)]),
      [
        ['work', []],
        ['agents', ['A', 'A']],
        ['agents2', ['B']],
        ['agents3', ['C', 'D']],
      ],
    );
  });

  it('have the agent that ends first above, and a shared lane is taken until the last one on it ends', () => {
    const agent = (tool: string, from: number, to: number) => ({
      tool,
      project: 'shop',
      work: [{ start: at(9, from), end: at(9, to) }],
    });
    const rows = (...agents: readonly ReturnType<typeof agent>[]) =>
      lanesOf({ timeline: [], runs: [], marks: [], agents }, sampleNow).map(({ id, items }) => [
        id,
        ...items.map((item) => item.agent?.tool),
      ]);
    assert.deepEqual(rows(agent('long', 0, 30), agent('short', 0, 10), agent('next', 10, 20)), [
      ['work'],
      ['agents', 'short', 'next'],
      ['agents2', 'long'],
    ]);
    const three = [agent('A', 0, 50), agent('B', 1, 50), agent('C', 2, 50)];
    const shared = rows(...three, agent('D', 3, 10), agent('E', 20, 30), agent('F', 50, 55));
    assert.deepEqual(shared, [['work'], ['agents', 'A', 'F'], ['agents2', 'B'], ['agents3', 'C', 'D', 'E']]);
    const freed = rows(
      agent('A', 0, 50),
      agent('B', 1, 50),
      agent('C', 2, 20),
      agent('D', 3, 10),
      agent('E', 12, 15),
      agent('F', 20, 25),
    );
    assert.deepEqual(freed[3], ['agents3', 'C', 'D', 'E', 'F']);
  });

  it('have items with the lane, the times, and the tone of what they stand for', () => {
    const run = { start: at(14, 0), end: at(14, 5), name: 'watch', kind: 'building', outcome: 'failed' } as const;
    const late = { ...run, start: sampleNow + minute, end: null };
    const commit = { at: at(12, 0), type: 'commit', title: 'Fix' } as const;
    const marks = [{ ...commit, type: 'review', at: at(13, 0) } as never, commit];
    const blocks = [{ start: at(15, 0), end: at(16, 0), title: 'Write' } as never];
    const shown = itemsOf(lanesOf({ timeline: [], runs: [late, run], marks, blocks }, sampleNow));
    assert.deepEqual(
      shown.map(({ lane, start, end, tone }) => [lane, start, end, tone]),
      [
        ['plan', at(15, 0), at(16, 0), 'planned'],
        ['runs', at(14, 0), at(14, 5), 'failed'],
        ['runs', late.start, late.start, 'failed'],
        ['commits', at(12, 0), at(12, 0), 'commit'],
        ['github', at(13, 0), at(13, 0), 'event'],
      ],
    );
  });

  it('draw what still runs up to now', () => {
    const run = { start: at(14, 0), end: null, name: 'watch', kind: 'building', outcome: 'running' } as const;
    const [, runs] = lanesOf({ timeline: [], marks: [], runs: [run] }, sampleNow);
    assert.equal(runs?.items[0]?.end, sampleNow);
  });

  it('have their room before they are read, by what the feed holds of the day', () => {
    const item = (id: string, more: Partial<FeedItem>): FeedItem => {
      const times = { start: at(10, 0), durationMs: 0, errors: 0 };
      return { id, source: 'editor', kind: 'coding', title: id, ...times, ...more };
    };
    const items = [
      item('a', {}),
      item('run', { source: 'task', outcome: 'failed' }),
      item('commit:1', { source: 'github' }),
      item('github:pr:1', { source: 'github', start: at(7, 0) }),
    ];
    const ahead = lanesAhead(items, at(8, 0));
    assert.deepEqual(Array.from(ahead), ['runs', 'commits']);
    const lanesThen = lanesOf({ ...day, runs: [], marks: [] }, sampleNow, ahead);
    assert.deepEqual(
      lanesThen.map(({ id }) => id),
      ['work', 'meetings', 'runs', 'commits'],
    );
  });

  it('are walked along and across', () => {
    const all = itemsOf(lanes);
    const meeting = all.findIndex(({ lane }) => lane === 'meetings');
    assert.equal(moveOn(lanes, 'ArrowRight', 0), 1);
    assert.equal(moveOn(lanes, 'ArrowLeft', 0), 0);
    assert.equal(moveOn(lanes, 'End', 0), 10);
    assert.deepEqual(
      ['Home', 'End', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'].map((key) => moveOn(lanes, key, 5)),
      [0, 10, 4, 6, 0, 10],
    );
    const long = lanesOf(
      {
        timeline: [],
        runs: [],
        marks: Array.from({ length: 30 }, (_, index) => ({ at: at(9, index), type: 'commit' }) as never),
      },
      sampleNow,
    );
    assert.deepEqual([moveOn(long, 'PageUp', 25), moveOn(long, 'PageDown', 4)], [15, 14]);
    const runs = all.findIndex(({ lane }) => lane === 'runs');
    assert.deepEqual(
      ['Home', 'End', 'ArrowLeft', 'ArrowRight'].map((key) => moveOn(lanes, key, runs + 1)),
      [runs, runs + 1, runs, runs + 1],
    );
    assert.equal(moveOn(lanes, 'ArrowDown', all.length - 1), all.length - 1, 'there is none below');
    assert.equal(moveOn(lanes, 'ArrowDown', 3), meeting);
    const up = moveOn(lanes, 'ArrowUp', meeting) ?? -1;
    assert.equal(all[up]?.lane, 'work');
    assert.equal(all[up]?.block?.start, at(10, 31), 'the nearest in time');
    assert.equal(moveOn(lanes, 'ArrowUp', up), up, 'there is none above');
    assert.equal(moveOn(lanes, 'x', 3), undefined);
  });

  it('find what is near the pointer, and nothing in a gap', () => {
    const { items = [] } = lanes[0] ?? {};
    assert.equal(itemAt(items, at(9, 30), 0)?.tone, 'coding');
    assert.equal(itemAt(items, at(12, 40), minute), undefined);
    assert.equal(itemAt(items, at(12, 21), 2 * minute)?.tone, 'debugging');
    const reach = (ms: number) => itemAt([{ lane: 'work', start: 1000, end: 2000, tone: 'x' }], 2000 + ms, 10)?.tone;
    assert.deepEqual([reach(10), reach(11)], ['x', undefined]);
    assert.equal(itemAt([], 0, 10), undefined);
    // The lane of work is 28 pixels high; each further one is 12, below a name of 16.
    assert.deepEqual(
      [0, 27, 28, 55, 56].map((y) => laneAt(lanes, y)?.id),
      ['work', 'work', 'meetings', 'meetings', 'runs'],
    );
    assert.equal(heightOf(lanes), 28 + 4 * 28 + 18);
    assert.equal(laneAt(lanes, 3)?.id, 'work');
    assert.equal(laneAt(lanes, heightOf(lanes) - 22)?.id, 'github');
    assert.equal(laneAt(lanes, heightOf(lanes) + 40), undefined);
  });

  it('tell gaps in what the person did, not between runs', () => {
    const stretches = withGaps(lanes, 5 * minute);
    const gaps = stretches.filter(({ type }) => type === 'gap');
    assert.equal(gaps.length, 5);
    assert.equal(stretches.length, itemsOf(lanes).length + 5);
    const work = (start: number, end: number) => ({ lane: 'work', start, end, tone: 'x', block: {} as never }) as const;
    const shown = withGaps([{ id: 'work', items: [work(0, 50), work(10, 20), work(60, 70), work(79, 80)] }], 10);
    assert.deepEqual(
      shown.map((one) => (one.type === 'gap' ? [one.start, one.end] : 'item')),
      ['item', 'item', [50, 60], 'item', 'item'],
    );
  });
});
