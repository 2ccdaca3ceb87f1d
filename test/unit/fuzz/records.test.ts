import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AppError } from '../../../src/core/base/appError.ts';
import type { RecordFact } from '../../../src/core/facts/facts.ts';
import type { Json } from '../../../src/core/records/recordChecks.ts';
import { dayOf } from '../../../src/core/time/days.ts';
import { openHeadless } from '../../../src/headless/openHeadless.ts';
import { everyRecordFact } from '../everyRecord.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';
import { fuzzRuns } from './runs.ts';

const at = Date.UTC(2026, 2, 2, 9);
const day = dayOf(at, 60);
const facts = everyRecordFact({ mark: 'mill', project: '/home/ada/mill', at, offset: 60 });

/** Numbers, days, and texts that a file can hold in the place of others. */
const others: readonly Json[] = [
  0,
  -1,
  0.5,
  1e300,
  -1e300,
  Number.MAX_SAFE_INTEGER,
  8.64e15,
  8.64e15 + 1,
  253_402_300_800_000,
  '',
  '0000-01-01',
  '9999-12-31',
  '+275760-09-13',
  'constructor',
  '__proto__',
  '\ud800',
  'x'.repeat(200_000),
  [],
  {},
  true,
];

/** Replaces a value at a place, counted in the order of JSON. */
function changed(value: Json, place: number, other: Json): Json {
  let [size, count] = [0, 0];
  const text = JSON.stringify(value);
  JSON.parse(text, (_, each: unknown) => (size++, each));
  // The last is the whole.
  const target = place % Math.max(1, size - 1);
  return JSON.parse(text, (_, each: unknown) => (count++ === target ? other : each)) as Json;
}

const damage = fc.record({ of: fc.nat(), place: fc.nat(), other: fc.constantFrom(...others) });

describe('fuzz: records of any collection', function () {
  this.timeout(600_000);

  /** Parameters of those that need some. */
  const needed: Readonly<Record<string, object>> = {
    'agents.day': { day },
    'agents.details': { session: 'agentSessions:1' },
    'activity.range': { days: 30, by: 'project' },
    'day.get': { day },
    'tasks.get': { id: 'tasks:1' },
    'tasks.time': { id: 'tasks:1' },
    'feed.more': { before: at + 3_600_000 * 5, limit: 100 },
    'goals.get': { archived: true },
    'patterns.get': { days: 30 },
    'plan.get': { day },
    'suggestions.list': { day },
    'tasks.preview': { text: 'Fix it' },
  };

  /** Asks all there is to ask of a journal with these records. */
  async function askAll(records: readonly RecordFact[]): Promise<void> {
    const disk = new StorageFolder();
    const journal = disk.journal({ writer: 'w' });
    for (const fact of records) journal.append(fact);
    await journal.close();
    const headless = openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock });
    try {
      const queries = (await headless.describe('http')).filter(({ access }) => access === 'read');
      assert.ok(queries.length > 30, `${queries.length} queries`);
      for (const { name, params: schema } of queries) {
        const isOfDays = 'from' in ((schema['properties'] ?? {}) as object);
        const params = needed[name] ?? (isOfDays ? { from: day, to: day } : {});
        const began = performance.now();
        await headless.operate({ transport: 'http', operation: name, params }).catch((error: unknown) => {
          const told = error instanceof Error ? error.stack : String(error);
          assert.ok(error instanceof AppError && error.code !== 'internal', `${name}: ${told}`);
        });
        const took = performance.now() - began;
        assert.ok(took < 4000, `${name} took ${took} ms`);
      }
      const { filters } = (await headless.operate({
        transport: 'http',
        operation: 'taskFilters.list',
        params: {},
      })) as {
        readonly filters: readonly { readonly id: string }[];
      };
      // Those that are as they should be are there.
      for (const { id, fields } of records)
        if (fields === ownFields['taskFilters'])
          assert.ok(
            filters.some((one) => one.id === id),
            id,
          );
    } finally {
      await headless.close();
      disk.remove();
    }
  }
  const ownFields = Object.fromEntries(facts.map(({ collection, fields }) => [collection, fields]));

  it('with ids that every object knows are found, and stop no question from being answered', async () => {
    const ids = ['__proto__', 'constructor', 'toString', '../../x', 'a\u202Eb'];
    await askAll([...facts, ...ids.flatMap((id) => facts.map((fact) => ({ ...fact, id })))]);
    assert.equal('title' in {}, false);
  });

  it('with any value at any place stop no question from being answered', async () => {
    const property = fc.asyncProperty(fc.array(damage, { minLength: 20, maxLength: 60 }), async (damages) => {
      const wrong = damages.map(({ of, place, other }, i) => {
        const fact = facts[of % facts.length] as RecordFact;
        return { ...fact, id: `${fact.id}-${i}`, fields: changed(fact.fields, place, other) as RecordFact['fields'] };
      });
      await askAll([...facts, ...wrong]);
    });
    // To look for a smaller one takes minutes, where a question takes seconds.
    await fc.assert(property, { numRuns: fuzzRuns(4), endOnFailure: true, includeErrorInReport: true });
  });
});
