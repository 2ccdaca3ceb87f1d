import assert from 'node:assert/strict';
import { translator } from '../../../../../src/core/base/translate.ts';
import { dayMs, minuteMs } from '../../../../../src/core/time/days.ts';
import type { BreakFacts } from '../../../../../src/habits/breaks/breaks.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { screen } from '../../../../fakes/window/vscode.ts';

const { BreakDesk } = await withFakeVscode(
  () => import('../../../../../src/extension/features/breaks/breakDesk.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

describe('the reminder to look away', () => {
  let clock: FakeClock;
  let since: number;
  let desk: InstanceType<typeof BreakDesk>;

  beforeEach(() => {
    clock = new FakeClock();
    [screen.messages, screen.focused, since] = [[], true, clock.now()];
    const kept = new Map<string, unknown>();
    const settings: Readonly<Record<string, unknown>> = {
      'breaks.minutes': 5,
      'breaks.eyes': true,
      'breaks.everyMinutes': 0,
    };
    desk = new BreakDesk({
      clock,
      t: translator(),
      log: { warn: (text: string) => assert.fail(text) },
      settings: { get: (name: string) => settings[name] },
      read: async (): Promise<BreakFacts> => ({ since, answers: [], isBusy: false }),
      context: {
        globalState: {
          get: (key: string) => kept.get(key),
          update: async (key: string, value: unknown) => void kept.set(key, value),
        },
      },
    } as never);
  });
  afterEach(() => desk.dispose());

  /** Works on. @returns how often it was said */
  async function work(minutes: number): Promise<number> {
    const before = screen.messages.length;
    for (let minute = 0; minute < minutes; minute++) {
      clock.advance(minuteMs);
      await desk.look();
    }
    return screen.messages.length - before;
  }

  it('comes every 20 minutes of work, once each', async () => {
    assert.equal(await work(19), 0);
    assert.equal(await work(1), 1);
    assert.equal(await work(19), 0);
    assert.equal(await work(1), 1);
  });

  it('comes again after the clock was set back', async () => {
    assert.equal(await work(20), 1);
    clock.jump(-400 * dayMs);
    since = clock.now();
    assert.equal(await work(40), 2);
  });
});
