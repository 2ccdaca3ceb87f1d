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
    assert.equal(laneAt(lanes, 3)?.id, 'work');
    assert.equal(laneAt(lanes, heightOf(lanes) - 22)?.id, 'github');
    assert.equal(laneAt(lanes, heightOf(lanes) + 40), undefined);
  });

  it('tell gaps in what the person did, not between runs', () => {
    const stretches = withGaps(lanes, 5 * minute);
    const gaps = stretches.filter(({ type }) => type === 'gap');
    assert.equal(gaps.length, 5);
    assert.equal(stretches.length, itemsOf(lanes).length + 5);
  });
});
