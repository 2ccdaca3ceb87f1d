import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { openImport } from '../../../../src/extension/worker/importSource.ts';
import { WatchedPages } from '../../../../src/storage/transfer/watchedPages.ts';
import { StorageFolder } from '../storageFolder.ts';

const nine = Date.UTC(2026, 2, 2, 9);

/** An event of some minutes, which begins some minutes after nine. */
const at = (minute: number, length: number, data: object): object => ({
  id: minute,
  timestamp: new Date(nine + minute * 60_000).toISOString(),
  duration: length * 60,
  data: { title: 'Secret', ...data },
});
const of = (type: string, ...events: object[]): object => ({ type, client: 'aw', hostname: 'desk', events });

describe('pages in an export of ActivityWatch', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  function opened(buckets: object): { spans: SpanFact[]; skipped: number } {
    const file = folder.path('in.json');
    fs.writeFileSync(file, JSON.stringify({ buckets }));
    const source = openImport(file, () => 0);
    return { spans: Array.from(source.facts()) as SpanFact[], skipped: source.skipped() };
  }

  const presence = {
    'aw-watcher-afk_desk': of(
      'afkstatus',
      at(0, 30, { status: 'not-afk' }),
      at(30, 30, { status: 'afk' }),
      at(60, 30, { status: 'not-afk' }),
    ),
  };
  const windows = {
    'aw-watcher-window_desk': of(
      'currentwindow',
      at(0, 10, { app: 'Code' }),
      at(10, 40, { app: 'firefox' }),
      at(60, 5, { app: 'Google Chrome' }),
      at(65, 25, { app: 'firefox.exe' }),
    ),
  };
  const firefox = {
    'aw-watcher-web-firefox': of(
      'web.tab.current',
      at(5, 15, { url: 'https://www.docs.test/a?token=1' }),
      at(20, 45, { url: 'https://two.test/' }),
      at(65, 5, { url: 'http://localhost:3000/x' }),
      at(70, 5, { url: 'https://private.test/', incognito: true }),
      at(75, 5, { url: 'about:config' }),
    ),
  };

  it('count by host, while their browser was in front and someone was there', () => {
    const { spans, skipped } = opened({ ...firefox, ...presence, ...windows });
    assert.deepEqual(
      spans.map(({ start, end, file, kind }) => [(start - nine) / 60_000, (end - nine) / 60_000, file, kind]),
      [
        [10, 20, 'docs.test', 'browsing'],
        [20, 30, 'two.test', 'browsing'],
        [65, 70, 'localhost', 'coding'],
      ],
    );
    assert.equal(skipped, 2);
    assert.doesNotMatch(JSON.stringify(spans), /Secret|token|private/);
  });

  it('do not count without the watchers of windows and of absence', () => {
    assert.deepEqual(opened({ ...firefox, ...presence }), { spans: [], skipped: 5 });
    assert.deepEqual(opened({ ...firefox, ...windows }).spans, []);
  });

  it('come among the time of editors, in order, and twice does not double', async () => {
    const file = { file: '/w/shop/a.ts', project: 'shop', language: 'typescript' };
    const editor = { 'aw-watcher-vim_desk': of('app.editor.activity', at(22, 1, file)) };
    const { spans } = opened({ ...editor, ...firefox, ...presence, ...windows });
    assert.deepEqual(
      spans.map(({ start }) => (start - nine) / 60_000),
      [10, 20, 22, 65],
    );
    const store = await folder.store();
    assert.equal(store.importFacts(spans, 'activitywatch').added['span'], 4);
    assert.deepEqual(store.previewImport(spans, 'activitywatch'), { added: {}, known: 4, changed: 0 });
  });
});

describe('watched pages', () => {
  /** Seconds after nine. */
  const when = (start: number, end: number) => ({ start: nine + start * 1000, end: nine + end * 1000 });
  const firefox = 'aw-watcher-web-firefox';
  const take = {
    page: (pages: WatchedPages, times: [number, number], [url = 'https://a.test/', bucket = firefox]: string[] = []) =>
      pages.take(bucket, when(...times), { url }),
    front: (pages: WatchedPages, times: [number, number], app = 'firefox') =>
      pages.take('aw-watcher-window_desk', when(...times), { app }),
    here: (pages: WatchedPages, ...times: [number, number]) =>
      pages.take('aw-watcher-afk_desk', when(...times), { status: 'not-afk' }),
  };
  const told = (pages: WatchedPages) =>
    pages.spans(() => 60).map(({ start, end, file }) => [(start - nine) / 1000, (end - nine) / 1000, file]);

  it('are entries of three kinds, and those that can never count', () => {
    const pages = new WatchedPages();
    take.page(pages, [0, 10]);
    assert.deepEqual([pages.size, pages.leftOut], [1, 1]);
    take.front(pages, [0, 10]);
    assert.deepEqual([pages.size, pages.leftOut], [2, 1]);
    take.here(pages, 0, 10);
    assert.deepEqual([pages.size, pages.leftOut], [3, 0]);
    take.page(pages, [0, 10], ['ftp://a.test/']);
    take.page(pages, [0, 10], ['nothing']);
    pages.take(firefox, undefined, { url: 'https://a.test/' });
    pages.take(firefox, when(0, 1), { url: 'https://a.test/', incognito: true });
    pages.take(firefox, when(0, 1), {});
    assert.deepEqual([pages.size, pages.leftOut], [3, 5]);
    pages.take('aw-watcher-afk_desk', when(0, 10), { status: 'afk' });
    pages.take('aw-watcher-afk_desk', undefined, { status: 'not-afk' });
    pages.take('aw-watcher-window_desk', when(0, 10), { app: 'Code' });
    pages.take('aw-watcher-window_desk', when(0, 10), {});
    pages.take('aw-watcher-vim_desk', when(0, 10), { app: 'firefox' });
    pages.take(undefined, when(0, 10), { app: 'firefox' });
    assert.deepEqual([pages.size, pages.leftOut], [3, 5]);
  });

  it('count for a second or more, by the parts in which their browser was in front of someone', () => {
    const pages = new WatchedPages();
    take.here(pages, 50, 60);
    take.here(pages, 0, 20);
    take.here(pages, 20, 30);
    take.here(pages, 5, 10);
    take.front(pages, [40, 70]);
    take.front(pages, [10, 25]);
    take.page(pages, [55, 55.9], ['https://passed.test/']);
    take.page(pages, [56, 57], ['https://second.test/']);
    take.page(pages, [0, 60], ['https://www.long.test/']);
    take.page(pages, [25, 40], ['https://behind.test/']);
    take.page(pages, [10, 25], ['https://chrome.test/', 'aw-watcher-web-chrome']);
    assert.deepEqual(told(pages), [
      [10, 25, 'long.test'],
      [50, 60, 'long.test'],
      [56, 57, 'second.test'],
    ]);
    assert.deepEqual(
      pages.spans(() => 60).map(({ offset, kind, source, signals }) => [offset, kind, source, signals])[0],
      [60, 'browsing', 'hub', 1],
    );
  });

  it('are as long as a search through all of them says', () => {
    const stretch = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
      .map(([from, length]): [number, number] => [from, from + length]);
    const some = fc.array(stretch, { maxLength: 8 });
    const isIn = (at: number, all: [number, number][]) => all.some(([from, to]) => at >= from && at < to);
    fc.assert(
      fc.property(some, some, stretch, (fronts, heres, [from, to]) => {
        const pages = new WatchedPages();
        // Two windows of one browser, one of them in front.
        const apart = fronts
          .toSorted((a, b) => a[0] - b[0])
          .filter(([start], i, all) => all.slice(0, i).every(([, end]) => end <= start));
        for (const front of apart) take.front(pages, front);
        for (const here of heres) take.here(pages, ...here);
        take.page(pages, [from, to]);
        const seconds = Array.from({ length: to - from }, (_, i) => from + i).filter(
          (at) => isIn(at, apart) && isIn(at, heres),
        );
        assert.equal(
          told(pages).reduce((sum, [start, end]) => sum + Number(end) - Number(start), 0),
          seconds.length,
        );
      }),
    );
  });
});
