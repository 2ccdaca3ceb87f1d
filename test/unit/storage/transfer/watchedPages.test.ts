import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { openImport } from '../../../../src/extension/worker/importSource.ts';
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
