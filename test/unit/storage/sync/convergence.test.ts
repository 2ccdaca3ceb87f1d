import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type SyncProblem, SyncServerError } from '../../../../src/core/sync/syncServer.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { faultyFiles } from '../faultyFiles.ts';
import { planTask, record, run, span } from '../facts.ts';
import { foldOf, Laptop, unsynced } from './laptop.ts';

const start = span().start;
const small = fc.integer({ min: 0, max: 5 });

/** An event on one of three laptops. */
type Step = { readonly on: number } & (
  | { readonly type: 'work'; readonly n: number; readonly ms: number }
  | { readonly type: 'edit'; readonly n: number; readonly field: string; readonly value: number }
  | { readonly type: 'task'; readonly n: number; readonly rev: number; readonly deleted: boolean }
  | { readonly type: 'erase'; readonly what: 'project' | 'range' | 'all'; readonly n: number }
  | { readonly type: 'skew'; readonly ms: number }
  | { readonly type: 'sync' }
  | { readonly type: 'fold'; readonly calls: number }
  | { readonly type: 'lose'; readonly at: 'before' | 'after'; readonly call: number }
  | { readonly type: 'crash'; readonly access: number }
  | { readonly type: 'checkpoint' }
);

const on = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('work' as const), on, n: small, ms: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({
    type: fc.constant('edit' as const),
    on,
    n: small,
    field: fc.constantFrom('title', 'status', 'project'),
    value: small,
  }),
  fc.record({ type: fc.constant('task' as const), on, n: small, rev: small, deleted: fc.boolean() }),
  fc.record({
    type: fc.constant('erase' as const),
    on,
    what: fc.constantFrom('project' as const, 'range' as const, 'all' as const),
    n: small,
  }),
  fc.record({ type: fc.constant('skew' as const), on, ms: fc.integer({ min: -9e8, max: 9e8 }) }),
  fc.record({ type: fc.constant('sync' as const), on }),
  fc.record({ type: fc.constant('fold' as const), on, calls: fc.nat({ max: 8 }) }),
  fc.record({
    type: fc.constant('lose' as const),
    on,
    at: fc.constantFrom('before', 'after'),
    call: fc.nat({ max: 6 }),
  }),
  fc.record({ type: fc.constant('crash' as const), on, access: fc.nat({ max: 90 }) }),
  fc.record({ type: fc.constant('checkpoint' as const), on }),
);

class Crash extends Error {}

describe('three laptops that sync', function () {
  this.timeout(process.env['DAYMARK_SYNC_RUNS'] ? 0 : 180_000);

  it('have the same facts in the end, whatever is lost, doubled, or killed on the way', async () => {
    await fc
      .assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
          const server = new MemorySync();
          const laptops = [new Laptop(), new Laptop(), new Laptop()];
          try {
            await connect(server, laptops);
            for (const [i, each] of steps.entries()) await act({ server, laptop: laptops[each.on] as Laptop, i }, each);
            await settle(server, laptops);
            const [first, ...others] = await Promise.all(laptops.map((laptop) => laptop.facts()));
            for (const other of others) assert.deepEqual(other, first);
            const ids = idsOf(first ?? []);
            const recorded = idsOf(recordedIn(steps));
            if (steps.some(({ type }) => type === 'erase')) assert.ok(ids.every((id) => recorded.includes(id)));
            else assert.deepEqual(ids, recorded);
            const stored = server.segments.length;
            await settle(server, laptops);
            assert.equal(server.segments.length, stored, 'nothing is uploaded twice');
          } finally {
            for (const { storage } of laptops) storage.remove();
          }
        }),
        { numRuns: Number(process.env['DAYMARK_SYNC_RUNS'] ?? 8) },
      )
      .catch((e: Error) => {
        console.error('CAUSE', e.cause);
        throw e;
      });
  });
});

async function connect(server: MemorySync, laptops: readonly Laptop[]): Promise<void> {
  for (const [i, laptop] of laptops.entries()) {
    laptop.files = unsynced(nodeFiles);
    await laptop.join(server.client());
    if (i > 0) await laptops[0]?.admit(server.client(), laptop);
  }
}

/** An erasure may take what its device had uploaded before its turn came, and is told again then. */
async function settle(server: MemorySync, laptops: readonly Laptop[]): Promise<void> {
  for (let round = 0; round < 5; round++) {
    for (const laptop of laptops) {
      laptop.storage.clock.pass(60_000);
      const { outcome } = await laptop.sync(server.client());
      // A process that was killed while it erased leaves its lock, which is taken over after a while.
      if (round > 1 || outcome !== 'busy') assert.equal(outcome, 'ok');
    }
  }
}

interface Acting {
  readonly server: MemorySync;
  readonly laptop: Laptop;
  /** The number of the step. */
  readonly i: number;
}

async function act({ server, laptop, i }: Acting, each: Step): Promise<void> {
  if (each.type === 'skew') laptop.storage.clock.jump(each.ms);
  else if (each.type === 'sync') await laptop.sync(server.client());
  else if (each.type === 'fold') await foldAndFail(server, laptop, each.calls);
  else if (each.type === 'lose') {
    let calls = 0;
    const fault = (at: 'before' | 'after'): SyncProblem | undefined =>
      at === each.at && calls++ === each.call ? 'unreachable' : undefined;
    await laptop.sync(server.client(fault));
  } else if (each.type === 'crash') await crashAt(server, laptop, each.access);
  else if (each.type === 'checkpoint') (await laptop.store()).checkpoint();
  else if (each.type === 'erase') {
    const range = { from: start, to: start + each.n * 10_000 };
    const what = { project: { project: projectOf(each.n) }, range: { range }, all: {} }[each.what];
    const store = await laptop.store();
    store.refresh();
    store.erase(what);
  } else await laptop.record(factOf(each, i, laptop.storage.clock.now()));
}

/** Folds the laptop's segments until the answer to a call is lost, as when the process is killed. */
async function foldAndFail(server: MemorySync, laptop: Laptop, calls: number): Promise<void> {
  let left = calls;
  const fault = (at: 'before' | 'after'): SyncProblem | undefined =>
    at === 'after' && left-- === 0 ? 'unreachable' : undefined;
  await foldOf(laptop, server.client(fault)).catch((error: unknown) => {
    if (!(error instanceof SyncServerError)) throw error;
  });
}

/** Syncs until an access to the disk, after which the process is gone. */
async function crashAt(server: MemorySync, laptop: Laptop, access: number): Promise<void> {
  let count = 0;
  laptop.crash();
  laptop.files = unsynced(
    faultyFiles(() => {
      if (count++ >= access) throw new Crash();
    }),
  );
  await laptop
    .store()
    .then(() => laptop.sync(server.client()))
    .catch((error: unknown) =>
      assert.ok(error instanceof Crash || (error as Error).cause instanceof Crash || isDisk(error)),
    );
  laptop.crash();
  laptop.files = unsynced(nodeFiles);
}

function isDisk(error: unknown): boolean {
  return error instanceof Error && error.name === 'AppError';
}

/** Two projects, of which one may be erased. */
function projectOf(n: number): string {
  return n % 3 === 0 ? '/home/ada/secret' : '/home/ada/engine';
}

/** Ids of spans are of the laptop that recorded them; tasks and records are edited everywhere. */
function factOf(each: Step, i: number, now: number): Fact {
  if (each.type === 'work') {
    const at = start + each.n * 10_000;
    // A span grows with each later step.
    return each.n % 2 === 0
      ? span({
          id: `w${each.on}:${each.n}`,
          start: at,
          end: at + i * 100 + 1,
          signals: i + 1,
          file: `file${each.n}`,
          project: projectOf(each.n),
        })
      : run({
          id: `w${each.on}:${each.n}`,
          start: at,
          ...(i % 2 === 0 && { end: at + 50, exitCode: 0 }),
          project: projectOf(each.n),
        });
  }
  if (each.type === 'task') {
    const tie = now + i;
    return planTask({
      id: `k:${each.n}`,
      rev: each.rev,
      at: tie,
      title: `${i}`,
      ...(each.deleted && { deleted: true }),
    });
  }
  if (each.type !== 'edit') throw new Error(each.type);
  const clock = { time: Math.max(0, now), count: i, writer: `w${each.on}` };
  return record({
    id: `e:${each.n}`,
    clock,
    fields: { [each.field]: each.field === 'project' ? projectOf(each.value) : `${each.value}` },
  });
}

function recordedIn(steps: readonly Step[]): Fact[] {
  return steps.flatMap((each, i) => (each.type === 'work' || each.type === 'edit' ? [factOf(each, i, 0)] : []));
}

function idsOf(facts: readonly Fact[]): string[] {
  // Planned tasks are records, of which only those that aren't deleted are read back.
  const isTask = (fact: Fact): boolean => fact.type === 'record' && fact.collection === 'planTasks';
  return [...new Set(facts.filter((fact) => !isTask(fact)).map(({ id }) => id))].sort();
}
