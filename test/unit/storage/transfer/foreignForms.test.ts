import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { openImport, type ImportSource } from '../../../../src/extension/worker/importSource.ts';
import { span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const nine = Date.UTC(2026, 2, 2, 9) / 1000;
const date = '2026-03-02';
const beat = (more: object = {}): object => ({
  time: nine,
  entity: '/w/shop/a.ts',
  type: 'file',
  project: 'shop',
  ...more,
});
const two = (more: object = {}): object[] => [beat(more), beat({ ...more, time: nine + 60 })];
const event = (more: object = {}): object => ({
  timestamp: '2026-03-02T09:00:00.000Z',
  duration: 600,
  data: { file: '/w/shop/a.ts', project: 'shop' },
  ...more,
});
const days = (...all: object[]): object => ({ days: all });
const duration = (more: object = {}): object => ({ time: nine, duration: 600, project: 'shop', ...more });

describe('a form of another program’s file', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  function opened(content: unknown): { source: ImportSource; spans: SpanFact[] } {
    const file = folder.path('in.json');
    fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    const source = openImport(file, () => 0);
    return { source, spans: Array.from(source.facts()) as SpanFact[] };
  }
  /** Project and minutes of each span, and the entries that were left out. */
  const read = (content: unknown): unknown[] => {
    const { source, spans } = opened(content);
    return [spans.map(({ project, start, end }) => `${project} ${(end - start) / 60_000}`), source.skipped()];
  };

  it('has two durations at one instant', async () => {
    const dump = days({ date, durations: [duration(), duration({ project: 'blog', duration: 300 })] });
    const store = await folder.store();
    assert.deepEqual(store.importFacts(opened(dump).spans, 'wakatime').added, { span: 2 });
    assert.deepEqual(store.importFacts(opened(dump).spans, 'wakatime').added, {}, 'imported again');
  });

  it('is an answer of WakaTime’s API', () => {
    assert.deepEqual(read({ data: two(), timezone: 'UTC' }), [['shop 1'], 0]);
    const projects = [{ name: 'shop', total_seconds: 600 }];
    assert.deepEqual(read({ data: [{ grand_total: { total_seconds: 600 }, projects, range: { date } }] }), [
      ['shop 10'],
      0,
    ]);
    assert.throws(() => opened({ data: [{ id: 1 }] }), { code: 'invalid-input' });
  });

  it('is its heartbeats alone on a day that has one of them, and no entry beside the lists', () => {
    assert.deepEqual(read(days({ date, heartbeats: [beat()], durations: [duration()] }))[0], ['shop 0']);
    for (const content of [{ beat: beat() }, { beats: [beat()] }, { days: { first: { date } } }])
      assert.throws(() => opened(content), { code: 'invalid-input' }, JSON.stringify(content));
  });

  it('takes a page of one’s own server for coding only where nothing else is said of it', () => {
    const kindOf = (more: object) => opened([beat({ type: 'url', category: 'browsing', ...more })]).spans[0]?.kind;
    assert.equal(kindOf({ entity: 'http://localhost:3000/a' }), 'coding');
    assert.equal(kindOf({ entity: 'https://example.org/a' }), 'browsing');
    assert.equal(kindOf({ entity: 'http://localhost:3000/a', category: 'debugging' }), 'debugging');
    assert.equal(kindOf({ entity: 'localhost', type: 'file' }), 'browsing');
    assert.equal(kindOf({ entity: 'localhost', type: 'domain' }), 'coding');
  });

  it('is not any JSON that has a type and events', () => {
    for (const content of [{ type: 'x', events: [{ a: 1 }] }, { a: { type: 'x', events: [1, null] } }])
      assert.throws(() => opened(content), { code: 'invalid-input' });
  });

  it('says how many entries are of other programs', () => {
    const window = {
      type: 'currentwindow',
      events: [event({ data: { app: 'Code' } }), event({ data: { app: 'Mail' } })],
    };
    const editor = { type: 'app.editor.activity', events: [event(), event({ duration: -1 })] };
    const alone = opened({ buckets: { 'aw-watcher-window_desk': window } });
    assert.deepEqual([alone.spans, alone.source.others, alone.source.skipped()], [[], 2, 0]);
    const both = opened({ buckets: { 'aw-watcher-window_desk': window, b: editor } });
    assert.deepEqual([both.spans.length, both.source.others, both.source.skipped()], [1, 2, 1]);
    const browser = { type: 'currentwindow', events: [event({ data: { app: 'Firefox' } })] };
    assert.equal(opened({ buckets: { 'aw-watcher-window_desk': browser } }).source.others, 0);
  });

  it('has times in UTC where it says no zone, whatever the zone of the process', () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Asia/Tokyo';
      const bare = [event({ timestamp: '2026-03-02T09:00:00.000000' }), beat({ time: '2026-03-02T09:00:00' })];
      for (const each of bare) assert.equal(opened([each]).spans[0]?.start, nine * 1000);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('has durations as text', () => {
    const events = [
      event({ duration: '600' }),
      event({ duration: '' }),
      event({ duration: 'long' }),
      event({ duration: [600] }),
    ];
    assert.deepEqual(read({ type: 'app.editor.activity', events }), [['shop 10'], 3]);
  });

  it('has categories whose words are joined otherwise', () => {
    for (const [category, kind] of [
      ['ai_coding', 'coding'],
      ['AI-Coding', 'coding'],
      [' running  tests', 'testing'],
      ['Browsing', 'browsing'],
    ])
      assert.equal(opened([beat({ category })]).spans[0]?.kind, kind, category);
  });

  it('has the host of a page only', () => {
    for (const entity of ['https://me:secret@git.example.org/acme/secret?token=1', 'git.example.org/acme/secret'])
      for (const type of ['url', 'domain']) {
        const [found] = opened([beat({ entity, type, category: 'browsing' })]).spans;
        assert.deepEqual([found?.file, found?.scheme, found?.kind], ['git.example.org', 'web', 'browsing']);
      }
    const local = opened([beat({ entity: 'http://localhost:3000/x', type: 'url', category: 'browsing' })]).spans[0];
    assert.deepEqual([local?.file, local?.kind], ['localhost', 'coding'], 'one’s own server');
    assert.deepEqual(opened([beat({ entity: 'Figma', type: 'app' })]).spans[0]?.file, 'Figma');
  });

  it('has no names that stand for none', () => {
    for (const name of ['<<LAST_PROJECT>>', 'Unknown Project', 'unknown', 'Other', '']) {
      const [found] = opened([beat({ project: name, language: name, branch: name })]).spans;
      assert.deepEqual([found?.project, found?.language, found?.branch], [undefined, undefined, undefined], name);
    }
  });

  it('is read without names that are no names, and without impossible lengths, and that is counted', () => {
    const long = 'x'.repeat(40_000);
    assert.deepEqual(read([beat({ entity: long }), ...two({ branch: long })]), [['shop 1'], 1]);
    assert.deepEqual(
      read(
        days(
          { date, durations: [duration(), duration({ duration: 1e9 }), duration({ duration: -1 }), { time: 'x' }] },
          { date: '2026-02-30', grand_total: { total_seconds: 60 } },
          { date: '2026-03-03', grand_total: { total_seconds: -60 } },
          { date: '2026-03-04', grand_total: { total_seconds: 1e300 } },
          { date: '2026-03-05', grand_total: { total_seconds: 0 } },
          { date: '2026-03-06', heartbeats: [] },
        ),
      ),
      [['shop 10'], 6],
    );
  });

  it('is two of our own exports that were joined', () => {
    const head = JSON.stringify({ type: 'daymark-export', version: 1 });
    const joined = ['w:1', 'w:2'].map((id) => `\ufeff${head}\n${JSON.stringify(span({ id }))}\n`).join('');
    const { source, spans } = opened(joined);
    assert.deepEqual([spans.map(({ id }) => id), source.skipped()], [['w:1', 'w:2'], 0]);
    const [line] = opened(`${head}\n${JSON.stringify(span({ file: 'x'.repeat(40_000) }))}`).spans;
    assert.equal(line, undefined, 'no path is so long');
  });
});
