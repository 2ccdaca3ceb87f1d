import assert from 'node:assert/strict';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { addDays, dayMs, hourMs } from '../../../../src/core/time/days.ts';
import { readMeta, writeMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { always } from '../allFacts.ts';
import { activity, diagnostic, document, planTask, record, run, span, state } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from './memoryTables.ts';

const { start } = span();
const day = '2026-03-02';
/** Midnight of that day, by the clock of the facts (60 minutes east of UTC). */
const midnight = Date.parse(day) - hourMs;

describe('facts in their tables', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  it('are as they were written, however often that was', () => {
    const facts = [span(), run(), diagnostic(), state()];
    tables.write(...facts);
    tables.write(...facts);
    const { reader } = tables;
    assert.deepEqual(
      [...reader.spans(always), ...reader.runs(always), ...reader.diagnostics(always), ...reader.states(always)],
      facts,
    );
  });

  it('grow: of a span the largest of each figure stays, and the rule that is checked first', () => {
    const one = span({ end: start + 50_000, signals: 9, saves: 4, rule: 'edit' });
    const other = span({
      end: start + 70_000,
      signals: 7,
      saves: 5,
      rule: 'look',
      edits: { typed: { edits: 2, added: 8, removed: 1 }, pasted: { edits: 1, added: 1, removed: 0 } },
    });
    const edits = { typed: { edits: 9, added: 8, removed: 1 }, pasted: { edits: 1, added: 1, removed: 0 } };
    const largest = { ...one, end: start + 70_000, saves: 5, edits };
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      tables.database.run('DELETE FROM span');
      tables.write(...order);
      assert.deepEqual(tables.reader.spans(always), [largest]);
      tables.database.run('DELETE FROM span');
      for (const each of order) tables.write(each);
      assert.deepEqual(tables.reader.spans(always), [largest]);
    }
    assert.equal(readMeta(tables.database, 'longestSpan'), 70_000);
    tables.write(span({ id: 'w:9', end: start + 5 }));
    assert.equal(readMeta(tables.database, 'longestSpan'), 70_000);
  });

  it('stay folded: a span of a folded writer is not written again, but one that came later is', () => {
    tables.write(span({ id: 'w:3' }));
    tables.database.run("UPDATE writer SET folded = 3 WHERE name = 'w'");
    tables.database.run('DELETE FROM span');
    writeMeta(tables.database, 'detailFrom', start + 1);
    const late = [span({ id: 'w:3' }), span({ id: 'w:4' }), span({ id: 'v:1' }), span({ id: 'w:2', start: start + 1 })];
    tables.write(...late);
    assert.deepEqual(
      tables.reader.spans(always).map(({ id }) => id),
      ['v:1', 'w:4', 'w:2'],
    );
  });

  it('end later: of two ends of a run or a problem the later one counts, and any before none', () => {
    const runs = [
      run(),
      run({ end: start + 5000, exitCode: 0 }),
      run({ end: start + 9000, exitCode: 1 }),
      run({ end: start + 9000 }),
    ];
    for (const order of [runs, runs.toReversed()]) {
      tables.database.run('DELETE FROM run');
      for (const each of order) tables.write(each);
      assert.deepEqual(tables.reader.runs(always), [runs[2]]);
    }
    const problems = [diagnostic(), diagnostic({ fixed: start + 5000 }), diagnostic({ fixed: start + 9000 })];
    for (const order of [problems, problems.toReversed()]) {
      tables.database.run('DELETE FROM diagnostic');
      for (const each of order) tables.write(each);
      assert.deepEqual(tables.reader.diagnostics(always), [problems[2]]);
    }
  });

  it('are edited: the highest revision counts, of two the later one, and of those the same in each window', () => {
    const versions = [
      document({ rev: 1, at: start + 9, body: '1' }),
      document({ rev: 2, at: start, body: '2' }),
      document({ rev: 2, at: start + 1, body: '3' }),
    ];
    for (const order of [versions, versions.toReversed()]) {
      tables.database.run('DELETE FROM document');
      for (const each of order) tables.write(each);
      assert.deepEqual(tables.reader.document('w:8'), versions[2]);
    }
    const tied = ['a', 'b'].map((body) => document({ rev: 5, body }));
    const last = [tied, tied.toReversed()].map((order) => {
      tables.database.run('DELETE FROM document');
      for (const each of order) tables.write(each);
      return tables.reader.document('w:8')?.body;
    });
    assert.equal(last[0], last[1]);
    tables.write(document({ rev: 6, deleted: true }));
    assert.equal(tables.reader.document('w:8'), undefined);
  });

  it('come by their time, and those of one instant by their id', () => {
    const at = (id: string, from = 0) => span({ id, start: start + from, end: start + from + 1 });
    tables.write(at('b:1'), at('a:2'), at('c:1', -5), at('a:10'), at('a:1', 5));
    assert.deepEqual(
      tables.reader.spans(always).map(({ id }) => id),
      ['c:1', 'a:10', 'a:2', 'b:1', 'a:1'],
    );
  });
});

describe('the days that a fact changes', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  /** Days around the facts' own whose sums are no longer kept after writing, as numbers of days from it. */
  function forgotten(...facts: Fact[]): number[] {
    const days = Array.from({ length: 80 }, (_, n) => n - 40);
    for (const n of days)
      tables.database.run("INSERT OR REPLACE INTO past_day VALUES (?, 'score', 'b', 1, NULL)", addDays(day, n));
    tables.write(...facts);
    const kept = new Set(tables.database.all('SELECT day FROM past_day').map(([each]) => String(each)));
    return days.filter((n) => !kept.has(addDays(day, n)));
  }
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const spanAt = (from: number, to: number) => span({ id: `w:${from}`, start: midnight + from, end: midnight + to });

  it('are those within an hour of a span, by the clock that held there', () => {
    assert.deepEqual(forgotten(spanAt(hourMs, 2 * hourMs)), [0]);
    assert.deepEqual(forgotten(spanAt(hourMs - 1, 2 * hourMs)), [-1, 0]);
    assert.deepEqual(forgotten(spanAt(22 * hourMs, 23 * hourMs - 1)), [0]);
    assert.deepEqual(forgotten(spanAt(21 * hourMs, 23 * hourMs)), [0, 1]);
    assert.deepEqual(forgotten(spanAt(21 * hourMs, 21 * hourMs + 1), spanAt(-5 * hourMs, -4 * hourMs)), [-1, 0]);
    assert.deepEqual(forgotten(state({ at: midnight + 23 * hourMs })), [0, 1]);
  });

  it('begin at the hour that the person set', () => {
    writeMeta(tables.database, 'dayStartsAt', 240);
    assert.deepEqual(forgotten(spanAt(2 * hourMs, 3 * hourMs - 1)), [-1]);
    assert.deepEqual(forgotten(spanAt(3 * hourMs, 3 * hourMs)), [-1, 0]);
    assert.deepEqual(forgotten(spanAt(5 * hourMs, 5 * hourMs)), [0]);
  });

  it('are also those to which a span grew', () => {
    tables.write(spanAt(20 * hourMs, 20 * hourMs + 1));
    assert.deepEqual(forgotten(spanAt(20 * hourMs, 47 * hourMs)), [0, 1, 2]);
    assert.deepEqual(forgotten(), []);
  });

  it('are those up to the end of a run or a problem, and as far as one may still go on', () => {
    const at = midnight + 12 * hourMs;
    assert.deepEqual(forgotten(run({ start: at })), [0, 1]);
    assert.deepEqual(forgotten(run({ id: 'w:a', start: at, end: at + 3 * dayMs })), range(0, 3));
    assert.deepEqual(forgotten(diagnostic({ introduced: at })), range(0, 30));
    assert.deepEqual(forgotten(diagnostic({ id: 'w:b', introduced: at, fixed: at + 35 * dayMs })), range(0, 35));
  });

  it('are those where an activity was, and where it is now', () => {
    const at = (n: number, rev: number) =>
      activity({ rev, start: start + n * dayMs, end: start + n * dayMs + hourMs, at: start });
    assert.deepEqual(forgotten(at(0, 1)), [0]);
    assert.deepEqual(forgotten(at(5, 2)), [0, 5]);
    assert.deepEqual(forgotten({ ...at(5, 3), deleted: true }), [5]);
  });

  it('are those of a document and of a record with a time, as it was and as it is now', () => {
    const written = (n: number, rev: number) =>
      document({ rev, start: start + n * dayMs, end: start + n * dayMs + 2 * dayMs });
    assert.deepEqual(forgotten(written(0, 1)), [0, 1, 2]);
    assert.deepEqual(forgotten(written(10, 2)), [0, 1, 2, 10, 11, 12]);
    const entry = (n: number, fields: object) =>
      record({
        collection: 'activities',
        id: 'r:1',
        clock: { time: start + n, count: 0, writer: 'w' },
        fields: { ...fields, kind: 'meeting', title: 'Call', utcOffset: 60 },
      });
    assert.deepEqual(forgotten(entry(1, { start, end: start + 1 })), [0]);
    assert.deepEqual(forgotten(entry(2, { start: start + 3 * dayMs, end: start + 4 * dayMs })), [0, 3, 4]);
    assert.deepEqual(forgotten(record({ fields: { title: 'A task without a time' } })), []);
  });

  it('are those of a plan whose task changed', () => {
    assert.deepEqual(forgotten(planTask({ day: addDays(day, 4) })), [4]);
  });

  it('are all within reach where facts have several offsets', () => {
    assert.deepEqual(forgotten(spanAt(12 * hourMs, 13 * hourMs)), [0]);
    const elsewhere = { ...spanAt(14 * hourMs, 15 * hourMs), offset: -480 };
    assert.deepEqual(forgotten(elsewhere), [-1, 0, 1]);
    // A day may lag by 36 hours: by twelve of a zone, and by a day that begins at the end of it.
    assert.deepEqual(forgotten({ ...elsewhere, id: 'w:y', start: elsewhere.start - 1 }), [-2, -1, 0, 1]);
    // Far from those, there is one offset again.
    assert.deepEqual(forgotten(spanAt(20 * dayMs + 12 * hourMs, 20 * dayMs + 13 * hourMs)), [20]);
  });

  it('are at most four hundred of a fact that lasts for years', () => {
    const years = { start: midnight - 900 * dayMs, end: midnight + 12 * hourMs };
    assert.deepEqual(forgotten(document({ ...years, collection: 'insights' })), []);
    assert.deepEqual(forgotten(document({ id: 'w:x', ...years, start: midnight - 400 * dayMs })), range(-40, 0));
  });
});
