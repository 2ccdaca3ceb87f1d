import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Emitter, type Disposable } from '../../../../../src/core/base/event.ts';
import { translator } from '../../../../../src/core/base/translate.ts';
import { hourMs, minuteMs } from '../../../../../src/core/time/days.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { screen } from '../../../../fakes/window/vscode.ts';

const { timers } = await withFakeVscode(
  async () => {
    // They are imported on first use, which would be without the fake.
    await import('../../../../../src/extension/features/timers/askAboutGaps.ts');
    await import('../../../../../src/extension/features/timers/remindOfTimer.ts');
    return import('../../../../../src/extension/features/timers/timers.ts');
  },
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

describe('the question about time in which nothing was measured, and the reminder of a timer', () => {
  let clock: FakeClock;
  let started: Disposable;
  let gaps: { readonly start: number; readonly end: number }[];
  const changed = new Emitter<void>();

  beforeEach(() => {
    [clock, gaps] = [new FakeClock(), []];
    [screen.messages, screen.answer, screen.focused] = [[], undefined, true];
    const running = { id: 'a', title: 'Login', tags: [], start: clock.now() - 5 * hourMs, offset: 0, isPaused: false };
    const answers: Readonly<Record<string, () => unknown>> = {
      'timers.state': () => ({ running }),
      'timers.get': () => ({ running, gaps }),
      'timers.reminder': () => ({ entry: 'a', title: 'Login', ms: clock.now() - running.start }),
    };
    const kept = new Map<string, unknown>();
    started = timers.start?.({
      clock,
      log: { warn: (text: string) => assert.fail(text) },
      read: async (name: string) => answers[name]?.(),
      recorder: { onDidRecord: () => ({ dispose: () => undefined }) },
      settings: { get: (name: string) => (name === 'timer.remindAfterMinutes' ? 240 : false) },
      today: {
        isIdle: () => false,
        onDidChange: changed.event,
        onDidChangeRecords: () => ({ dispose: () => undefined }),
      },
      quiet: { show: (_: string, run: () => unknown) => void run() },
      t: translator(),
      context: {
        globalState: {
          get: (key: string) => kept.get(key),
          update: async (key: string, value: unknown) => void kept.set(key, value),
        },
      },
    } as never) as Disposable;
  });
  afterEach(() => started.dispose());

  /** The day changes, as it does every minute while somebody works. @returns what was said since */
  async function minutes(count: number): Promise<string[]> {
    const before = screen.messages.length;
    for (let minute = 0; minute < count; minute++) {
      clock.advance(minuteMs);
      changed.fire();
      for (let i = 0; i < 50; i++) await turn();
    }
    return screen.messages.slice(before);
  }
  const isQuestion = (text: string) => /ran from .* while nothing was measured/.test(text);
  const isReminder = (text: string) => /has been running for/.test(text);

  it('come one after the other: the reminder ten minutes after the question, and once', async () => {
    gaps = [{ start: clock.now() - 2 * hourMs, end: clock.now() - hourMs }];
    const first = await minutes(1);
    assert.ok(first.length === 1 && isQuestion(first[0] ?? ''), first.join());
    assert.deepEqual(await minutes(9), []);
    const later = await minutes(2);
    assert.ok(later.length === 1 && isReminder(later[0] ?? ''), later.join());
    assert.deepEqual(await minutes(30), []);
  });

  it('is the reminder alone where nothing is to be asked, after the three looks for it', async () => {
    assert.deepEqual(await minutes(2), []);
    const [said = '', ...more] = await minutes(2);
    assert.ok(isReminder(said) && more.length === 0, said);
  });

  it('is the question again after a sleep, and a reminder that was given is not', async () => {
    assert.equal((await minutes(4)).filter(isReminder).length, 1);
    clock.sleep(3 * hourMs);
    clock.advance(minuteMs);
    gaps = [{ start: clock.now() - 3 * hourMs, end: clock.now() - minuteMs }];
    const [said = '', ...more] = await minutes(12);
    assert.ok(isQuestion(said) && more.length === 0, said);
  });

  it('say nothing while the window is not in front', async () => {
    screen.focused = false;
    gaps = [{ start: clock.now() - 2 * hourMs, end: clock.now() - hourMs }];
    assert.deepEqual(await minutes(15), []);
  });
});
