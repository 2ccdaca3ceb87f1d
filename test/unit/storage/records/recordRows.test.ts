import assert from 'node:assert/strict';
import type { RecordFact } from '../../../../src/core/facts/facts.ts';
import { civilDay } from '../../../../src/core/facts/plans.ts';
import { fieldValues } from '../../../../src/core/records/recordState.ts';
import { addDays } from '../../../../src/core/time/days.ts';
import type { TouchedDays } from '../../../../src/storage/facts/dayCacheTable.ts';
import { Interner } from '../../../../src/storage/facts/interner.ts';
import { compactRecord, compactRecords } from '../../../../src/storage/records/compactRecords.ts';
import { deleteRecord, eraseRecords } from '../../../../src/storage/records/eraseRecords.ts';
import { foldColumns, recordNumber, RecordTables } from '../../../../src/storage/records/recordTables.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';
import { record } from '../facts.ts';

const { clock: first } = record();
/** A change some ms, and some counts, after the first. */
const only = (not: string, text: string | undefined): string | undefined => (text?.includes(not) ? undefined : text);
const change = (fields: RecordFact['fields'], time = 0, more: Partial<RecordFact> = {}): RecordFact =>
  record({ id: 'r:1', clock: { ...first, time: first.time + time }, fields, ...more });

describe('records in their tables', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const rows = (sql: string): unknown[] => tables.database.all(sql);
  const statusAndSort = (): unknown => rows('SELECT status, sort, deleted FROM record')[0];

  it('have in the clear the latest value of each column, by time, count, and writer, in any order', () => {
    const clocks = [
      { time: first.time, count: 0, writer: 'a' },
      { time: first.time, count: 0, writer: 'b' },
      { time: first.time, count: 1, writer: 'a' },
      { time: first.time + 1, count: 0, writer: 'a' },
    ];
    for (const [i, later] of clocks.slice(1).entries())
      for (const isReversed of [false, true]) {
        const id = `r:${i}`;
        const both = [
          record({ id, clock: clocks[i] ?? first, fields: { status: 'old', sort: 9 } }),
          record({ id, clock: later, fields: { status: 'new', deleted: true } }),
        ];
        tables.database.run('DELETE FROM record_patch');
        tables.database.run('DELETE FROM record');
        for (const one of isReversed ? both.toReversed() : both) tables.write(one);
        assert.deepEqual(statusAndSort(), ['new', 9, 1], JSON.stringify(later));
      }
  });

  it('have the same value of two that were set at once, whichever came first', () => {
    const both = [change({ status: 'a', sort: 2 }), change({ status: 'b', sort: 10 })];
    for (const order of [both, both.toReversed()]) {
      tables.database.run('DELETE FROM record_patch');
      for (const one of order) tables.write(one);
      assert.deepEqual(statusAndSort(), ['b', 2, 0], 'by their JSON');
    }
  });

  it('have a column without a value where it was cleared, can not be read, or was never set', () => {
    tables.write(change({ status: 'open', deleted: true }), change({ status: null, deleted: null, sort: 'x' }, 1));
    assert.deepEqual(statusAndSort(), [null, null, 0]);
    tables.write(change({ status: 'open' }, 2));
    tables.database.run("UPDATE record_patch SET columns = '{' WHERE columns IS NOT NULL");
    foldColumns(tables.database, recordNumber(tables.database, 'tasks', 'r:1'));
    assert.deepEqual(statusAndSort(), [null, null, 0], 'damaged rows');
  });

  it('have nothing in the clear of a change without such a field', () => {
    tables.write(change({ title: 'Mill' }), change({ sort: 1, title: 'x' }, 1));
    assert.deepEqual(rows('SELECT columns FROM record_patch ORDER BY time'), [[null], ['{"sort":1}']]);
    assert.deepEqual(
      [recordNumber(tables.database, 'tasks', 'r:1'), recordNumber(tables.database, 'goals', 'r:1')],
      [1, 0],
    );
  });

  it('of a listed task change the plans that it stands in', () => {
    const day = '2026-03-02';
    const planned = (id: string, n: number): RecordFact =>
      record({ collection: 'planTasks', id, fields: { ...civilDay(addDays(day, n)), title: 'x', minutes: 5 } });
    tables.write(
      planned('listed:r:1@2026-03-04', 2),
      planned('listed:r:1@2026-03-06', 4),
      planned('listed:r:10@2026-03-07', 5),
    );
    const forgotten = (fact: RecordFact): number[] => {
      const days = [0, 1, 2, 3, 4, 5, 6];
      for (const n of days)
        tables.database.run("INSERT OR REPLACE INTO past_day VALUES (?, 'score', 'b', 1, NULL)", addDays(day, n));
      tables.write(fact);
      const kept = new Set(rows('SELECT day FROM past_day').flat());
      return days.filter((n) => !kept.has(addDays(day, n)));
    };
    assert.deepEqual(forgotten(change({ status: 'done' })), [2, 4]);
    assert.deepEqual(forgotten(change({ status: 'done' }, 0, { collection: 'taskOccurrences' })), [2, 4]);
    assert.deepEqual(forgotten(change({ status: 'done' }, 0, { collection: 'goals' })), []);
    assert.deepEqual(forgotten(change({ start: civilDay(day).start, utcOffset: 0 }, 1, { collection: 'goals' })), [0]);
  });

  it('change the days of what was written, once', () => {
    const days: string[] = [];
    const touched = { addDay: (day: string) => days.push(day) } as unknown as TouchedDays;
    const writer = new RecordTables(tables.database, new Interner(tables.database), touched);
    const columns = civilDay('2026-03-02');
    writer.write({ collection: 'goals', id: 'r:1', clock: first, columns, body: 1 });
    writer.finish();
    writer.finish();
    assert.deepEqual(days, ['2026-03-02'], 'it was on no day before');
  });

  const titles = (count: number): RecordFact[] =>
    Array.from({ length: count }, (_, i) => change({ title: `title ${i}` }, i));
  const count = (): unknown => rows('SELECT count(*) FROM record_patch')[0];
  const fields = (): unknown => {
    const state = tables.reader.record('tasks', 'r:1');
    return state && fieldValues(state);
  };

  it('drop overwritten changes from the sixteenth on', () => {
    tables.write(...titles(15));
    assert.deepEqual([compactRecords(tables.database, plainSealer), count()], [false, [15]]);
    tables.write(change({ due: 5 }, 20));
    assert.deepEqual([compactRecords(tables.database, plainSealer), count()], [true, [2]]);
    assert.deepEqual(fields(), { title: 'title 14', due: 5 });
    assert.deepEqual(rows('SELECT due FROM record'), [[5]]);
  });

  it('drop nothing where each change counts, or nothing can be sealed or opened', () => {
    tables.write(...titles(16));
    const locked = { ...plainSealer, canSeal: () => false };
    assert.deepEqual([compactRecords(tables.database, locked), count()], [false, [16]]);
    const closed = { ...plainSealer, open: () => undefined };
    assert.deepEqual([compactRecords(tables.database, closed), count()], [false, [16]]);
    assert.equal(compactRecord({ database: tables.database, sealer: plainSealer }, 99), false, 'no record');
    assert.equal(compactRecord({ database: tables.database, sealer: locked }, 1), false);
    tables.database.run('DELETE FROM record_patch');
    tables.write(...Array.from({ length: 16 }, (_, i) => change({ [`field${i}`]: i }, i)));
    assert.deepEqual([compactRecords(tables.database, plainSealer), count()], [false, [16]]);
    const torn = { ...plainSealer, open: (bytes: Uint8Array) => only('field5', plainSealer.open(bytes)) };
    tables.write(change({ field4: 0 }, 29));
    assert.deepEqual([compactRecords(tables.database, torn), count()], [false, [17]], 'one that can not be opened');
    const able = { ...plainSealer, canSeal: () => true };
    tables.write(change({ field3: 0 }, 30));
    assert.deepEqual([compactRecords(tables.database, able), count()], [true, [16]]);
  });

  it('keep what an edit leaves of them, and that a field was cleared', () => {
    tables.write(change({ title: 'Mill', status: 'open', due: 5 }), change({ due: null }, 1));
    const edit = (): RecordFact['fields'] => ({ title: 'M' });
    assert.equal(compactRecord({ database: tables.database, sealer: plainSealer }, 1, edit), true);
    assert.deepEqual([fields(), statusAndSort()], [{ title: 'M' }, [null, null, 0]]);
    tables.write(change({ due: 7 }));
    assert.deepEqual(fields(), { title: 'M' }, 'an earlier value does not come back');
  });

  it('are deleted whole, each by itself', () => {
    tables.write(change({ title: 'a' }), record({ id: 'r:2' }), record({ id: 'r:1', collection: 'goals' }));
    assert.equal(deleteRecord(tables.database, { collection: 'tasks', id: 'r:9' }), false);
    assert.equal(deleteRecord(tables.database, { collection: 'tasks', id: 'r:1' }), true);
    assert.deepEqual(rows('SELECT collection, id FROM record ORDER BY number'), [
      ['tasks', 'r:2'],
      ['goals', 'r:1'],
    ]);
    assert.deepEqual(count(), [2]);
  });

  it('are erased by their time or that of their first change, with a count', () => {
    const { time } = first;
    const erased = (erasure: Parameters<typeof eraseRecords>[2]): unknown => {
      tables.database.run('DELETE FROM record_patch');
      tables.database.run('DELETE FROM record');
      const timed = (id: string, start: number, end: number) => record({ id, fields: { start, end } });
      tables.write(
        timed('r:1', time - 9, time),
        timed('r:2', time - 9, time + 1),
        timed('r:3', time + 5, time + 9),
        record({ id: 'r:4' }),
      );
      const { erased, trimmed } = eraseRecords(tables.database, plainSealer, erasure);
      return [rows('SELECT id FROM record ORDER BY id').flat(), erased, trimmed];
    };
    assert.deepEqual(erased({}), [[], { record: 4 }, 0]);
    assert.deepEqual(erased({ range: { from: time, to: time + 5 } }), [['r:1', 'r:3'], { record: 2 }, 0]);
    assert.deepEqual(erased({ range: { from: time, to: time + 6 } }), [['r:1'], { record: 3 }, 0]);
    assert.deepEqual(erased({ range: { from: time + 5, to: time + 6 } }), [['r:1', 'r:2', 'r:4'], { record: 1 }, 0]);
    assert.deepEqual(erased({ range: { from: time + 9, to: time + 10 } }), [['r:1', 'r:2', 'r:3', 'r:4'], {}, 0]);
    assert.deepEqual(erased({ before: time }), [['r:1', 'r:2', 'r:3', 'r:4'], {}, 0]);
    assert.deepEqual(erased({ before: time + 1 }), [[], { record: 4 }, 0]);
  });
});
