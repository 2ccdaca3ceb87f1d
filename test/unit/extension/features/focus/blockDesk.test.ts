import assert from 'node:assert/strict';
import { Emitter, type Disposable } from '../../../../../src/core/base/event.ts';
import { addDays, hourMs, minuteMs } from '../../../../../src/core/time/days.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import { saveBlock } from '../../../../../src/planning/blocks/blockActions.ts';
import { getFocusBlocks } from '../../../../../src/planning/blocks/blockQueries.ts';
import { startFocus } from '../../../../../src/habits/focus/focusActions.ts';
import { getFocusNow } from '../../../../../src/habits/focus/readSessions.ts';
import { saveTask } from '../../../../../src/planning/plans.ts';
import { screen } from '../../../../fakes/window/vscode.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { memoryApp } from '../../../planning/blocks/memoryApp.ts';

const { lookAtBlocks } = await withFakeVscode(
  () => import('../../../../../src/extension/features/focus/blockDesk.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

const day = '2026-03-02';
const nine = Date.UTC(2026, 2, 2, 9);

describe('offers at time blocks', () => {
  let given: ReturnType<typeof memoryApp>;
  let services: Services;
  let held: Disposable[];
  let mode: string;
  let tracking: { state: string };
  const changed = new Emitter<void>();

  beforeEach(async () => {
    Object.assign(screen, { focused: true, messages: [], answer: undefined, item: undefined });
    given = memoryApp(nine - hourMs);
    [held, mode, tracking] = [[], 'notify', { state: 'on' }];
    const { app, reading } = given;
    const kept = new Map<string, unknown>();
    const named = { 'blocks.today': getFocusBlocks, 'focus.now': getFocusNow };
    const read = async (query: string | object, params: unknown) =>
      typeof query === 'string'
        ? named[query as keyof typeof named].run(reading(), {})
        : app.read(query as never, params as never);
    services = {
      ...app,
      read,
      log: { warn: (text: string) => assert.fail(text) },
      settings: { get: () => mode, onDidChange: changed.event },
      recorder: { ...app.recorder, onDidRecord: () => ({ dispose() {} }) },
      today: { onDidChangeRecords: () => ({ dispose() {} }) },
      tracking,
      context: {
        subscriptions: held,
        globalState: {
          get: (key: string, none: unknown) => kept.get(key) ?? none,
          update: async (key: string, value: unknown) => void kept.set(key, value),
        },
      },
    } as unknown as Services;
    const task = await saveTask(app, { day, title: 'Login', priority: 'high', minutes: 60 }, { project: '/work/web' });
    await saveBlock.run(app, { task: task.id, start: nine, minutes: 60 });
  });
  afterEach(() => {
    for (const one of held) one.dispose();
  });

  const phase = () => getFocusNow.run(given.reading(), {});
  /** Lets time pass, and what is due happen. */
  const pass = async (ms: number) => {
    given.clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
    await lookAtBlocks(services);
    await new Promise((resolve) => setImmediate(resolve));
  };

  /** A session is recorded after its code is loaded. */
  const untilFocus = async () => {
    while (phase().phase !== 'focus') await new Promise((resolve) => setImmediate(resolve));
  };

  it('come when a block begins, once, and start a session until it ends', async () => {
    await lookAtBlocks(services);
    assert.deepEqual(screen.messages, []);
    screen.answer = 'Start Focus Session';
    await pass(hourMs + 2 * minuteMs);
    assert.deepEqual(screen.messages, ['Until 10:00 you planned: Login']);
    await untilFocus();
    const state = phase();
    assert.ok(state.phase === 'focus');
    assert.deepEqual([state.session.title, state.session.project, state.until], ['Login', '/work/web', nine + hourMs]);
    await pass(minuteMs);
    assert.equal(screen.messages.length, 1);
  });

  it('change nothing when they are turned down', async () => {
    screen.answer = 'Not Now';
    await pass(hourMs + minuteMs);
    assert.equal(screen.messages.length, 1);
    await pass(minuteMs);
    assert.deepEqual([screen.messages.length, phase().phase], [1, 'none']);
  });

  it('wait while a focus session runs, and come after it', async () => {
    await startFocus.run(services, { title: 'Other', minutes: 65 });
    await pass(hourMs + minuteMs);
    assert.deepEqual(screen.messages, []);
    await pass(5 * minuteMs);
    assert.deepEqual(screen.messages, ['Until 10:00 you planned: Login']);
  });

  it('start a session by themselves only with that setting, and neither without the focus nor while paused', async () => {
    mode = 'start';
    screen.focused = false;
    await pass(hourMs + minuteMs);
    assert.equal(phase().phase, 'none');
    screen.focused = true;
    tracking.state = 'paused';
    await pass(minuteMs);
    assert.equal(phase().phase, 'none');
    tracking.state = 'on';
    await pass(minuteMs);
    await untilFocus();
    assert.deepEqual(screen.messages, []);
  });

  it('are looked at by themselves when a block begins', async () => {
    mode = 'statusBar';
    await lookAtBlocks(services);
    const shown = async (ms: number) => {
      given.clock.advance(ms);
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
      return screen.item;
    };
    assert.equal(await shown(hourMs + 49), undefined);
    assert.equal(await shown(1), '$(target) Login');
  });

  it('are in the status bar while the block goes on, if that is chosen', async () => {
    mode = 'statusBar';
    await lookAtBlocks(services);
    assert.equal(screen.item, undefined);
    await pass(hourMs);
    assert.deepEqual([screen.item, screen.messages], ['$(target) Login', []]);
    await pass(hourMs);
    assert.equal(screen.item, undefined);
  });

  it('have a timer only while they are on and a block of the day is ahead', async () => {
    await lookAtBlocks(services);
    assert.equal(given.clock.pending, 1);
    mode = 'off';
    changed.fire();
    await pass(minuteMs);
    assert.equal(given.clock.pending, 0);
    mode = 'notify';
    await pass(2 * minuteMs);
    assert.equal(given.clock.pending, 1);
    await pass(2 * hourMs);
    assert.equal(given.clock.pending, 0, 'the last block is over');
  });

  it('are not for the blocks of another day', async () => {
    const { app } = given;
    const tomorrow = addDays(day, 1);
    const { id } = await saveTask(app, { day: tomorrow, title: 'Later', priority: 'high', minutes: 60 });
    await saveBlock.run(app, { task: id, start: Date.parse(tomorrow) + hourMs, minutes: 60 });
    given.clock.jump(3 * hourMs);
    await lookAtBlocks(services);
    assert.equal(given.clock.pending, 0);
  });
});
