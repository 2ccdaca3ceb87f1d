import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/time/days.ts';
import { countFacts, factBounds } from '../../../../src/storage/facts/factCounts.ts';
import { joinId, splitId } from '../../../../src/storage/facts/factId.ts';
import { repairTables } from '../../../../src/storage/facts/repairTables.ts';
import { readMeta, writeMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { allFacts, always } from '../allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from './memoryTables.ts';

const { start } = span();
const facts = [
  span({ rule: 'edit' }),
  run({ end: start + 5000, exitCode: 1 }),
  diagnostic({ fixed: start + 9000 }),
  state(),
  activity(),
  plan(),
  planTask({ doneAt: start }),
  document(),
  record(),
];

/** Statements that another program may have run, and how many damaged rows that makes. */
const damages: readonly (readonly [sql: string, damaged: number])[] = [
  ['UPDATE span SET start = -1', 1],
  ['UPDATE span SET length = 366 * 86400000 + 1', 1],
  ['UPDATE span SET offset = 841', 1],
  ['UPDATE span SET offset = -841', 1],
  ['UPDATE span SET kind = 13', 1],
  ['UPDATE span SET source = 7', 1],
  ['UPDATE span SET signals = 1e300', 1],
  ['UPDATE span SET saves = -1', 1],
  ["UPDATE span SET edits = x'0001'", 1],
  ["UPDATE span SET edits = x'00010180'", 1],
  ["UPDATE span SET edits = x'08010101'", 1],
  ["UPDATE span SET edits = 'text'", 1],
  ['UPDATE span SET edits = 5', 1],
  ["UPDATE span SET edits = x''", 0],
  ['UPDATE span SET rule = -1', 1],
  ['UPDATE run SET run_group = 4', 1],
  ["UPDATE run SET name = 'x'", 1],
  ["UPDATE run SET exit_code = 'x'", 1],
  ['UPDATE diagnostic SET severity = 4', 1],
  ['UPDATE diagnostic SET length = 36600 * 86400000 + 1', 1],
  ['UPDATE state SET state = 4', 1],
  ['UPDATE activity SET errors = -1', 1],
  ['UPDATE activity SET deleted = 2', 1],
  ["UPDATE activity SET tie = 'x'", 1],
  ["UPDATE plan SET day = '2026-02-30'", 1],
  ['UPDATE plan SET provider = 4', 1],
  ["UPDATE plan_task SET done_at = 'x'", 1],
  ['UPDATE plan_task SET priority = 3', 1],
  ['UPDATE document SET start = -5', 1],
  ["INSERT INTO hour VALUES (495000, 60, 0, 0, 1, 5, 0, NULL, x'01')", 1],
  ["INSERT INTO hour VALUES (495000, 60, 0, 0, 1, 5, 0, NULL, x'00e807')", 0],
  ['INSERT INTO hour VALUES (0, 60, 0, 0, 1, 5, 0, NULL, NULL)', 1],
  ["INSERT INTO journal VALUES ('a', -1, 0, NULL, 1)", 1],
  ["INSERT INTO journal VALUES ('a', 0, 0, NULL, 1)", 0],
  ['UPDATE record_patch SET time = -1 WHERE body <> 0', 2],
  ["UPDATE record_patch SET columns = 'no' WHERE body <> 0", 1],
  ['DELETE FROM record WHERE collection = "tasks"', 1],
  ['DELETE FROM record_patch WHERE body <> 0', 1],
  ["UPDATE writer SET name = '' WHERE name = 'w'", 1],
  ["UPDATE writer SET folded = -2 WHERE name = 'w'", 1],
  ["INSERT INTO meta VALUES ('demo', -1)", 1],
  ["INSERT INTO meta VALUES ('demo', 1)", 0],
  // Lengths below nothing, which an early version wrote, become none.
  ['UPDATE span SET length = -5', 0],
  ['UPDATE run SET length = -5', 0],
  ['UPDATE activity SET length = -366 * 86400000', 0],
  ['UPDATE activity SET length = -366 * 86400000 - 1', 1],
];

describe('tables that another program changed', () => {
  let tables: MemoryTables;
  beforeEach(async () => {
    tables = await openMemoryTables();
    tables.write(...facts);
  });
  afterEach(() => tables.database.close());

  it('are left as they are where they are whole', () => {
    const before = allFacts(tables.reader);
    assert.equal(repairTables(tables.database), 0);
    assert.deepEqual([allFacts(tables.reader), readMeta(tables.database, 'damagedRows')], [before, 0]);
  });

  for (const [sql, damaged] of damages)
    it(`have ${damaged} damaged: ${sql}`, () => {
      const rows = () =>
        ['span', 'run', 'diagnostic', 'state', 'activity', 'plan', 'plan_task', 'document', 'hour', 'journal'].reduce(
          (sum, table) => sum + tables.database.number(`SELECT count(*) FROM ${table}`),
          0,
        );
      tables.database.script(sql);
      const before = rows();
      assert.equal(repairTables(tables.database), damaged);
      assert.equal(readMeta(tables.database, 'damagedRows'), damaged);
      if (/(?:UPDATE|INTO) (?:span|run|diagnostic|state|activity|plan|plan_task|document|hour|journal) /.test(sql))
        assert.equal(before - rows(), damaged);
      // Nothing that is left stops a question, and a second time finds nothing.
      allFacts(tables.reader);
      assert.equal(repairTables(tables.database), 0);
    });

  it('give a writer that is lost another name, and none to a fact twice', () => {
    tables.database.run('DELETE FROM writer');
    repairTables(tables.database);
    const ids = tables.reader.spans(always).map(({ id }) => id);
    assert.equal(ids.length, 1);
    assert.match(ids[0] ?? '', /^lost-\d+-[\da-f]{8}:1$/);
  });

  it('know again how long spans are, where the day begins, and what was folded', () => {
    const { database } = tables;
    for (const key of ['longestSpan', 'dayStartsAt'] as const) writeMeta(database, key, 1440);
    database.run('INSERT INTO hour VALUES (495000, 60, 0, 0, 1, 5, 0, NULL, NULL)');
    repairTables(database);
    assert.deepEqual(
      (['longestSpan', 'dayStartsAt', 'detailFrom'] as const).map((key) => readMeta(database, key)),
      [60_000, 0, 495_001 * hourMs],
    );
    writeMeta(database, 'dayStartsAt', 1439);
    writeMeta(database, 'detailFrom', 5);
    repairTables(database);
    assert.deepEqual([readMeta(database, 'dayStartsAt'), readMeta(database, 'detailFrom')], [1439, 5]);
  });

  it('forget what was worked out of them', () => {
    tables.database.run("INSERT INTO past_day VALUES ('2026-03-02', 'score', 'b', 1, NULL)");
    repairTables(tables.database);
    assert.equal(tables.database.number('SELECT count(*) FROM past_day'), 0);
  });
});

describe('the facts of a database', () => {
  it('are counted, and have a first and a last piece of work', async () => {
    const { database, write } = await openMemoryTables();
    assert.deepEqual([countFacts(database), factBounds(database)], [0, {}]);
    write(span(), span({ id: 'w:9', start: start + 5, end: start + 6 }), run({ start: start + 9 }), state());
    assert.deepEqual([countFacts(database), factBounds(database)], [4, { first: start, last: start + 9 }]);
    write(activity({ start: start - 9 }), document({ start: start - 99 }), record());
    database.run('INSERT INTO hour VALUES (490000, 60, 0, 0, 1, 5, 0, NULL, NULL)');
    assert.deepEqual([countFacts(database), factBounds(database)], [8, { first: 490_000 * hourMs, last: start + 9 }]);
    database.close();
  });

  it('have ids of two parts, or whole ones of another form', () => {
    for (const [id, writer, n] of [
      ['w:1', 'w', 1],
      ['w:0', 'w', 0],
      ['a:b:12', 'a:b', 12],
      ['w:123456789012345', 'w', 123_456_789_012_345],
      ['w:1234567890123456', '!w:1234567890123456', 0],
      ['w:01', '!w:01', 0],
      ['w', '!w', 0],
      [':1', '!:1', 0],
      ['!w:1', '!!w:1', 0],
      ['', '!', 0],
    ] as const) {
      assert.deepEqual(splitId(id), { writer, n });
      assert.equal(joinId(writer, n), id);
    }
  });
});
