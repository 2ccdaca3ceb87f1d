import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseSeed, seeded } from '../harness/seed.ts';
import type { ChildOrder, ChildReport } from './child.ts';
import type { Child } from './family.ts';
import { damageMany } from './damaging.ts';
import { eraseMany } from './erasing.ts';
import { Family } from './family.ts';
import { killMany } from './killing.ts';

type Checkpoint = Extract<ChildReport, { checkpoint: string }>;
const checkpointsOf = (child: Child): Checkpoint[] => child.reports.filter((report) => 'checkpoint' in report);

const nothingWrong = { lost: 0, doubled: 0, corrupt: 0 };
/** A first checkpoint, and one that finds a file, makes a backup and retires journals. */
const situations = [
  { name: 'the first checkpoint', before: 0 },
  { name: 'a later one, with a backup and journals to retire', before: 1 },
];

describe('a process that is killed', () => {
  it('at random instants loses and doubles nothing', async () => {
    const seed = chooseSeed();
    const report = await killMany(Number(process.env['DAYMARK_KILLS'] ?? 60), seeded(seed));
    assert.ok(report.facts > report.kills, 'too few facts were acknowledged to show anything');
    const { lost, doubled, corrupt } = report;
    assert.deepEqual({ lost, doubled, corrupt }, nothingWrong, `seed ${seed}`);
  }).timeout(3_600_000);

  for (const { name, before } of situations) {
    it(`at every step of ${name} leaves a storage that still works`, async () => {
      const steps = await atEachStep(before, async (family, step) => {
        const child = workUntil(family, { step, signal: 'SIGKILL' }, before);
        await child.ended;
        const { facts, ...found } = await family.examine();
        assert.deepEqual(found, nothingWrong, `step ${step}`);
        assert.equal(facts, before ? 5 : 2);
        return child.process.exitCode === 0;
      });
      assert.ok(steps > 15, `only ${steps} steps`);
    }).timeout(300_000);

    // /proc shows whether a process is stopped.
    const onLinux = process.platform === 'linux' ? it : it.skip;
    onLinux(`and one that stands still at every step of ${name} while another takes over harms nothing`, async () => {
      const outcomes = new Set<string>();
      const steps = await atEachStep(before, async (family, step) => {
        const sleeper = workUntil(family, { step, signal: 'SIGSTOP' }, before);
        const isOver = await stoppedOrEnded(sleeper);
        if (!isOver) await overtake(family);
        sleeper.process.kill('SIGCONT');
        await sleeper.ended;
        assert.equal(sleeper.process.exitCode, 0, `step ${step}`);
        const outcome = checkpointsOf(sleeper)[0]?.checkpoint ?? 'none';
        outcomes.add(outcome);
        const { facts, ...found } = await family.examine();
        assert.deepEqual(found, nothingWrong, `step ${step}: it said ${outcome}`);
        assert.equal(facts, (before ? 5 : 2) + (isOver ? 0 : 2));
        return isOver;
      });
      assert.ok(steps > 15, `only ${steps} steps`);
      assert.ok(outcomes.has('lost') && outcomes.has('done'), Array.from(outcomes).join());
    }).timeout(300_000);
  }
});

describe('a data folder of which one file is damaged', () => {
  it('loses nothing outside of the damage, and neither hangs nor fails', async () => {
    const seed = chooseSeed();
    const { failures, files } = await damageMany(Number(process.env['DAYMARK_DAMAGES'] ?? 80), seeded(seed));
    assert.deepEqual(failures, [], `seed ${seed}`);
    assert.ok(files >= 8, `only ${files} files`);
  }).timeout(3_600_000);
});

describe('an erasure beside processes that write', () => {
  it('takes all of the project, and nothing that was acknowledged of others', async () => {
    const report = await eraseMany(6, { msAtMost: 15_000 });
    const { lost, doubled, corrupt, left } = report;
    assert.deepEqual({ lost, doubled, corrupt, left }, { ...nothingWrong, left: 0 });
    assert.ok(report.erased > 0 && report.facts > 20, JSON.stringify(report));
  }).timeout(3_600_000);
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
      assert.ok(done.length >= 5, `only ${done.length} checkpoints`);
      const turns = done.sort((a, b) => a.from - b.from);
      for (const [i, turn] of turns.entries()) assert.ok(turn.from >= (turns[i - 1]?.to ?? 0), 'two at once');
    } finally {
      await family.end();
    }
  }).timeout(120_000);
});

/**
 * Runs the same for step 1, 2, 3 … of a checkpoint, some in parallel, each on a separate storage.
 * @param before with 1, the storage is a day old
 * @param act returns whether the checkpoint was over before the step came
 * @returns the number of steps
 */
async function atEachStep(before: number, act: (family: Family, step: number) => Promise<boolean>): Promise<number> {
  const atOnce = 4;
  const old = before ? await dayBefore() : undefined;
  try {
    for (let first = 1; ; first += atOnce) {
      const results = await Promise.all(
        Array.from({ length: atOnce }, async (_, i) => {
          const family = new Family(old);
          try {
            return await act(family, first + i);
          } finally {
            await family.end();
          }
        }),
      );
      const over = results.indexOf(true);
      if (over >= 0) return first + over;
    }
  } finally {
    await old?.end();
  }
}

/** A storage with a day of work and a file. */
async function dayBefore(): Promise<Family> {
  const family = new Family();
  await family.start({ spans: 3, growths: 2, checkpointEvery: 3, close: true }).ended;
  return family;
}

/** Starts a process that is to be stopped at a step of its checkpoint, some days after the storage was last used. */
function workUntil(family: Family, atStep: NonNullable<ChildOrder['atStep']>, daysAhead: number): Child {
  return family.start({ spans: 2, growths: 2, checkpointEvery: 0, daysAhead, close: true, atStep });
}

/** Another window, for which a minute passes, takes the lock over, writes, and continues. */
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

/** @returns true if it ended, false if it is stopped */
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
