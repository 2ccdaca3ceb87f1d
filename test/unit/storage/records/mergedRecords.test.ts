import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import type { RecordFact } from '../../../../src/core/facts/facts.ts';
import { columnsOf, columnValue, recordColumns } from '../../../../src/core/records/recordColumns.ts';
import { applyPatch, fieldValues, isDeleted, type RecordState } from '../../../../src/core/records/recordState.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { record } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const { clock: first } = record();
const year = 365 * 86_400_000;

const clocks = fc.record(
  {
    time: fc.oneof(fc.integer({ min: first.time, max: first.time + 3 }), fc.constant(first.time + year)),
    count: fc.integer({ min: 0, max: 3 }),
    writer: fc.constantFrom('a', 'b', 'ä:1'),
  },
  { noNullPrototype: true },
);
const values = fc.oneof(
  fc.constantFrom('x', 'y', 'two words'),
  fc.integer({ min: 0, max: 3 }),
  fc.constant(null),
  fc.boolean(),
);
const names = fc.constantFrom('title', 'start', 'due', 'status', 'deleted', 'fromANewerVersion', 'constructor');
/** Many patches of few records, so that a checkpoint drops overwritten ones. */
const patches: fc.Arbitrary<RecordFact> = fc.record(
  {
    type: fc.constant('record' as const),
    id: fc.constantFrom('r:1', 'github:7'),
    collection: fc.constantFrom('tasks', 'goals'),
    clock: clocks,
    fields: fc.dictionary(names, values, { minKeys: 1, noNullPrototype: true }),
  },
  { noNullPrototype: true },
);
const order = fc.array(patches, { minLength: 1, maxLength: 60 }).chain((all) =>
  fc.record({
    all: fc.constant(all),
    arrived: fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
    journals: fc.array(fc.nat(2), { minLength: all.length * 2, maxLength: all.length * 2 }),
    stops: fc.uniqueArray(fc.nat({ max: Math.max(0, all.length * 2 - 1) }), { maxLength: 4 }),
  }),
);

function fold(facts: readonly RecordFact[]): Map<string, RecordState> {
  const states = new Map<string, RecordState>();
  for (const { type: _, ...patch } of facts) {
    const key = `${patch.collection} ${patch.id}`;
    states.set(key, applyPatch(states.get(key), patch));
  }
  return states;
}

/** The records of a store are these, and its columns are what the fields say. */
async function assertHolds(
  store: Store,
  folder: StorageFolder,
  states: ReadonlyMap<string, RecordState>,
): Promise<void> {
  for (const state of states.values()) assert.deepEqual(store.record(state.collection, state.id), state);
  const listed = ['tasks', 'goals'].flatMap((name) => store.records(name, {}).states);
  assert.deepEqual(new Set(listed), new Set([...states.values()].filter((state) => !isDeleted(state))));
  store.checkpoint();
  const sql = await initSqlJs();
  const database = new sql.Database(fs.readFileSync(folder.path('daymark.sqlite')));
  const columns = recordColumns.map((column) => `"${column}"`).join();
  for (const [collection, id, ...row] of database.exec(`SELECT collection, id, ${columns} FROM record`)[0]?.values ??
    []) {
    const state = states.get(`${String(collection)} ${String(id)}`);
    const expected = columnsOf(fieldValues(state ?? assert.fail()));
    assert.deepEqual(
      row,
      recordColumns.map((column) => expected[column] ?? columnValue(column, null)),
    );
  }
  database.close();
}

describe('stored records, whatever way they came', function () {
  this.timeout(120_000);

  it('are the same in any order, any number of times, through any journals and checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(order, async ({ all, arrived, journals, stops }) => {
        const place = new StorageFolder();
        try {
          const writers = [place.journal(), place.journal({ writer: 'a' }), place.journal({ rotateBytes: 400 })];
          for (const [i, fact] of arrived.entries()) {
            const writer = writers[journals[i] ?? 0];
            writer?.append(fact);
            if (!stops.includes(i)) continue;
            await writer?.flush();
            (await place.store()).checkpoint();
          }
          await Promise.all(writers.map((writer) => writer.flush()));
          await assertHolds(await place.store(), place, fold(all));
          await assertHolds(await place.store(), place, fold(all));
        } finally {
          place.remove();
        }
      }),
      { numRuns: fuzzRuns(20) },
    );
  });
});
