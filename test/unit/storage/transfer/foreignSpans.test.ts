import assert from 'node:assert/strict';
import { dayMs } from '../../../../src/core/time/days.ts';
import { readForeign, type ForeignEntries } from '../../../../src/storage/transfer/foreignEntries.ts';
import { entriesOf } from '../../../../src/storage/transfer/jsonEntries.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const now = nine + 30 * dayMs;
const date = '2026-03-02';
const read = (file: unknown): ForeignEntries | undefined => readForeign(entriesOf(file), { offsetAt: () => 60, now });
const found = (file: unknown): ForeignEntries => read(file) ?? assert.fail('it is of no program');
const beat = (seconds = 0, more: object = {}): object => ({ time: nine / 1000 + seconds, entity: '/w/a.ts', ...more });
const duration = (seconds: number, more: object = {}): object => ({
  time: nine / 1000 + seconds,
  duration: 10,
  project: 'shop',
  ...more,
});
const total = (total_seconds: number): object => ({ grand_total: { total_seconds } });
/** Seconds after nine at which spans start, and their projects. */
const starts = (file: unknown): unknown[] =>
  Array.from(found(file).spans(), ({ start, project = '-' }) => `${(start - nine) / 1000} ${project}`);

describe('a file of WakaTime', () => {
  it('has spans of files and of pages with these facts', () => {
    const names = { category: 'writing docs', project: 'shop', branch: 'main', language: 'TypeScript' };
    const file = [
      beat(0, { ...names, is_write: true }),
      beat(60, { entity: 'https://docs.test/a?b', type: 'url', category: 'browsing', project: 'Unknown Project' }),
    ];
    const spans = Array.from(found(file).spans(), ({ id, ...rest }) => {
      assert.match(id, /^wakatime-at-2026-03-02:\d+$/);
      return rest;
    });
    const common = { type: 'span', source: 'editor', signals: 1, edits: {}, offset: 60 };
    assert.deepEqual(spans, [
      {
        ...common,
        kind: spans[0]?.kind,
        start: nine,
        end: nine + 60_000,
        saves: 1,
        file: '/w/a.ts',
        project: 'shop',
        branch: 'main',
        language: 'typescript',
      },
      {
        ...common,
        kind: 'browsing',
        start: nine + 60_000,
        end: nine + 60_000,
        saves: 0,
        scheme: 'web',
        file: 'docs.test',
      },
    ]);
  });

  it('is none where no entry has a time and a place', () => {
    for (const entry of [{ entity: '/a' }, { time: 'x', entity: '/a' }, { time: ' ', entity: '/a' }, { time: 5 }, null])
      assert.equal(read([entry]), undefined, JSON.stringify(entry));
    for (const file of [{ days: [{ name: 'Monday' }] }, { days: { a: beat() } }, { data: [{ id: 1 }, null] }])
      assert.equal(read(file), undefined, JSON.stringify(file));
  });

  it('is one by a single heartbeat of a day, with a date or without, or by a date', () => {
    assert.deepEqual(starts({ days: [{ heartbeats: [beat()] }] }), ['0 -']);
    assert.deepEqual(starts({ days: [{ date }] }), []);
    assert.deepEqual(starts({ heartbeats: [null] }), []);
    assert.equal(found({ type: 'dump', days: [{ date }] }).leftOut, 0);
    assert.deepEqual(starts([beat(), { other: 1 }]), ['0 -']);
    assert.deepEqual(starts({ data: [beat(), { other: 1 }] }), ['0 -']);
  });

  it('comes in order, what lasts before a heartbeat at the same instant', () => {
    const days = [
      { date: '2026-03-04', durations: [duration(200), duration(0), duration(100), duration(300)] },
      { date, heartbeats: [beat(100), beat(400)] },
    ];
    assert.deepEqual(starts({ days }), ['0 shop', '100 shop', '100 -', '200 shop', '300 shop', '400 -']);
    const entries = found({ days: [...days, { date: '2026-03-05', ...total(60) }] });
    assert.deepEqual([entries.size, entries.leftOut, entries.others, entries.dayTotals], [7, 0, 0, 1]);
  });

  it('has no time that ends later than it can have been recorded', () => {
    const late = (now + dayMs - nine) / 1000;
    const days = [{ date, durations: [duration(late - 10), duration(late - 9), duration(late + 1)] }];
    assert.deepEqual([starts({ days }), found({ days }).leftOut], [[`${late - 10} shop`], 2]);
  });
});

describe('a file of ActivityWatch', () => {
  const editor = 'app.editor.activity';
  const event = (more: object = {}): object => ({
    timestamp: new Date(nine).toISOString(),
    duration: 60,
    data: { file: '/w/a.ts' },
    ...more,
  });
  const window = (...events: unknown[]): object => ({ type: 'currentwindow', events });

  it('is one by its editors, or by an event of another watcher', () => {
    assert.equal(found({ type: editor, events: [null] }).kind, 'activitywatch');
    assert.equal(found(window(event())).kind, 'activitywatch');
    assert.equal(found({ buckets: { a: { type: editor, events: [event()] }, b: window() } }).size, 1);
    for (const file of [{ type: editor, events: [] }, window(), { type: 5, events: [event()] }])
      assert.equal(read(file), undefined, JSON.stringify(file));
    const broken = [
      { timestamp: 'soon' },
      { timestamp: 5 },
      { duration: 'x' },
      { duration: ' ' },
      { duration: 'Infinity' },
      { duration: -1 },
      { data: null },
      { data: 'x' },
    ];
    for (const change of broken) assert.equal(read(window(event(change))), undefined, JSON.stringify(change));
  });

  it('has the events of an editor, wherever the file says that they are of one', () => {
    const counts = ({ size, leftOut, others, dayTotals }: ForeignEntries): number[] => [
      size,
      leftOut,
      others,
      dayTotals,
    ];
    assert.deepEqual(counts(found({ type: editor, events: [event(), null] })), [1, 1, 0, 0]);
    assert.deepEqual(counts(found({ events: [event(), null], type: editor })), [1, 1, 0, 0]);
    assert.deepEqual(counts(found({ events: [event(), event()], type: 'currentwindow' })), [0, 0, 2, 0]);
  });

  it('has no event of more than a day, nor one that can not have been recorded at its start or its end', () => {
    const kept = (change: object): number => [...found({ type: editor, events: [event(change)] }).spans()].length;
    assert.equal(kept({ duration: 86_400 }), 1);
    assert.equal(kept({ duration: 86_400.001 }), 0);
    assert.equal(kept({ timestamp: '1999-12-31T23:59:59Z' }), 0);
    assert.equal(kept({ timestamp: new Date(now + dayMs - 60_000).toISOString() }), 1);
    assert.equal(kept({ timestamp: new Date(now + dayMs - 59_999).toISOString() }), 0);
    assert.equal(kept({ duration: ' ' }), 0);
  });

  it('comes in order, work in an editor before a page at the same instant', () => {
    const at = (seconds: number, data: object): object =>
      event({ timestamp: new Date(nine + seconds * 1000).toISOString(), data });
    const work = { type: editor, events: [at(120, { project: 'b' }), at(0, { project: 'a' })] };
    const buckets = {
      work,
      'aw-watcher-afk_desk': {
        type: 'afkstatus',
        events: [at(0, { status: 'not-afk' }), at(60, { status: 'not-afk' })],
      },
      'aw-watcher-window_desk': window(at(0, { app: 'Firefox' }), at(60, { app: 'Firefox' })),
      'aw-watcher-web-firefox': {
        type: 'web.tab.current',
        events: [0, 60, 90].map((n) => at(n, { url: 'https://docs.test/' })),
      },
      'aw-watcher-vim_desk': { type: editor, events: [at(60, { project: 'c' })] },
    };
    assert.deepEqual(starts({ buckets }), ['0 a', '0 -', '60 c', '60 -', '90 -', '120 b']);
    assert.equal(found({ buckets }).size, 10);
  });
});
