import assert from 'node:assert/strict';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { foldDetail, foldOldDetail } from '../../../../src/storage/detail/foldDetail.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { always } from '../allFacts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';
import { span } from '../facts.ts';

const midnight = Date.UTC(2026, 2, 3);
const nine = midnight + 9 * hourMs;

describe('detail that is folded', () => {
  let tables: MemoryTables;
  let count = 0;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  /** A span between minutes after an instant. Each writer has one, so that none counts as folded already. */
  function work(from: number, to: number, more: Partial<SpanFact> & { at?: number } = {}): SpanFact {
    const { at = nine, ...changes } = more;
    const [start, end] = [at + from * minuteMs, at + to * minuteMs];
    return span({ id: `w${++count}:1`, start, end, offset: 0, signals: 10, saves: 0, edits: {}, ...changes });
  }
  const fold = (horizon = midnight + 9 * dayMs) => foldDetail(tables.database, horizon);
  /** Spans that are read: source, first and last minute after an instant, and signals. */
  const found = (at = nine) =>
    tables.reader
      .spans(always)
      .map((one) => [one.source, (one.start - at) / minuteMs, (one.end - at) / minuteMs, one.signals] as const)
      .toSorted(([source, from], [other, after]) => from - after || source.localeCompare(other));

  it('is counted, and gone from the list of spans with its files', () => {
    assert.equal(fold(), 0);
    const edits = { typed: { edits: 9, added: 3, removed: 1 } };
    tables.write(work(0, 5, { edits }));
    assert.equal(fold(), 1);
    assert.equal(fold(), 0);
    const [one] = tables.reader.spans(always);
    assert.deepEqual(one?.edits, edits);
    assert.deepEqual([one?.file, one?.project, one?.language], [undefined, '/home/ada/engine', 'typescript']);
    assert.equal(tables.database.number('SELECT count(*) FROM span'), 0);
    assert.equal(tables.database.number('SELECT count(*) FROM place'), 1);
    assert.equal(readMeta(tables.database, 'detailFrom'), midnight + 9 * dayMs);
    tables.write(work(0, 5));
    fold(midnight + dayMs);
    assert.equal(readMeta(tables.database, 'detailFrom'), midnight + 9 * dayMs, 'it never goes back');
  });

  it('is only what began before a day', () => {
    tables.write(work(0, 5), work(0, 5, { at: midnight + dayMs }), work(0, 5, { at: nine + dayMs }));
    assert.equal(fold(midnight + dayMs), 1);
    const ids = tables.reader.spans(always).map(({ id }) => id.startsWith('hour-'));
    assert.deepEqual(ids, [true, false, false]);
  });

  it('is older than its months before the last span, whatever the clock says', () => {
    const later = midnight + 60 * dayMs;
    tables.write(work(0, 5), work(0, 5, { at: later }));
    assert.equal(foldOldDetail(tables.database, 3, later + 1000 * dayMs), false);
    assert.equal(foldOldDetail(tables.database, 1, nine), false, 'the clock is behind');
    assert.equal(foldOldDetail(tables.database, 1, later + 1000 * dayMs), true);
    assert.deepEqual(
      tables.reader.spans(always).map(({ id }) => id.startsWith('hour-')),
      [true, false],
    );
    assert.equal(tables.database.number('PRAGMA freelist_count'), 0);
  });

  it('is one piece where it is of one kind without a gap, and has the time of each hour', () => {
    tables.write(work(0, 20), work(20, 70, { saves: 2 }), work(30, 40, { source: 'terminal' }));
    fold();
    const part = 1 / 1024;
    assert.deepEqual(found(), [
      ['editor', 0, 60, 20 - part],
      ['terminal', 30, 30, 10],
      ['editor', 60, 70, part],
    ]);
    const spans = tables.reader.spans(always);
    assert.deepEqual(
      spans.map(({ saves }) => saves).toSorted((a, b) => b - a),
      [2, 0, 0],
    );
  });

  it('has no time where there was no sign of work, and lends none to the next hour', () => {
    tables.write(work(30, 90, { signals: 0, saves: 3 }));
    fold();
    assert.deepEqual(found(), [['editor', 0, 0, 0]]);
    tables.database.run('DELETE FROM hour');
    tables.write(work(30, 90, { signals: 1 }));
    fold();
    const part = 1 / 1024;
    assert.deepEqual(found(), [
      ['editor', 30, 60, 1 - part],
      ['editor', 60, 90, part],
    ]);
  });

  it('has its time also where the work lasted for days', () => {
    const days = 4 * 24 * 60;
    tables.write(work(0, days));
    fold(nine + 1);
    const spans = tables.reader.spans(always);
    assert.equal(
      spans.reduce((sum, { start, end }) => sum + end - start, 0),
      days * minuteMs,
    );
    assert.equal(spans.length, days / 60);
  });

  it('has its time without names where its place is lost', () => {
    tables.write(work(0, 5), work(0, 5, { source: 'terminal', project: '/other' }));
    tables.database.run('DELETE FROM place');
    fold();
    assert.deepEqual(found(), [
      ['editor', 0, 5, 10],
      ['terminal', 0, 0, 10],
    ]);
    for (const one of tables.reader.spans(always))
      assert.deepEqual([one.project, one.file, one.language, one.branch, one.scheme], Array(5).fill(undefined));
  });

  it('gives its time to better work that comes late, and keeps an instant of its own', () => {
    tables.write(work(10, 20, { source: 'terminal' }));
    fold();
    tables.write(work(0, 30));
    fold();
    assert.deepEqual(found(), [
      ['editor', 0, 30, 10],
      ['terminal', 10, 10, 10],
    ]);
  });

  it('keeps the rest of its time where several others come late', () => {
    tables.write(work(0, 30, { source: 'terminal' }));
    fold();
    tables.write(work(5, 6), work(20, 25));
    fold();
    assert.deepEqual(
      found().map(([source, from, to]) => [source, from, to]),
      [
        ['terminal', 0, 5],
        ['editor', 5, 6],
        ['terminal', 6, 20],
        ['editor', 20, 25],
        ['terminal', 25, 30],
      ],
    );
  });

  it('keeps its time where late work of days lasts into it', () => {
    const days = 3 * 24 * 60;
    tables.write(work(days, days + 10, { source: 'terminal' }));
    fold();
    tables.write(work(0, days + 5, { source: 'terminal' }));
    fold(nine + 1);
    const spans = tables.reader.spans(always);
    assert.equal(
      spans.reduce((sum, { start, end }) => sum + end - start, 0),
      (days + 10) * minuteMs,
    );
  });

  it('gives it also where work of the same kind in the same hour comes late', () => {
    tables.write(work(10, 20, { source: 'terminal' }));
    fold();
    tables.write(work(0, 30), work(40, 50, { source: 'terminal' }));
    fold();
    assert.deepEqual(found(), [
      ['editor', 0, 30, 10],
      ['terminal', 40, 50, 20],
    ]);
  });

  it('gives it also where late work of the same kind lasts into its hour, on the next day', () => {
    const at = midnight + dayMs;
    tables.write(work(10, 20, { source: 'terminal', at }));
    fold();
    tables.write(work(-5, 5, { source: 'terminal', at }), work(8, 30, { at }));
    fold();
    const part = 1 / 1024;
    assert.deepEqual(found(at), [
      ['terminal', -5, 0, 10 - part],
      ['terminal', 0, 5, 10 + part],
      ['editor', 8, 30, 10],
    ]);
  });

  it('counts no minute twice around midnight, where an hour on another clock begins before it', () => {
    const india = { at: midnight, offset: 330 };
    tables.write(work(0, 20, { ...india, source: 'terminal' }));
    fold();
    tables.write(work(5, 15, { at: midnight }));
    fold();
    assert.deepEqual(
      found(midnight).map(([source, from, to]) => [source, from, to]),
      [
        ['terminal', 0, 5],
        ['editor', 5, 15],
        ['terminal', 15, 20],
      ],
    );
  });

  it('counts no minute twice where late work lasts into a day that was folded', () => {
    const at = midnight + dayMs;
    const folded = work(5, 25, { at, source: 'terminal' });
    for (const [from, horizon] of [
      [-10, at],
      [-13 * 60, at - 12 * hourMs],
    ] as const) {
      tables.database.run('DELETE FROM hour');
      tables.write({ ...folded, id: `w${++count}:1` });
      fold();
      tables.write(work(from, 20, { at }));
      fold(horizon);
      assert.deepEqual(
        found(at)
          .filter(([, start]) => start >= 0)
          .map(([source, start, end]) => [source, start, end]),
        [
          ['editor', 0, 20],
          ['terminal', 20, 25],
        ],
        `${from}`,
      );
    }
  });
});
