import assert from 'node:assert/strict';
import { minuteMs } from '../../../../src/core/time/days.ts';
import type { FocusDaysView, FocusStateView } from '../../../../src/habits/focus/focusQueries.ts';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { span } from '../../storage/facts.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';

// Through the real store, like a client without VS Code. The clock is at 9:00 UTC on Monday, March 2.
describe('focus sessions that are started and stopped', () => {
  let disk: StorageFolder;
  let headless: Headless;
  let nine: number;

  const open = () => openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock, mayWrite: true });
  beforeEach(async () => {
    disk = new StorageFolder();
    nine = disk.clock.now();
    await work([-60, -59, '/home/ada/daymark']);
    headless = open();
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  /** Facts as recorded by VS Code: from and to a minute after nine, with the place. */
  async function work(...stretches: [from: number, to: number, project: string][]) {
    const { folder, clock } = disk;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    for (const [from, to, project] of stretches)
      journal.append({
        ...span({ start: nine + from * minuteMs, end: nine + to * minuteMs, project }),
        id: journal.nextId(),
      });
    await journal.close();
  }

  const run = (operation: string, params: object = {}) => headless.operate({ transport: 'http', operation, params });
  const state = async () => (await run('focus.state')) as FocusStateView;
  const day = async () => {
    const { days } = (await run('focus.days', { from: '2026-03-02', to: '2026-03-02' })) as FocusDaysView;
    return days[0] as FocusDaysView['days'][number];
  };
  const pass = (minutes: number) => disk.clock.pass(minutes * minuteMs);

  it('say what is going on, for what, and until when', async () => {
    assert.deepEqual(await state(), { phase: 'none' });
    await run('focus.start', { title: 'Login', project: '/home/ada/daymark', pomodoro: {} });
    const { session, ...rest } = await state();
    assert.deepEqual(rest, { phase: 'focus', until: nine + 25 * minuteMs, round: { number: 1, every: 4 } });
    assert.deepEqual([session?.title, session?.projectName, session?.isPomodoro], ['Login', 'daymark', true]);
    pass(26);
    assert.equal((await state()).phase, 'break');
    await run('focus.stop');
    assert.deepEqual(await state(), { phase: 'none' });
    await assert.rejects(run('focus.stop'), /No focus session is running/);
  });

  it('survive that everything is closed, and are never two', async () => {
    await run('focus.start', { minutes: 50 });
    await headless.close();
    pass(10);
    headless = open();
    assert.equal((await state()).until, nine + 50 * minuteMs);
    // Another window, which has not seen the first.
    const other = open();
    await other.operate({ transport: 'http', operation: 'focus.start', params: { title: 'Second', minutes: 10 } });
    await other.close();
    assert.equal((await state()).session?.title, 'Second');
    pass(30);
    assert.equal((await state()).phase, 'none');
    const { sessions, completed } = await day();
    assert.deepEqual(
      sessions.map(({ title, ms, isCompleted }) => [title, ms / minuteMs, isCompleted]),
      [
        ['', 10, false],
        ['Second', 10, true],
      ],
    );
    assert.equal(completed, 1);
  });

  it('count toward a goal once they ran as long as planned', async () => {
    await run('goals.save', {
      measure: 'focusSessions',
      direction: 'atLeast',
      target: 2,
      period: 'day',
      weekdays: [1],
      firstDay: '2026-03-02',
    });
    const value = async () => {
      const { goals } = (await run('goals.get')) as { goals: { now?: { value: number; outcome: string } }[] };
      return [goals[0]?.now?.value, goals[0]?.now?.outcome];
    };
    await run('focus.start', { minutes: 25 });
    assert.deepEqual(await value(), [0, 'open']);
    pass(25);
    await run('focus.start', { minutes: 25 });
    assert.deepEqual(await value(), [1, 'open']);
    pass(25);
    assert.deepEqual(await value(), [2, 'met']);
    const { sessions } = await day();
    await run('focus.delete', { id: sessions[0]?.id });
    assert.deepEqual(await value(), [1, 'open']);
    await run('focus.restore', { id: sessions[0]?.id });
    assert.deepEqual(await value(), [2, 'met']);
  });

  it('say how much of them was measured, and what came in between', async () => {
    await run('focus.start', { minutes: 30 });
    pass(40);
    await work([0, 10, '/home/ada/daymark'], [10, 12, '/home/ada/other'], [20, 45, '/home/ada/daymark']);
    const [session] = (await day()).sessions;
    assert.equal((session?.measuredMs ?? 0) / minuteMs, 22);
    assert.deepEqual(session?.interruptions, {
      projectSwitches: 2,
      away: 1,
      meetings: 0,
      sites: 0,
      failedRuns: 0,
      agentPrompts: 0,
    });
  });
});
