import assert from 'node:assert/strict';
import { dayMs, hourMs } from '../../../../src/core/time/days.ts';
import type { Fact, RecordFact } from '../../../../src/core/facts/facts.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { everyRecordFact } from '../../everyRecord.ts';
import { always } from '../allFacts.ts';
import { activity, diagnostic, document, plan, planTask, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const start = span().start;
const range = { from: start, to: start + hourMs };

describe('queries', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  async function storeWith(...facts: Fact[]): Promise<Store> {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    return folder.store();
  }
  const ids = (facts: readonly { id: string }[]): string[] => facts.map((fact) => fact.id);

  it('spans: those that overlap the range, by start and then by id', async () => {
    const at = (id: string, from: number, to: number): Fact => span({ id, start: start + from, end: start + to });
    const facts = [
      at('b:2', 0, 10),
      at('a:1', 0, 10),
      at('a:2', -60_000, 0),
      at('a:3', -60_000, 1),
      at('a:4', hourMs - 1, hourMs + 9),
    ];
    const store = await storeWith(...facts, at('a:5', hourMs, hourMs + 9), at('a:6', 0, 0), at('a:7', -5 * dayMs, 1));
    assert.deepEqual(ids(store.spans(range)), ['a:7', 'a:3', 'a:1', 'a:6', 'b:2', 'a:4']);
  });

  it('runs: also those that still run, for a day, and those that took longer than a day', async () => {
    const store = await storeWith(
      run({ id: 'a:1', start: start - hourMs }),
      run({ id: 'a:2', start: start - hourMs, end: start - 1 }),
      run({ id: 'a:3', start: start - 2 * dayMs }),
      run({ id: 'a:4', start: start - 40 * dayMs, end: start + 1, exitCode: 0 }),
      run({ id: 'a:5', start: start + 5, end: start + 9, exitCode: 2 }),
    );
    assert.deepEqual(ids(store.runs(range)), ['a:4', 'a:1', 'a:5']);
    assert.equal(store.runs(range)[1]?.end, undefined);
  });

  it('runs: each once, however long the range', async () => {
    const store = await storeWith(run({ id: 'a:1', end: start + 3 * dayMs }), run({ id: 'a:2', end: start + 5 }));
    assert.deepEqual(ids(store.runs(always)), ['a:1', 'a:2']);
    assert.deepEqual(ids(store.runs({ from: start + 2 * dayMs, to: start + 9 * dayMs })), ['a:1']);
  });

  it('states: those in the range', async () => {
    const store = await storeWith(
      state({ id: 'a:1', at: start - 1 }),
      state({ id: 'a:2' }),
      state({ id: 'a:3', at: range.to }),
    );
    assert.deepEqual(ids(store.states(range)), ['a:2']);
  });

  it('diagnostics: those open at some time in the range, also long before', async () => {
    const store = await storeWith(
      diagnostic({ id: 'a:1', introduced: start - 20 * dayMs }),
      diagnostic({ id: 'a:2', introduced: start - 90 * dayMs, fixed: start + 1 }),
      diagnostic({ id: 'a:3', introduced: start - 20 * dayMs, fixed: start }),
      diagnostic({ id: 'a:4', introduced: start + 1, fixed: start + 2 }),
      diagnostic({ id: 'a:5', introduced: range.to }),
      diagnostic({ id: 'a:6', introduced: start - 31 * dayMs }),
    );
    assert.deepEqual(ids(store.diagnostics(range)), ['a:2', 'a:1', 'a:4']);
  });

  it('activities: those that overlap and are not deleted', async () => {
    const store = await storeWith(
      activity({ id: 'a:1', start: start - dayMs, end: start + 1 }),
      activity({ id: 'a:2' }),
      activity({ id: 'a:2', rev: 2, deleted: true }),
      activity({ id: 'a:3', start: start + 5, end: start + 9, title: 'Walk' }),
    );
    assert.deepEqual(ids(store.activities(range)), ['a:1', 'a:3']);
    assert.equal(store.activities(range)[1]?.title, 'Walk');
  });

  it('plan: that of a day; tasks in their order, of several days', async () => {
    const store = await storeWith(
      plan({ capacityMinutes: 100 }),
      plan({ rev: 2, capacityMinutes: 200 }),
      planTask({ id: 'a:1', order: 2 }),
      planTask({ id: 'a:2', order: 1.5, doneAt: start }),
      planTask({ id: 'a:3', day: '2026-03-04', order: 0 }),
      planTask({ id: 'a:4', deleted: true }),
    );
    assert.equal(store.plan('2026-03-03')?.capacityMinutes, 200);
    assert.equal(store.plan('2026-03-04'), undefined);
    assert.deepEqual(ids(store.planTasks('2026-03-03', '2026-03-04')), ['a:2', 'a:1', 'a:3']);
    assert.deepEqual(ids(store.planTasks('2026-03-04', '2026-03-04')), ['a:3']);
    assert.equal(store.planTask('a:2')?.doneAt, start);
    assert.equal(store.planTask('a:4'), undefined);
  });

  it('documents: those of a collection that begin in the range; one by its id', async () => {
    const store = await storeWith(
      document({ id: 'a:1' }),
      document({ id: 'a:2', start: range.to }),
      document({ id: 'a:3', collection: 'receipts', body: '{}' }),
      document({ id: 'a:4' }),
      document({ id: 'a:4', rev: 2, deleted: true }),
    );
    assert.deepEqual(ids(store.documents('insights', range)), ['a:1']);
    assert.equal(store.document('a:3')?.body, '{}');
    assert.equal(store.document('a:4'), undefined);
  });

  it('corrections: those that overlap the range, however long ago they began', async () => {
    const body = '{"what":"exclude"}';
    const given = { collection: 'corrections', start: range.from - 40 * dayMs, body } as const;
    const store = await storeWith(
      document({ ...given, id: 'a:1', end: range.from + 1 }),
      document({ ...given, id: 'a:2', end: range.from }),
      document({ ...given, id: 'a:3', start: range.to, end: range.to + 1 }),
      document({ ...given, id: 'a:4', start: range.from, end: range.from + 1 }),
      document({ ...given, id: 'a:6', start: range.from, end: range.from }),
      document({ id: 'a:5', start: range.from, end: range.to }),
    );
    assert.deepEqual(ids(store.corrections(range)), ['a:1', 'a:4']);
  });

  it('firstInstant: the start of the earliest fact that is not deleted', async () => {
    const store = await storeWith(span(), run({ start: start - 5 }), activity({ start: start - 9, deleted: true }));
    assert.equal(store.firstInstant(), start - 5);
  });

  it('firstInstant: the start of the earliest fact from an instant on', async () => {
    const store = await storeWith(
      span(),
      run({ start: start - 5 }),
      state({ at: start + 7 }),
      span({ id: 'w:9', start: start + 9, end: start + 9 }),
    );
    const from = [start - 99, start - 5, start - 4, start + 1, start + 8, start + 10].map((at) =>
      store.firstInstant(at),
    );
    assert.deepEqual(from, [start - 5, start - 5, start, start + 7, start + 9, undefined]);
  });

  it('firstInstant: not the time of a damaged record, from which on each day would be looked at', async () => {
    const wrong = [-1e300, -1, 0, 946_684_799_999].map((at, i) => ({
      ...(everyRecordFact({ mark: 'm', project: '/p', at: start, offset: 60 }).find(
        ({ collection }) => collection === 'activities',
      ) as RecordFact),
      id: `x:${i}`,
      fields: { kind: 'meeting', title: 'Call', start: at, end: start, utcOffset: 60 },
    }));
    const store = await storeWith(span(), ...wrong);
    assert.equal(store.firstInstant(), start);
  });

  it('leaves out what a fact leaves out, and keeps ids of any form', async () => {
    const { type, id, end, offset, kind, source, signals, saves, edits } = span({ id: 'no-number', edits: {} });
    const bare = { type, id, start, end, offset, kind, source, signals, saves, edits } as const;
    const strange = span({ id: '!a:07', project: '', file: 'ünï/文.ts' });
    const store = await storeWith(bare, strange);
    assert.deepEqual(store.spans(range), [strange, bare]);
  });
});
