import assert from 'node:assert/strict';
import { dayMs, hourMs } from '../../../../src/core/time/days.ts';
import { bucketMs, bucketOf, countBuckets, factsOf, isFolded } from '../../../../src/storage/sync/readFacts.ts';
import { writeMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';

const { start } = span();
/** The first instant of a bucket, and the bucket. */
const bucket = Math.floor(start / bucketMs);
const first = bucket * bucketMs;

describe('the facts that sync looks through', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const found = (from: number, to: number, also?: 'changed') =>
    factsOf({ ...tables, sealer: plainSealer }, { from, to }, also);
  const idsOf = (...range: Parameters<typeof found>) => found(...range).map(({ id }) => id);

  it('are of the month in which they began, or were changed last', () => {
    for (const fact of [
      span({ start: first, end: first + 9 * bucketMs }),
      run({ start: first, end: first + bucketMs }),
      diagnostic({ introduced: first, fixed: first + bucketMs }),
      state({ at: first }),
      activity({ at: first, start: first + bucketMs, end: first + bucketMs }),
      document({ at: first, start: first - 1, end: first + bucketMs }),
      plan({ at: first }),
      planTask({ at: first }),
      record({ clock: { time: first, count: 0, writer: 'w' } }),
    ])
      assert.equal(bucketOf(fact), bucket, fact.type);
    assert.deepEqual([state({ at: first - 1 }), state({ at: first + bucketMs - 1 })].map(bucketOf), [
      bucket - 1,
      bucket,
    ]);
  });

  it('are pieces of folded time by their id, if they are spans', () => {
    assert.deepEqual(
      [span({ id: 'hour-495000-60-0-0-1:0' }), span({ id: 'an-hour-1:0' }), state({ id: 'hour-1:0' })].map(isFolded),
      [true, false, false],
    );
  });

  it('are counted by month, each row and each change of a record', () => {
    assert.deepEqual([...countBuckets(tables.database)], []);
    tables.write(
      span({ start: first, end: first }),
      run({ start: first - 1 }),
      diagnostic({ introduced: first + bucketMs }),
      state({ at: first + 5 }),
      document({ at: first + bucketMs - 1, start: first - 9 * bucketMs }),
      record({ clock: { time: first, count: 0, writer: 'w' } }),
      record({ clock: { time: first + bucketMs, count: 0, writer: 'w' }, fields: { status: 'done' } }),
    );
    const hour = first / hourMs + 2;
    tables.database.run('INSERT INTO hour VALUES (?, 180, 0, 0, 1, 5, 0, NULL, NULL)', hour);
    assert.deepEqual(
      [...countBuckets(tables.database)],
      [
        [bucket - 1, 2],
        [bucket, 4],
        [bucket + 1, 2],
      ],
    );
  });

  it('are those of a stretch as they are stored, deleted ones included', () => {
    const facts = [
      span({ start: first, end: first + 5 }),
      run({ start: first }),
      diagnostic({ introduced: first }),
      state({ at: first }),
      document({ at: first }),
      document({ id: 'w:d', at: first + 1, deleted: true }),
      record({ clock: { time: first, count: 0, writer: 'w' } }),
      record({ clock: { time: first, count: 1, writer: 'v' }, fields: { status: 'done' } }),
    ];
    tables.write(...facts);
    assert.deepEqual(found(first, first + 2), facts);
    assert.deepEqual(idsOf(first + 1, first + 2), ['w:d']);
    assert.deepEqual(found(first - 5, first), []);
  });

  it('are those that began there, and where what changed is asked for, runs and problems that lasted into it', () => {
    const last = first + dayMs;
    tables.write(
      span({ start: first, end: last + 5 }),
      run({ start: first, end: last + 5 }),
      diagnostic({ introduced: first, fixed: last + 5 }),
    );
    assert.deepEqual(idsOf(last, last + 5), []);
    assert.deepEqual(idsOf(last, last + 5, 'changed'), ['w:2', 'w:3']);
    assert.deepEqual(idsOf(last + 5, last + 9, 'changed'), []);
  });

  it('have the fields of a folded piece in the order of any other', () => {
    tables.write(span({ start: first, end: first + 5 }));
    writeMeta(tables.database, 'detailFrom', 5);
    tables.database.run(
      "INSERT INTO hour SELECT start / 3600000, 0, kind, source, place, 5, 0, NULL, x'0005' FROM span",
    );
    const [folded, whole] = found(first, first + hourMs);
    assert.deepEqual(
      Object.keys(folded ?? {}).filter((key) => key !== 'rule'),
      Object.keys(whole ?? {}).filter((key) => key !== 'rule'),
    );
    assert.equal(folded && isFolded(folded), true);
  });
});
