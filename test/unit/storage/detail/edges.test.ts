import assert from 'node:assert/strict';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { spansOfDay } from '../../../../src/storage/transfer/wakaTimeDays.ts';
import { ExportAliases } from '../../../../src/storage/transfer/aliases.ts';
import { diagnostic, document, record, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const day = 86_400_000;
const nine = span().start;

describe('facts at the edges of a range', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  async function storeWith(facts: readonly Fact[], detailMonths?: number): Promise<Store> {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.close();
    return folder.store(detailMonths === undefined ? {} : { detailMonths });
  }

  it('are those that begin in it, or last into it', async () => {
    const until = nine + 1000;
    const store = await storeWith([
      span({ id: 'a:1', start: nine, end: until }),
      span({ id: 'a:2', start: nine, end: nine }),
      run({ id: 'a:3', start: nine, end: until, exitCode: 0 }),
      diagnostic({ id: 'a:4', introduced: nine, fixed: until }),
      state({ id: 'a:5', at: nine }),
      document({ id: 'a:6', at: nine, start: nine, end: until }),
    ]);
    const found = (from: number, to: number) =>
      [
        ...store.spans({ from, to }),
        ...store.runs({ from, to }),
        ...store.diagnostics({ from, to }),
        ...store.states({ from, to }),
        ...store.documents('insights', { from, to }),
      ]
        .map(({ id }) => id.slice(2))
        .toSorted()
        .join('');
    for (const [from, to, expected] of [
      [nine, nine + 1, '123456'],
      [nine - 1, nine, ''],
      [nine + 1, until, '134'],
      [until - 1, until, '134'],
      [until, until + 1, ''],
    ] as const)
      assert.equal(found(from, to), expected, `${from - nine} to ${to - nine}`);
  });

  it('are folded up to the first day that is kept, and no time is lost on the way', async () => {
    // Twenty minutes around each midnight of two months, and the hour before each.
    const spans = Array.from({ length: 60 }, (_, i) => {
      const midnight = Date.UTC(2026, 0, 2 + i);
      return [
        span({ id: `a:${4 * i + 1}`, start: midnight - 600_000, end: midnight, offset: 0 }),
        span({ id: `a:${4 * i + 2}`, start: midnight, end: midnight + 600_000, offset: 0 }),
      ];
    }).flat();
    const all = { from: 0, to: Date.UTC(2100, 0) };
    const sum = (facts: readonly { readonly start: number; readonly end: number }[]) =>
      facts.reduce((total, { start, end }) => total + end - start, 0);
    const store = await storeWith(spans, 1);
    store.refresh();
    const before = sum(store.spans(all));
    assert.equal(before, 120 * 600_000);
    store.checkpoint();
    const horizon = store.health().detailFrom ?? assert.fail('nothing was folded');
    assert.equal(sum(store.spans(all)), before);
    const folded = store.spans(all).filter(({ id }) => id.startsWith('hour-'));
    assert.equal(Math.max(...folded.map(({ end }) => end)), horizon);
    assert.equal(
      Math.min(
        ...store
          .spans(all)
          .filter(({ id }) => !id.startsWith('hour-'))
          .map(({ start }) => start),
      ),
      horizon,
    );
    for (let at = Date.UTC(2026, 0, 2); at < horizon; at += day) {
      assert.equal(sum(store.spans({ from: at - 600_000, to: at })), 600_000);
      assert.equal(sum(store.spans({ from: at, to: at + 600_000 })), 600_000);
      assert.deepEqual(store.spans({ from: at + 600_000, to: at + 700_000 }), []);
      assert.deepEqual(store.spans({ from: at - 700_000, to: at - 600_000 }), []);
    }
  });
});

describe('what is brought in and taken out', () => {
  it('keeps parts of a second of another program’s day', () => {
    const spans = spansOfDay({ date: '2026-03-02', languages: [{ name: 'Rust', total_seconds: 0.5 }] }, () => 0);
    assert.deepEqual(
      spans.map(({ start, end, language }) => [end - start, language]),
      [[500, 'rust']],
    );
  });

  it('has in an export without names the figures that a record has, and no others', () => {
    const { rename } = new ExportAliases();
    const fields = (collection: string, given: Record<string, unknown>) =>
      rename(record({ id: 'e:1', collection, fields: given as never })).fields;
    assert.deepEqual(fields('activities', { title: 'Secret', errors: 3, notes: 'secret', project: '/secret' }), {
      errors: 3,
      project: 'project-1',
      title: 'activity-1',
    });
    assert.deepEqual(fields('activities', { title: 'Other' }), { title: 'activity-2' });
    assert.deepEqual(fields('planTasks', { title: 'Secret', minutes: 5 }), { minutes: 5, title: 'task-1' });
    assert.deepEqual(fields('planTasks', { priority: 'low', doneAt: null, source: 'user' }), {
      priority: 'low',
      doneAt: null,
      source: 'user',
    });
    assert.deepEqual(fields('tasks', { title: 'Secret', notes: 'secret' }), {});
  });
});
