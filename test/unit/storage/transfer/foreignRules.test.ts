import assert from 'node:assert/strict';
import { ActivityWatchEntries } from '../../../../src/storage/transfer/fromActivityWatch.ts';
import { WakaTimeEntries } from '../../../../src/storage/transfer/fromWakaTime.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const reading = { offsetAt: () => 60, now: nine + 3_600_000 } as ConstructorParameters<typeof WakaTimeEntries>[0];

/** The spans of heartbeats: from and to seconds after nine, file, signals, and saves. */
function spansOfBeats(...beats: object[]) {
  const entries = new WakaTimeEntries(reading);
  for (const [at, value] of beats.entries()) entries.take({ path: ['heartbeats', at], value } as never);
  const spans = [...entries.spans()].map(({ start, end, file, signals, saves }) => [
    (start - nine) / 1000,
    (end - nine) / 1000,
    file,
    signals,
    saves,
  ]);
  return { spans, leftOut: entries.leftOut };
}
const beat = (seconds: number, entity = 'a.ts', more: object = {}) => ({
  time: nine / 1000 + seconds,
  entity,
  type: 'file',
  ...more,
});

describe('heartbeats of WakaTime', () => {
  it('last until the next one if that comes within two minutes, and join in one file', () => {
    assert.deepEqual(spansOfBeats(beat(0), beat(120), beat(130)).spans, [[0, 130, 'a.ts', 3, 0]]);
    assert.deepEqual(spansOfBeats(beat(0), beat(120.001)).spans, [
      [0, 0, 'a.ts', 1, 0],
      [120.001, 120.001, 'a.ts', 1, 0],
    ]);
    assert.deepEqual(spansOfBeats(beat(0), beat(60, 'b.ts'), beat(90)).spans, [
      [0, 60, 'a.ts', 1, 0],
      [60, 90, 'b.ts', 1, 0],
      [90, 90, 'a.ts', 1, 0],
    ]);
  });

  it('are saves where they say so, and nothing else is', () => {
    const saves = [true, false, 'true', 1, undefined].map(
      (isWrite) => spansOfBeats(beat(0, 'a.ts', { is_write: isWrite })).spans[0]?.[4],
    );
    assert.deepEqual(saves, [1, 0, 0, 0, 0]);
    assert.deepEqual(spansOfBeats(beat(0, 'a.ts', { is_write: true }), beat(5, 'a.ts', { is_write: true })).spans, [
      [0, 5, 'a.ts', 2, 2],
    ]);
  });

  it('at one instant come by name, the file of the next one last, in any order of the list', () => {
    const all = [beat(0, 'b.ts'), beat(0, 'a.ts'), beat(0, 'c.ts'), beat(30, 'b.ts')];
    const expected = [
      [0, 0, 'a.ts', 1, 0],
      [0, 0, 'c.ts', 1, 0],
      [0, 30, 'b.ts', 2, 0],
    ];
    assert.deepEqual(spansOfBeats(...all).spans, expected);
    assert.deepEqual(spansOfBeats(...all.toReversed()).spans, expected);
  });

  it('are left out from a day ahead on, before 2000, and without a time or a name', () => {
    const ahead = (ms: number) => spansOfBeats({ ...beat(0), time: (reading.now + 86_400_000 + ms) / 1000 }).leftOut;
    assert.deepEqual([ahead(0), ahead(1000)], [0, 1]);
    const early = (ms: number) => spansOfBeats({ ...beat(0), time: (Date.UTC(2000, 0) + ms) / 1000 }).leftOut;
    assert.deepEqual([early(0), early(-1000)], [0, 1]);
    for (const broken of [null, 5, {}, { ...beat(0), time: '' }, { ...beat(0), time: 'x' }, { ...beat(0), entity: 7 }])
      assert.deepEqual(spansOfBeats(broken as object), { spans: [], leftOut: 1 }, JSON.stringify(broken));
    assert.equal(spansOfBeats({ ...beat(0), time: String(nine / 1000) }).spans.length, 1, 'a time as text');
  });
});

describe('events of editors in ActivityWatch', () => {
  const of = (value: unknown, type = 'app.editor.activity') => {
    const entries = new ActivityWatchEntries(reading);
    entries.take({ path: ['buckets', 'b', 'type'], value: type } as never);
    entries.take({ path: ['buckets', 'b', 'events', 0], value } as never);
    return { spans: [...entries.spans()], leftOut: entries.leftOut, isFound: entries.isFound };
  };
  const event = (changes: object = {}) => ({
    timestamp: '2026-03-02T09:00:00Z',
    duration: 60,
    data: { file: 'a.ts', project: 'shop', language: 'unknown', branch: '' },
    ...changes,
  });

  it('are spans of one signal, without what is unknown', () => {
    const [span, ...others] = of(event()).spans;
    assert.deepEqual(others, []);
    assert.ok(span);
    const { id, ...rest } = span;
    assert.match(id, /^activitywatch-at-2026-03-02:\d+$/);
    assert.deepEqual(rest, {
      type: 'span',
      kind: 'coding',
      source: 'editor',
      signals: 1,
      saves: 0,
      edits: {},
      start: nine,
      end: nine + 60_000,
      offset: 60,
      file: 'a.ts',
      project: 'shop',
    });
  });

  it('need an instant, a length of no less than nothing, and data', () => {
    assert.deepEqual([of(event({ duration: 0 })).spans.length, of(event({ duration: 0 })).leftOut], [1, 0]);
    const broken = [
      event({ duration: -1 }),
      event({ duration: 'x' }),
      event({ duration: undefined }),
      event({ duration: Number.POSITIVE_INFINITY }),
      event({ timestamp: 'soon' }),
      event({ timestamp: undefined }),
      event({ data: null }),
      event({ data: 'a.ts' }),
      null,
      'x',
    ];
    for (const one of broken) {
      const { spans, leftOut } = of(one);
      assert.deepEqual([spans, leftOut], [[], 1], JSON.stringify(one));
    }
  });

  it('are no time of editors in a bucket of another type', () => {
    const { spans, leftOut } = of(event(), 'currentwindow');
    assert.deepEqual([spans, leftOut], [[], 0]);
  });
});
