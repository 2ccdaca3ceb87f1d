import assert from 'node:assert/strict';
import { translator } from '../../../../../src/core/base/translate.ts';
import { dayMs, minuteMs } from '../../../../../src/core/time/days.ts';
import type { BreakFacts } from '../../../../../src/habits/breaks/breaks.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { debug, screen, window } from '../../../../fakes/window/vscode.ts';

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

describe('the reminder of a break', () => {
  let clock: FakeClock;
  let facts: BreakFacts;
  let reads: number;
  let answers: string[];
  let settings: Record<string, unknown>;
  let desk: InstanceType<typeof BreakDesk>;
  let item: Record<string, unknown>;
  const usual = { item: window.createStatusBarItem, ask: window.showInformationMessage };
  beforeEach(() => {
    clock = new FakeClock();
    Object.assign(screen, { messages: [], focused: true, answer: undefined, item: undefined });
    facts = { since: clock.now(), answers: [], isBusy: false };
    [reads, answers, item] = [0, [], {}];
    settings = { 'breaks.minutes': 5, 'breaks.eyes': false, 'breaks.everyMinutes': 50 };
    window.createStatusBarItem = (...of: unknown[]) => {
      assert.deepEqual(of, ['daymark.break', 2, 88.4]);
      item = usual.item() as unknown as Record<string, unknown>;
      return item as never;
    };
    const records = () => ({ create: async ({ answer }: { answer: string }) => answers.push(answer) });
    desk = new BreakDesk({
      clock,
      records,
      t: translator(),
      log: { warn: (text: string) => assert.fail(text) },
      settings: { get: (name: string) => settings[name] },
      read: async (_: string, { breakMs }: { breakMs: number }): Promise<BreakFacts> => {
        reads++;
        assert.equal(breakMs, 5 * minuteMs);
        return facts;
      },
    } as never);
  });
  afterEach(() => {
    desk.dispose();
    window.createStatusBarItem = usual.item;
    window.showInformationMessage = usual.ask;
    Object.assign(screen, { focused: true, answer: undefined });
  });

  it('looks at most once in half a minute, and only in front of somebody', async () => {
    await desk.look();
    clock.advance(29_999);
    await desk.look();
    assert.equal(reads, 1);
    await desk.look(true);
    assert.equal(reads, 2, 'unless it is due');
    clock.advance(30_000);
    await desk.look();
    assert.equal(reads, 3);
    screen.focused = false;
    clock.advance(30_000);
    await desk.look();
    assert.equal(reads, 3);
  });

  it('says how long the person has worked, and keeps the answer', async () => {
    clock.advance(50 * minuteMs - 1);
    await desk.look();
    assert.deepEqual([screen.messages, screen.item], [[], undefined]);
    for (const [chosen, answer] of [
      ['Remind Me in 5 Minutes', 'snooze'],
      ['Not Now', 'notNow'],
      [undefined, 'notNow'],
    ] as const) {
      clock.advance(30_000);
      screen.answer = chosen;
      await desk.look();
      assert.equal(answers.at(-1), answer);
      assert.equal(screen.item, undefined, 'it goes with the answer');
    }
    assert.equal(screen.messages[0], 'You have worked for 50m without a break.');
    assert.deepEqual([item['text'], item['name']], ['$(coffee) Break?', 'Daymark Break']);
    assert.equal(item['tooltip'], '51m without a break');
  });

  it('asks once at a time', async () => {
    clock.advance(50 * minuteMs);
    let close: (() => void) | undefined;
    window.showInformationMessage = (async (text: string) => {
      screen.messages.push(text);
      await new Promise<void>((resolve) => (close = resolve));
      return undefined;
    }) as typeof usual.ask;
    const asking = desk.look();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(screen.item, '$(coffee) Break?');
    await desk.look(true);
    assert.equal(screen.messages.length, 1);
    close?.();
    await asking;
    assert.equal(screen.item, undefined);
  });

  it('waits while the person is busy, and looks again after a minute', async () => {
    facts = { ...facts, isBusy: true };
    clock.advance(50 * minuteMs);
    await desk.look();
    assert.deepEqual([screen.messages, screen.item, clock.pending], [[], '$(coffee) Break?', 1]);
    facts = { ...facts, isBusy: false };
    clock.advance(minuteMs);
    for (let i = 0; i < 50 && answers.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.deepEqual([screen.messages.length, answers], [1, ['notNow']]);
    debug.activeDebugSession = {} as never;
    clock.advance(minuteMs);
    await desk.look();
    debug.activeDebugSession = undefined;
    assert.equal(screen.messages.length, 1, 'while something is debugged');
    assert.equal(clock.pending, 1);
    desk.dispose();
    assert.equal(clock.pending, 0);
  });

  it('is quiet where it is off, or nothing was measured', async () => {
    clock.advance(50 * minuteMs);
    settings['breaks.everyMinutes'] = 0;
    await desk.look();
    settings['breaks.everyMinutes'] = 50;
    facts = { answers: [], isBusy: false } as unknown as BreakFacts;
    await desk.look(true);
    assert.deepEqual([screen.messages, screen.item, clock.pending], [[], undefined, 0]);
  });
});
