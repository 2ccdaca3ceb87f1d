import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/base/event.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { GoalProgress } from '../../../../src/extension/features/statusBar/goalProgress.ts';
import type { Services } from '../../../../src/extension/services.ts';
import type { GoalNow } from '../../../../src/habits/goalsNow.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { statusBar } = await withFakeVscode(
  () => import('../../../../src/extension/features/statusBar/statusBar.ts'),
  new URL('../../../fakes/window/vscode.ts', import.meta.url).href,
);

const settled = () => new Promise((resolve) => setImmediate(resolve));
const learning = { title: 'Learning a week', measure: 'kind', value: 45, due: 120 } as GoalNow;

describe('goals in the tooltip of the status bar', () => {
  const clock = new FakeClock();
  let record: (fact: object) => void;
  let goals: GoalNow[];
  let reads: number;

  function progress(): GoalProgress {
    reads = 0;
    const services = {
      clock,
      t: translator(),
      log: { warn: () => undefined },
      read: async () => (reads++, goals),
      recorder: {
        onDidRecord: (listener: (fact: object) => void) => ((record = listener), { dispose: () => undefined }),
      },
      context: { subscriptions: [] },
    } as unknown as Services;
    return new GoalProgress(services, () => undefined);
  }

  it('say how far each is', async () => {
    goals = [learning, { ...learning, title: 'Tasks', measure: 'tasks', value: 1, due: 3 }];
    const shown = progress();
    shown.refresh();
    await settled();
    assert.deepEqual(shown.lines, ['Learning a week: 45m of 2h', 'Tasks: 1 of 3']);
  });

  it('are read every ten minutes, and only once where there are none until one is set', async () => {
    goals = [];
    const shown = progress();
    const passes = async (minutes: number) => {
      clock.advance(minutes * minuteMs);
      shown.refresh();
      await settled();
      return reads;
    };
    assert.deepEqual([await passes(0), await passes(60)], [1, 1]);
    goals = [learning];
    record({ type: 'record', collection: 'tasks' });
    assert.equal(await passes(0), 1);
    record({ type: 'record', collection: 'goals' });
    await settled();
    assert.deepEqual([reads, await passes(9), await passes(1)], [2, 2, 3]);
  });

  it('are not read, which would start the worker, where there is none', async () => {
    const told = new Emitter<void>();
    const never = { onDidChange: () => ({ dispose: () => undefined }) };
    let hasGoals = false;
    const asked: string[] = [];
    const services = {
      clock,
      t: translator(),
      log: { warn: () => undefined },
      read: async (query: string) => (asked.push(query), []),
      recorder: { onDidRecord: never.onDidChange },
      context: { subscriptions: [] },
      today: { onDidChange: told.event, isIdle: () => !hasGoals },
      tracking: never,
      settings: { ...never, get: () => false },
    } as unknown as Services;
    const bar = statusBar.start?.(services);
    told.fire();
    await until(() => true);
    assert.deepEqual(asked, []);
    hasGoals = true;
    told.fire();
    await until(() => asked.length > 0);
    assert.deepEqual(asked, ['goals.now']);
    bar?.dispose();
  });
});

/** Gives what is loaded on use some turns, until it is there. */
async function until(isThere: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (turn >= 10 && isThere()) return;
  }
}
