import assert from 'node:assert/strict';
import { dayMs, hourMs } from '../../../../src/core/time/days.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { readForeign } from '../../../../src/storage/transfer/foreignEntries.ts';
import { entriesOf } from '../../../../src/storage/transfer/jsonEntries.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { always } from '../allFacts.ts';
import { span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const date = '2026-02-24';
const midnight = Date.parse(date) - hourMs;
const total = (total_seconds: number): object => ({ total_seconds });
const day = (seconds: number, more: object = {}): object => ({
  date,
  grand_total: total(seconds),
  projects: [
    {
      name: 'engine',
      grand_total: total(3600),
      languages: [
        { name: 'TypeScript', ...total(3000.4) },
        { name: 'Other', ...total(599.6) },
      ],
    },
    { name: 'Unknown Project', grand_total: total(1800), languages: [{ name: 'Rust', ...total(900) }] },
  ],
  languages: [{ name: 'Rust', ...total(99_999) }],
  ...more,
});
const dump = (...days: object[]): SpanFact[] => [
  ...(readForeign(entriesOf({ user: {}, range: {}, days }), { offsetAt: () => 60, now: Date.UTC(2100, 0) })?.spans() ??
    []),
];
const beats = (from: number, count: number): object[] =>
  Array.from({ length: count }, (_, i) => ({ time: from / 1000 + i * 60, entity: '/a.ts', project: 'engine' }));
const seconds = (spans: readonly SpanFact[]): number =>
  spans.reduce((sum, { start, end, signals }) => sum + (signals > 0 ? end - start : 0), 0) / 1000;

describe('totals of days in a data dump of WakaTime', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const storeWith = async (...facts: SpanFact[]): Promise<Store> => {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.close();
    return folder.store();
  };

  it('become spans by project and language, end to end, whose sum is the total', () => {
    const spans = dump(day(6000));
    assert.deepEqual(
      spans.map(({ start, end, project, language, source }) => [end - start, project, language, source]),
      [
        [3_000_400, 'engine', 'typescript', 'manual'],
        [599_600, 'engine', undefined, 'manual'],
        [900_000, undefined, 'rust', 'manual'],
        [900_000, undefined, undefined, 'manual'],
        [600_000, undefined, undefined, 'manual'],
      ],
    );
    assert.equal(spans[0]?.start, midnight + 9 * hourMs);
    assert.equal(seconds(spans), 6000);
    for (const [i, { start }] of spans.slice(1).entries()) assert.equal(start, spans[i]?.end);
  });

  it('never come to more than the day says, nor to more than a day', () => {
    assert.equal(seconds(dump(day(4000))), 4000);
    const long = dump({ date, grand_total: total(86_000), languages: [{ name: 'Rust', ...total(86_000) }] });
    assert.deepEqual([seconds(long), long[0]?.start], [86_000, midnight + 400_000]);
    assert.equal(seconds(dump({ date, grand_total: total(999_999) })), 86_400);
    assert.equal(seconds(dump({ date, projects: [{ name: 'a', ...total(5) }, null, 7] })), 5);
    assert.deepEqual(dump({ date: '2026-02-31', grand_total: total(5) }, { date: 'x' }, { date }), []);
  });

  it('give way to durations and heartbeats of the same day in the dump', () => {
    const durations = [
      { time: midnight / 1000 + 60, duration: 90, project: 'engine', language: 'Rust' },
      { time: 'x' },
    ];
    const [piece, ...rest] = dump(day(6000, { durations }));
    assert.deepEqual(
      [piece?.start, piece?.end, piece?.language, rest],
      [midnight + 60_000, midnight + 150_000, 'rust', []],
    );
    const spans = dump(day(6000, { durations, heartbeats: beats(midnight, 3) }));
    assert.equal(seconds(spans), 120);
  });

  it('are taken in once, and out again', async () => {
    const store = await storeWith(span());
    const facts = dump(day(6000));
    assert.deepEqual(store.previewImport(facts, 'wakatime'), { added: { span: 5 }, known: 0, changed: 0 });
    const { name } = store.importFacts(facts, 'wakatime');
    assert.equal(seconds(store.spans(always)), 6060);
    assert.deepEqual(store.importFacts(facts, 'wakatime').added, {});
    assert.equal(seconds(store.spans(always)), 6060);
    store.undoImport(name ?? '');
    assert.deepEqual(store.spans(always), [span()]);
  });

  it('are left out on a day of which something is known in detail', async () => {
    const observed = span({ start: midnight + 20 * hourMs, end: midnight + 20 * hourMs + 60_000 });
    const store = await storeWith(observed);
    const { added, known } = store.importFacts(dump(day(6000)), 'wakatime');
    assert.deepEqual([added, known], [{}, 5]);
    assert.deepEqual(store.spans(always), [observed]);
  });

  it('give way to heartbeats that are imported later, and come back when those are undone', async () => {
    const store = await storeWith();
    store.importFacts(dump(day(6000)), 'wakatime');
    const { name } = store.importFacts(dump({ date, heartbeats: beats(midnight + 9 * hourMs, 11) }), 'wakatime');
    assert.equal(seconds(store.spans(always)), 600);
    assert.deepEqual(store.importFacts(dump(day(6000)), 'wakatime').added, {});
    assert.equal(seconds(store.spans(always)), 600);
    store.undoImport(name ?? '');
    assert.equal(seconds(store.spans(always)), 6000);
  });

  it('give way to a later dump of a day that was not over, not to an earlier one', async () => {
    const store = await storeWith();
    const first = store.importFacts(dump(day(4000)), 'wakatime');
    const second = store.importFacts(dump(day(6000)), 'wakatime');
    assert.equal(seconds(store.spans(always)), 6000);
    store.importFacts(dump(day(4000)), 'wakatime');
    assert.equal(seconds(store.spans(always)), 6000);
    assert.deepEqual(store.imports(), [second.name, first.name]);
    store.undoImport(second.name ?? '');
    assert.equal(seconds(store.spans(always)), 4000);
  });

  it('are folded after the days in which they can be undone, and still give way, and come back', async () => {
    await storeWith(span({ start: midnight + 600 * dayMs, end: midnight + 600 * dayMs + 60_000 }));
    folder.clock.jump(midnight + 600 * dayMs - folder.clock.now());
    let store = await folder.store({ detailMonths: 13 });
    store.importFacts(dump(day(6000)), 'wakatime');
    store.checkpoint();
    assert.equal(store.health().detailFrom, undefined, 'nothing is folded yet');
    folder.clock.jump(10 * dayMs);
    store.importFacts(dump({ date: '2026-01-05', grand_total: total(60) }), 'wakatime');
    folder.clock.jump(10 * dayMs);
    const journal = folder.journal({ writer: 'later' });
    journal.append(span({ id: 'later:1', start: folder.clock.now(), end: folder.clock.now() + 1 }));
    await journal.close();
    store = await folder.store({ detailMonths: 13 });
    store.checkpoint();
    assert.notEqual(store.health().detailFrom, undefined);
    assert.deepEqual(store.imports(), []);
    const old = { from: 0, to: midnight + 300 * dayMs };
    assert.equal(seconds(store.spans(old)), 6060);
    assert.deepEqual(store.importFacts(dump(day(6000)), 'wakatime').added, {});
    const heartbeats = store.importFacts(dump({ date, heartbeats: beats(midnight, 11) }), 'wakatime');
    assert.equal(seconds(store.spans(old)), 660);
    store.undoImport(heartbeats.name ?? '');
    assert.equal(seconds(store.spans(old)), 6060);
  });

  it('and all that is imported twice after it was folded counts once, whatever the order of the dumps', async () => {
    await storeWith(span({ start: midnight + 600 * dayMs, end: midnight + 600 * dayMs + 60_000 }));
    folder.clock.jump(midnight + 600 * dayMs - folder.clock.now());
    const store = await folder.store({ detailMonths: 13 });
    const newer = dump({ date, heartbeats: beats(midnight, 11) });
    const older = dump({ date: '2025-02-24', heartbeats: beats(midnight - 365 * dayMs, 6) });
    for (const facts of [newer, newer, older, older]) {
      store.importFacts(facts, 'wakatime');
      folder.clock.jump(20 * dayMs);
      store.importFacts([span({ id: `x:${folder.clock.now()}`, start: folder.clock.now(), end: folder.clock.now() })]);
      folder.clock.jump(20 * dayMs);
    }
    assert.equal(seconds(store.spans({ from: 0, to: midnight + 300 * dayMs })), 900);
    assert.notEqual(store.health().detailFrom, undefined);
  });
});
