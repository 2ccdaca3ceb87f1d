import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildReport } from './child.ts';
import type { Child } from './family.ts';
import { Family } from './family.ts';
import { killMany, seeded } from './killing.ts';

type Checkpoint = Extract<ChildReport, { checkpoint: string }>;
const checkpointsOf = (child: Child): Checkpoint[] => child.reports.filter((report) => 'checkpoint' in report);

const nothingWrong = { lost: 0, doubled: 0, corrupt: 0 };
/** A first checkpoint, and one that finds a file, makes a backup and retires journals. */
const situations = [
  { name: 'the first checkpoint', before: 0 },
  { name: 'a later one, with a backup and journals to retire', before: 1 },
];

describe('a process that is killed', () => {
  let family: Family;
  beforeEach(() => (family = new Family()));
  afterEach(() => family.end());

  it('at random instants loses and doubles nothing', async () => {
    const seed = Date.now() % 1e6;
    const report = await killMany(Number(process.env['DAYMARK_KILLS'] ?? 60), seeded(seed));
    assert.ok(report.facts > report.kills, 'too few facts were acknowledged to show anything');
    assert.deepEqual(
      { ...report, kills: 0, writers: 0, facts: 0 },
      { ...nothingWrong, kills: 0, writers: 0, facts: 0 },
      `seed ${seed}`,
    );
  }).timeout(3_600_000);

  for (const { name, before } of situations) {
    it(`at every step of ${name} leaves a storage that goes on`, async () => {
      let step = 0;
      for (let isOver = false; !isOver;) {
        step++;
        await family.end();
        family = new Family();
        if (before) await family.start({ spans: 3, growths: 2, checkpointEvery: 3, close: true }).ended;
        const order = { spans: 2, growths: 2, checkpointEvery: 0, daysAhead: before, close: true };
        const child = family.start({ ...order, atStep: { step, signal: 'SIGKILL' } });
        await child.ended;
        isOver = child.process.exitCode === 0;
        const { facts, ...found } = await family.examine();
        assert.deepEqual(found, nothingWrong, `step ${step}`);
        assert.equal(facts, before ? 5 : 2);
      }
      assert.ok(step > 15, `only ${step} steps`);
    }).timeout(300_000);

    it(`and one that stands still at every step of ${name} while another takes over harms nothing`, async () => {
      let step = 0;
      const outcomes = new Set<string>();
      for (let isOver = false; !isOver;) {
        step++;
        await family.end();
        family = new Family();
        if (before) await family.start({ spans: 3, growths: 2, checkpointEvery: 3, close: true }).ended;
        const order = { spans: 2, growths: 2, checkpointEvery: 0, daysAhead: before, close: true };
        const sleeper = family.start({ ...order, atStep: { step, signal: 'SIGSTOP' } });
        isOver = await stoppedOrEnded(sleeper);
        if (!isOver) await overtake(family);
        sleeper.process.kill('SIGCONT');
        await sleeper.ended;
        assert.equal(sleeper.process.exitCode, 0, `step ${step}`);
        outcomes.add(checkpointsOf(sleeper)[0]?.checkpoint ?? 'none');
        const { facts, ...found } = await family.examine();
        assert.deepEqual(found, nothingWrong, `step ${step}: it said ${checkpointsOf(sleeper)[0]?.checkpoint}`);
        assert.equal(facts, (before ? 5 : 2) + (isOver ? 0 : 2));
      }
      assert.ok(step > 15, `only ${step} steps`);
      assert.ok(outcomes.has('lost') && outcomes.has('done'), Array.from(outcomes).join());
    }).timeout(300_000);
  }
});

describe('twenty processes on one storage', () => {
  it('lose and double nothing, and make one checkpoint at a time', async () => {
    const family = new Family();
    try {
      const children = Array.from({ length: 20 }, () =>
        family.start({ spans: 6, growths: 4, checkpointEvery: 4, close: true }),
      );
      await Promise.all(children.map((child) => child.ended));
      const { facts, ...found } = await family.examine();
      assert.deepEqual(found, nothingWrong);
      assert.equal(facts, 20 * 6);
      const done = children.flatMap(checkpointsOf).filter((report) => report.checkpoint === 'done');
      assert.ok(done.length >= 20, `only ${done.length} checkpoints`);
      const turns = done.sort((a, b) => a.from - b.from);
      for (const [i, turn] of turns.entries()) assert.ok(turn.from >= (turns[i - 1]?.to ?? 0), 'two at once');
    } finally {
      await family.end();
    }
  }).timeout(120_000);
});

/** Another window, for which a minute passes, takes the lock over, writes, and goes on. */
async function overtake(family: Family): Promise<void> {
  await family.start({ spans: 1, growths: 1, checkpointEvery: 0 }).ended;
  const store = await family.store();
  try {
    store.checkpoint();
    family.clock.pass(61_000);
    const { outcome } = store.checkpoint();
    assert.ok(outcome === 'done' || outcome === 'nothing', outcome);
  } finally {
    store.close();
  }
  await family.start({ spans: 1, growths: 1, checkpointEvery: 1 }).ended;
}

/** @returns true when it ended, false when it stands still */
async function stoppedOrEnded(child: Child): Promise<boolean> {
  const { readFileSync } = await import('node:fs');
  for (;;) {
    if (child.process.exitCode !== null) return true;
    const state = readFileSync(`/proc/${child.process.pid}/stat`, 'utf8').split(') ')[1]?.[0];
    if (state === 'T') return false;
    if (state === 'Z') await child.ended;
    await sleep(5);
  }
}
