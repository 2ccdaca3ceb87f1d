import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventBody, type EventBody } from '../../../src/hub/activityWatch/awEvent.ts';
import { Bucket, Buckets, type BucketInfo } from '../../../src/hub/activityWatch/buckets.ts';
import { isCounted, keptData, typeOfWatcher } from '../../../src/hub/activityWatch/watchers.ts';

const info = (id: string, type = 'currentwindow'): BucketInfo => ({
  id,
  type,
  client: 'c',
  hostname: 'desk',
  created: 1,
});
const body = (timestamp: number, seconds: number | undefined, app = 'Code'): EventBody => ({
  timestamp,
  data: { app, n: 1 },
  ...(seconds !== undefined && { duration: seconds }),
});

describe('a bucket of ActivityWatch', () => {
  let bucket: Bucket;
  beforeEach(() => (bucket = new Bucket(info('b'))));
  const shown = () => bucket.events.map(({ id, start, end, data }) => [id, start, end, data['app']]);

  it('extends the last event by a heartbeat up to the pulse after its end', () => {
    bucket.heartbeat(body(1000, 1), 500);
    bucket.heartbeat(body(2500, 0.2), 500);
    assert.deepEqual(shown(), [[1, 1000, 2700, 'Code']]);
    bucket.heartbeat(body(1000, 0), 500);
    assert.deepEqual(shown(), [[1, 1000, 2700, 'Code']]);
    bucket.heartbeat(body(3201, undefined), 500);
    bucket.heartbeat(body(3202, 1, 'Vim'), 500);
    bucket.heartbeat(body(3100, 0), 500);
    assert.deepEqual(shown(), [
      [1, 1000, 2700, 'Code'],
      [4, 3100, 3100, 'Code'],
      [2, 3201, 3201, 'Code'],
      [3, 3202, 4202, 'Vim'],
    ]);
  });

  it('knows an event that is sent again, whatever the order of its fields, and replaces the one with its id', () => {
    bucket.insert(body(1000, 2));
    bucket.insert({ timestamp: 1000, duration: 1, data: { n: 1, app: 'Code' } });
    bucket.insert(body(1000, 1, 'Vim'));
    assert.deepEqual(shown(), [
      [1, 1000, 3000, 'Code'],
      [2, 1000, 2000, 'Vim'],
    ]);
    bucket.insert({ ...body(1500, 4, 'Emacs'), id: 2 });
    bucket.insert({ ...body(0, 0.5, 'Emacs'), id: 2 });
    assert.deepEqual(shown(), [
      [1, 1000, 3000, 'Code'],
      [2, 1000, 1000, 'Emacs'],
    ]);
    assert.deepEqual([bucket.delete(1), bucket.delete(1)], [true, false]);
    assert.deepEqual(shown(), [[2, 1000, 1000, 'Emacs']]);
  });

  it('keeps the 2,000 latest events', () => {
    for (let i = 1; i <= 2001; i++) bucket.insert(body(i, 0));
    assert.deepEqual([bucket.events.length, bucket.events[0]?.start, bucket.events.at(-1)?.start], [2000, 2, 2001]);
  });

  it('is remembered where it counts; there are 200 at most', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-buckets-'));
    try {
      const open = () => new Buckets(folder, isCounted);
      const first = open();
      for (let i = 0; i < 199; i++) assert.ok(first.create(info(`b${i}`, 'other')));
      assert.ok(first.create(info('kept')));
      assert.equal(first.create(info('more')), undefined);
      assert.deepEqual(
        open().all.map(({ info: { id } }) => id),
        ['kept'],
      );
      assert.deepEqual([first.delete('b0'), first.delete('b0')], [true, false]);
      assert.ok(first.create(info('again')));
      assert.deepEqual(
        open().all.map(({ info: { id } }) => id),
        ['kept', 'again'],
      );
      first.delete('kept');
      assert.deepEqual(
        open().all.map(({ info: { id } }) => id),
        ['again'],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('takes events of a week and 20,000 characters at most', () => {
    const sent = (change: object) =>
      eventBody.safeParse({ timestamp: '2026-11-20T10:00:00+0100', duration: 1, data: {}, ...change });
    assert.equal(sent({}).data?.timestamp, Date.UTC(2026, 10, 20, 9));
    assert.equal(sent({ timestamp: ' 2026-11-20T09:00:00Z ' }).data?.timestamp, Date.UTC(2026, 10, 20, 9));
    for (const [change, expected] of [
      [{ duration: 604_800 }, true],
      [{ duration: 604_801 }, false],
      [{ duration: 0 }, true],
      [{ duration: -0.001 }, false],
      [{ duration: null, id: null }, true],
      [{ id: 1.5 }, false],
      [{ timestamp: 'never' }, false],
      // {"a":"…"} has eight characters around the text.
      [{ data: { a: 'x'.repeat(19_992) } }, true],
      [{ data: { a: 'x'.repeat(19_993) } }, false],
    ] as const)
      assert.equal(sent(change).success, expected, JSON.stringify(change).slice(0, 60));
  });

  it('has of a window its application, and of a page its origin', () => {
    const page = info('b', 'web.tab.current');
    assert.deepEqual(keptData(info('b'), { app: 'Code', title: 'secret' }), { app: 'Code' });
    assert.deepEqual(keptData(page, { url: 'https://a.com/b?c', title: 'secret' }), {
      url: 'https://a.com',
      incognito: false,
    });
    assert.deepEqual(keptData(page, { url: 'no address', incognito: true }), { url: '', incognito: true });
    assert.deepEqual(keptData(info('b', 'other'), { x: 1 }), { x: 1 });
    assert.equal((keptData(info('b'), { app: 'x'.repeat(4001) })['app'] as string).length, 4000);
    assert.deepEqual(
      [
        'aw-watcher-window_desk',
        'aw-watcher-afk_desk',
        'aw-watcher-web-firefox',
        'aw-watcher-vim_desk',
        'my-aw-watcher-afk_',
      ].map(typeOfWatcher),
      ['currentwindow', 'afkstatus', 'web.tab.current', undefined, undefined],
    );
  });
});
