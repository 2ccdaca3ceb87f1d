import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../../../src/core/time/days.ts';
import type { Syncing } from '../../../../../src/extension/features/github/syncing.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { Schedule } = await withFakeVscode(() => import('../../../../../src/extension/features/github/schedule.ts'));

describe('when the sync with GitHub is due', () => {
  let clock: FakeClock;
  let lastAt: number;
  let choice: string;
  let synced: number[];
  let schedule: InstanceType<typeof Schedule>;

  beforeEach(() => {
    clock = new FakeClock();
    [lastAt, choice, synced] = [clock.now(), 'daily', []];
    const connection = { provider: 'github', isPrivate: false };
    const services = {
      clock,
      settings: { get: () => choice },
      context: { globalState: { get: () => connection } },
      log: { error: assert.fail },
    };
    const syncing = {
      get lastAt() {
        return lastAt;
      },
      run: async ({ notWithinMs }: { readonly notWithinMs?: number }) => {
        synced.push(notWithinMs ?? 0);
        lastAt = clock.now();
        return { outcome: 'done' };
      },
    };
    schedule = new Schedule(services as never, syncing as unknown as Syncing);
  });
  afterEach(() => schedule.dispose());

  it('is a day after the last one, or six hours, or never', () => {
    schedule.plan();
    assert.equal(schedule.nextAt, clock.now() + dayMs);
    choice = 'every6Hours';
    schedule.plan();
    assert.equal(schedule.nextAt, clock.now() + 6 * hourMs);
    choice = 'manual';
    schedule.plan();
    assert.deepEqual([schedule.nextAt, clock.pending], [undefined, 0]);
  });

  it('is soon, not at once, where the last one was long ago or never', () => {
    for (const at of [0, clock.now() - 400 * dayMs]) {
      lastAt = at;
      schedule.plan();
      assert.equal(schedule.nextAt, clock.now() + 3 * minuteMs);
    }
  });

  for (const [name, back] of [
    ['an hour', hourMs],
    ['a year', 365 * dayMs],
    ['to 1970', Date.UTC(2026, 10, 20, 9)],
  ] as const)
    it(`is at most a day away after the clock was set back by ${name}`, async () => {
      clock.jump(-back);
      schedule.plan();
      assert.equal(schedule.nextAt, clock.now() + dayMs);
      clock.advance(dayMs - 1);
      assert.deepEqual(synced, []);
      clock.advance(1);
      assert.deepEqual(synced, [dayMs]);
    });

  it('goes on by the clock that there is then', async () => {
    schedule.plan();
    clock.jump(-30 * dayMs);
    clock.advance(dayMs);
    assert.equal(synced.length, 1);
    for (let i = 0; i < 10; i++) await Promise.resolve();
    assert.equal(schedule.nextAt, clock.now() + dayMs);
  });
});
