import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { openImport } from '../../../../src/extension/worker/importSource.ts';
import { exportRange, exportRanges } from '../../../../src/storage/transfer/exportData.ts';
import { earlierId } from '../../../../src/storage/transfer/importedId.ts';
import { allFacts } from '../allFacts.ts';
import { document, planTask, span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const beat = (time: unknown, more: object = {}): object => ({
  time,
  entity: '/w/shop/a.ts',
  type: 'file',
  category: 'coding',
  project: 'shop',
  ...more,
});
const event = (more: object = {}): object => ({
  id: 1,
  timestamp: '2026-03-02T09:00:00.000Z',
  duration: 600,
  data: { file: '/w/shop/a.ts', project: 'shop', language: 'typescript' },
  ...more,
});
const bucket = (...events: object[]): object => ({ type: 'app.editor.activity', client: 'aw', events });
const days = (...heartbeats: unknown[]): object => ({ days: [{ date: '2026-03-02', heartbeats }] });

describe('a file of another program', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  function opened(content: unknown): { spans: SpanFact[]; skipped: number; kind: string } {
    const file = folder.path('in.json');
    fs.writeFileSync(file, content instanceof Uint8Array ? content : JSON.stringify(content));
    const source = openImport(file, () => 0);
    return { spans: Array.from(source.facts()) as SpanFact[], skipped: source.skipped(), kind: source.kind };
  }
  const minutes = ({ spans }: { spans: SpanFact[] }): number =>
    spans.reduce((sum, { start, end }) => sum + (end - start) / 60_000, 0);

  for (const [name, content] of Object.entries({
    'a bucket by itself': bucket(event()),
    'buckets by their names': { a: bucket(event()) },
    'all buckets': { buckets: { a: bucket(event()) } },
    'the events of a bucket': [event()],
  }))
    it(`is taken from ActivityWatch as ${name}`, () => {
      const read = opened(content);
      assert.deepEqual([read.kind, minutes(read), read.skipped], ['activitywatch', 10, 0]);
    });

  for (const [name, content] of Object.entries({
    'days with heartbeats': days(beat(nine / 1000), beat(nine / 1000 + 60)),
    'heartbeats at the top': { export_info: {}, heartbeats: [beat(nine / 1000), beat(nine / 1000 + 60)] },
    'a list of heartbeats': [beat(nine / 1000), beat(nine / 1000 + 60)],
    'times as text': days(beat(String(nine / 1000)), beat(String(nine / 1000 + 60))),
    'times as dates': days(beat('2026-03-02T09:00:00Z'), beat('2026-03-02T09:01:00Z')),
  }))
    it(`is taken from WakaTime as ${name}`, () => {
      const read = opened(content);
      assert.deepEqual([read.kind, minutes(read), read.skipped], ['wakatime', 1, 0]);
    });

  for (const content of [
    { name: 'some package', version: '1.0.0' },
    [],
    {},
    null,
    7,
    'text',
    [1, 2],
    { days: 'x' },
    { days: [{ name: 'Monday' }] },
  ])
    it(`is refused when it is ${JSON.stringify(content)}`, () => {
      assert.throws(() => opened(content), { code: 'invalid-input', message: /WakaTime.*ActivityWatch/ });
    });

  it('may have a byte order mark, and be in UTF-16', () => {
    const text = JSON.stringify(days(beat(nine / 1000), beat(nine / 1000 + 60, { entity: 'ä.ts' })));
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [Buffer.from(`\ufeff${text}`), little, Buffer.from(little).swap16(), little.subarray(2)])
      assert.deepEqual(opened(bytes).spans, opened(Buffer.from(text)).spans);
    const own = `${JSON.stringify({ type: 'daymark-export', version: 1 })}\n${JSON.stringify(span())}\n`;
    assert.deepEqual(opened(Buffer.from(`\ufeff${own}`, 'utf16le')).spans, [span()]);
  });

  it('is read without what no heartbeat can be, and that is counted', () => {
    const wrong = [0, 30, -5, 2_828_052_625, 1_772_442_060_000, 1_772_442_060_000_000, 1e300, null, '', true, 'soon'];
    const read = opened(days(beat(nine / 1000), beat(nine / 1000 + 60), ...wrong.map((time) => beat(time)), 3, null));
    assert.deepEqual([minutes(read), read.skipped], [1, wrong.length + 2]);
    const events = [
      event(),
      event({ timestamp: '2059-01-01T00:00:00Z' }),
      event({ duration: 1e12 }),
      event({ duration: 20 * 86_400 }),
      event({ duration: -1 }),
      null,
    ];
    const buckets = opened({ buckets: { a: { type: 'app.editor.activity', events } } });
    assert.deepEqual([minutes(buckets), buckets.skipped], [10, 5]);
  });

  it('has categories that are known, and others that harm nothing', () => {
    const kindOf = (category: unknown): unknown => opened(days(beat(nine / 1000, { category }))).spans[0]?.kind;
    for (const category of ['coding', 'ai coding', 'AI Coding', '', ' ', null, undefined])
      assert.equal(kindOf(category), 'coding', String(category));
    for (const category of ['__proto__', 'constructor', 'toString', 'animating', 'x'.repeat(1000)])
      assert.equal(kindOf(category), 'other', category);
  });

  it('keeps two things at one instant apart, whatever their order', async () => {
    const all = [
      beat(nine / 1000),
      beat(nine / 1000, { entity: '/w/blog/b.md', project: 'blog' }),
      beat(nine / 1000 + 100, { entity: '/w/blog/b.md', project: 'blog' }),
    ];
    const store = await folder.store();
    assert.equal(store.importFacts(opened(days(...all)).spans, 'wakatime').added['span'], 2);
    assert.deepEqual(store.importFacts(opened(days(...all.toReversed())).spans, 'wakatime').added, {});
    const twoHosts = {
      buckets: { a: bucket(event()), b: bucket(event({ data: { file: '/w/blog/b.md', project: 'blog' } })) },
    };
    assert.equal(store.importFacts(opened(twoHosts).spans, 'activitywatch').added['span'], 2);
  });

  it('is known again when it was imported with the ids of an earlier version', async () => {
    const { spans } = opened(days(beat(nine / 1000), beat(nine / 1000 + 60)));
    const store = await folder.store();
    store.importFacts(
      spans.map((each) => ({ ...each, id: earlierId(each.id) ?? '' })),
      'wakatime',
    );
    const { added, known } = store.importFacts(spans, 'wakatime');
    assert.deepEqual([added, known], [{}, spans.length]);
  });

  it('is known again after it was folded under the ids of an earlier version', async () => {
    const { spans } = opened(days(beat(nine / 1000), beat(nine / 1000 + 60)));
    const store = await folder.store({ detailMonths: 1 });
    store.importFacts(
      spans.map((each) => ({ ...each, id: earlierId(each.id) ?? '' })),
      'wakatime',
    );
    folder.clock.pass(200 * dayMs);
    const later = span({ id: 'later:1', start: folder.clock.now() - 1000, end: folder.clock.now() });
    store.importFacts([later]);
    for (const name of fs.readdirSync(folder.path('imports'))) fs.rmSync(folder.path('imports', name));
    const journal = folder.journal();
    journal.append(span({ id: 'later:2', start: later.start - 5000, end: later.start - 4000 }));
    await journal.flush();
    store.refresh();
    store.checkpoint();
    const sum = () => minutes({ spans: store.spans({ from: nine, to: nine + dayMs }) });
    assert.ok(
      store.spans({ from: nine, to: nine + dayMs }).every(({ id }) => id.startsWith('hour-')),
      'it is folded',
    );
    const before = sum();
    const { added, known } = store.importFacts(spans, 'wakatime');
    assert.deepEqual([added, known, sum()], [{}, spans.length, before]);
  });

  it('says what has grown since, and an undo makes it as long as it was', async () => {
    const store = await folder.store();
    store.importFacts(opened([event({ duration: 60 })]).spans, 'activitywatch');
    const before = allFacts(store);
    const later = opened([event()]).spans;
    assert.deepEqual(store.previewImport(later, 'activitywatch'), { added: {}, known: 0, changed: 1 });
    const { name, changed } = store.importFacts(later, 'activitywatch');
    assert.equal(changed, 1);
    assert.equal(minutes({ spans: store.spans({ from: 0, to: Infinity }) }), 10);
    store.undoImport(name ?? '');
    assert.deepEqual(allFacts(store), before);
    // A shorter one changes nothing.
    assert.equal(store.importFacts(opened([event({ duration: 30 })]).spans, 'activitywatch').changed, 0);
    assert.deepEqual(allFacts(store), before);
  });

  it('is exported whole again, however far in the future something is', async () => {
    const store = await folder.store();
    const far = { start: Date.UTC(2059, 0), end: Date.UTC(2059, 0) + 60_000 };
    const early = document({ id: 'early:1', start: Date.UTC(2015, 3), end: Date.UTC(2015, 3) });
    store.importFacts([span(), span({ id: 'far:1', ...far }), early, planTask({ id: 'task:1', day: '2031-05-05' })]);
    const ranges = exportRanges(store, Date.UTC(2026, 2, 3));
    const lines = ranges.flatMap((range) => exportRange('jsonl', { reader: store, range }).split('\n').filter(Boolean));
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    assert.deepEqual(ids.sort(), ['early:1', 'far:1', 'task:1', 'w:1'], 'each of them once');
    assert.ok(ranges.every(({ from, to }) => to > from && to - from <= 31 * dayMs));
  });

  it('never brings an impossible fact nor an error that nobody explains, whatever is in it', async () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, -1, 0, 1e300, 'x', '', '__proto__', [], {}, true, nine, nine / 1000),
      fc.jsonValue(),
    );
    const keys = [
      'time',
      'entity',
      'category',
      'project',
      'timestamp',
      'duration',
      'data',
      'events',
      'type',
      'heartbeats',
      'days',
    ];
    const change = (value: unknown, path: number[], by: unknown): unknown => {
      if (typeof value !== 'object' || value === null || path.length === 0) return by;
      const entries = Object.entries(value);
      const at = (path[0] ?? 0) % Math.max(1, entries.length);
      const changed = entries.map(
        ([key, each], i) => [key, i === at ? change(each, path.slice(1), by) : each] as const,
      );
      return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed);
    };
    const samples = [
      days(beat(nine / 1000), beat(nine / 1000 + 60)),
      { buckets: { a: bucket(event(), event()) } },
      [event()],
    ];
    const store = await folder.store();
    store.importFacts([span()]);
    const before = allFacts(store);
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.nat(7), { maxLength: 5 }),
        fc.oneof(odd, fc.constantFrom(...keys)),
        (sample, path, by) => {
          let spans: SpanFact[] = [];
          try {
            ({ spans } = opened(change(sample, path, by)));
          } catch (error) {
            assert.equal((error as { code?: string }).code, 'invalid-input', String(error));
          }
          for (const { start, end, offset } of spans) {
            assert.ok(start > 0 && end >= start && end <= Date.now() + 2 * dayMs && Number.isFinite(offset));
          }
          const { name } = store.importFacts(spans, 'wakatime');
          if (name) store.undoImport(name);
        },
      ),
      { numRuns: fuzzRuns(75) },
    );
    assert.deepEqual(allFacts(store), before);
  });
});
