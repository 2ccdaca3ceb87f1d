import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { translator } from '../../../../../src/core/base/translate.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import type { FocusPhase } from '../../../../../src/habits/focus/foldSessions.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { commands, screen } from '../../../../fakes/window/vscode.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { FocusDesk } = await withFakeVscode(
  () => import('../../../../../src/extension/features/focus/focusDesk.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

const minute = 60_000;

describe('the focus session in a window', () => {
  let clock: FakeClock;
  let folder: string;
  let phase: FocusPhase;
  let own: string | undefined;
  let settings: Record<string, unknown>;
  let held: object[];
  let contexts: unknown[];
  let warnings: string[];
  let reads: number;
  let isBroken: boolean;
  let desk: InstanceType<typeof FocusDesk>;
  const usual = commands.executeCommand;
  beforeEach(() => {
    clock = new FakeClock(Date.UTC(2026, 10, 20, 9));
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-focus-'));
    [phase, own, settings, held, contexts, warnings, reads, isBroken] = [
      { phase: 'none' },
      'mine',
      {},
      [],
      [],
      [],
      0,
      false,
    ];
    Object.assign(screen, { messages: [], answer: undefined, item: undefined });
    commands.executeCommand = (async (...of: unknown[]) => void contexts.push(of)) as typeof usual;
    desk = new FocusDesk(
      {
        clock,
        t: translator(),
        log: { warn: (text: string) => warnings.push(text) },
        quiet: { set: (what: object) => held.push(what) },
        settings: { get: (key: string) => settings[key] ?? (key === 'focus.activityBar' ? 'keep' : false) },
        read: async () => {
          reads++;
          if (isBroken) throw new Error('broken');
          return phase;
        },
        context: {
          globalStorageUri: { fsPath: folder },
          workspaceState: { get: () => own, update: async (_: string, id: string) => void (own = id) },
          globalState: { get: () => undefined, update: async () => undefined },
        },
      } as unknown as Services,
      false,
    );
  });
  afterEach(() => {
    desk.dispose();
    commands.executeCommand = usual;
    rmSync(folder, { recursive: true, force: true });
  });

  const session = { id: 'mine', start: Date.UTC(2026, 10, 20, 9), title: 'Login', minutes: 25 };
  const at = (of: 'focus' | 'break' | 'ready', minutes: number, change: object = {}): FocusPhase =>
    ({ phase: of, session, until: session.start + minutes * minute, ...change }) as unknown as FocusPhase;
  const become = async (next: FocusPhase): Promise<void> => {
    phase = next;
    await desk.refresh();
  };

  it('is shown with what is left, minute by minute, and read again at its end', async () => {
    await become(at('focus', 25));
    assert.deepEqual(desk.state, phase);
    const shown = screen.item;
    assert.match(shown ?? '', /25m/);
    assert.deepEqual(contexts, [['setContext', 'daymark.focusing', true]]);
    assert.equal(clock.pending, 1);
    clock.advance(minute);
    assert.match(screen.item ?? '', /25m/);
    clock.advance(50);
    assert.match(screen.item ?? '', /24m/);
    clock.advance(23 * minute);
    assert.match(screen.item ?? '', /1m/);
    assert.equal(reads, 1);
    phase = { phase: 'none' };
    clock.advance(minute - 1);
    assert.equal(reads, 1);
    clock.advance(1);
    assert.equal(reads, 2);
    await desk.refresh();
    assert.equal(screen.item, undefined);
    assert.deepEqual(contexts.at(-1), ['setContext', 'daymark.focusing', false]);
    assert.equal(contexts.length, 2, 'told once each');
    assert.equal(clock.pending, 0);
  });

  it('holds back what the settings say, while it lasts', async () => {
    settings = { 'focus.holdNotices': true };
    await become(at('focus', 25));
    settings = { 'focus.hideBadges': true };
    await become(at('focus', 25));
    settings = { 'focus.holdNotices': true, 'focus.hideBadges': true };
    await become(at('break', 30));
    assert.deepEqual(held, [
      { notices: true, badges: false },
      { notices: false, badges: true },
      { notices: false, badges: false },
    ]);
  });

  const ended = async (next: FocusPhase, { before = at('focus', 25), afterMs = 25 * minute } = {}) => {
    screen.messages = [];
    await become({ phase: 'none' });
    await become(before);
    clock.jump(session.start + afterMs - clock.now());
    await become(next);
    const { messages } = screen;
    clock.jump(session.start - clock.now());
    return messages;
  };

  it('says that it is done where this window began it, at its end and shortly after', async () => {
    const done = 'Focus session done: 25m.';
    assert.deepEqual(await ended({ phase: 'none' }), [done]);
    assert.deepEqual(await ended(at('break', 30)), [`${done} Break until 09:30.`]);
    assert.deepEqual(await ended({ phase: 'none' }, { afterMs: 27 * minute }), [done]);
    assert.deepEqual(await ended({ phase: 'none' }, { afterMs: 27 * minute + 1 }), [], 'after a sleep');
    assert.deepEqual(await ended({ phase: 'none' }, { afterMs: 25 * minute - 1 }), [], 'it was stopped');
    assert.deepEqual(await ended(at('focus', 50)), [], 'it goes on');
    assert.deepEqual(await ended(at('ready', 30), { before: at('break', 25) }), ['The break is over.']);
    assert.deepEqual(await ended({ phase: 'none' }, { before: at('break', 25) }), []);
    assert.deepEqual(await ended({ phase: 'none' }, { before: at('ready', 25) }), []);
    own = 'other';
    assert.deepEqual(await ended({ phase: 'none' }), []);
    desk.started('mine');
    assert.equal(own, 'mine');
  });

  it('is read once more where something changed while it was read, and goes on after a failure', async () => {
    await Promise.all([desk.refresh(), desk.refresh(), desk.refresh()]);
    assert.equal(reads, 2);
    isBroken = true;
    await desk.refresh();
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^the focus session could not be followed: /);
    isBroken = false;
    await become(at('focus', 25));
    assert.equal(desk.state.phase, 'focus');
  });

  it('leaves nothing behind in a window that closes', async () => {
    await become(at('focus', 25));
    desk.dispose();
    assert.deepEqual([clock.pending, screen.item], [0, undefined]);
    await desk.refresh();
    assert.deepEqual([reads, clock.pending], [1, 0]);
  });
});
