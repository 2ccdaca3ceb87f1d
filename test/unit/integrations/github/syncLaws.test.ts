import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayMs } from '../../../../src/core/time/days.ts';
import { MadeWorld } from '../../../fakes/github/madeWorld.ts';
import { MemoryStore } from '../../../fakes/github/memoryStore.ts';
import { now, plain, startStand, type Stand } from './given.ts';

const amounts = { repos: 3, commits: 12, pulls: 6, issues: 6, runs: 6 };
const from = now - 20 * dayMs;
/** More of them by DAYMARK_RUNS. */
const numRuns = Number(process.env['DAYMARK_RUNS'] ?? 20);

interface Given {
  readonly seed: number;
  readonly pieces: readonly number[];
  readonly kill: number;
}

const given: fc.Arbitrary<Given> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  // Moments of the last eight days; the last one is now.
  pieces: fc.array(fc.integer({ min: 1, max: 8 * 24 * 60 }), { maxLength: 4 }),
  kill: fc.integer({ min: 0, max: 12 }),
});

describe('a sync', function () {
  this.timeout(60_000 + numRuns * 1000);
  let stand: Stand;
  before(async () => void (stand = await startStand()));
  after(() => stand.close());

  /** Rows that one sync of everything gives. */
  async function once(made: MadeWorld): Promise<MemoryStore> {
    stand.store = new MemoryStore();
    made.fill(stand.world, now);
    assert.equal((await stand.sync({}, plain)).outcome, 'done');
    return stand.store;
  }

  /** Syncs a made-up history in each way, and returns the number of rows after a single sync. */
  async function law({ seed, pieces, kill }: Given): Promise<number> {
    stand.github.remaining = 1e9;
    const made = new MadeWorld(seed, amounts, [from, now]);
    const expected = await once(made);
    const all = expected.written;

    const again = await stand.sync({}, plain);
    assert.deepEqual([again.outcome, stand.store.written.length], ['done', all.length], 'twice: nothing is written');

    const shuffled = new MemoryStore();
    for (const document of all.toSorted((a, b) => (a.body < b.body ? -1 : 1))) shuffled.put(document);
    assert.deepEqual(shuffled.rows(), expected.rows(), 'out of order');

    stand.store = new MemoryStore();
    for (const minutes of pieces.toSorted((a, b) => b - a)) {
      stand.clock.jump(now - minutes * 60_000 - stand.clock.now());
      made.fill(stand.world, stand.clock.now());
      assert.equal((await stand.sync({}, plain)).outcome, 'done');
    }
    stand.clock.jump(now - stand.clock.now());
    made.fill(stand.world, now);
    stand.store.diesAfter = stand.store.saves + kill;
    await stand.sync({}, plain).catch((error: Error) => assert.equal(error.message, 'killed'));
    stand.store.diesAfter = Infinity;
    assert.equal((await stand.sync({}, plain)).outcome, 'done');
    assert.deepEqual(stand.store.rows(), expected.rows(), 'in pieces, and after a kill');
    assert.deepEqual(stand.github.problems, []);
    return expected.rows().length;
  }

  it('gives the same rows twice, in pieces, out of order and after a kill as once', async () => {
    let rows = 0;
    const property = fc.asyncProperty(given, async (some) => void (rows += await law(some)));
    await fc.assert(property, { numRuns });
    assert.ok(rows > 20 * numRuns, `only ${rows} rows`);
  });

  it('gives them where the default branch was not there yet when the others were first read', async () => {
    assert.ok((await law({ seed: 870_863, pieces: [1], kill: 0 })) > 20);
  });
});
