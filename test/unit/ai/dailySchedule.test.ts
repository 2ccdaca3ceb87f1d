import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DailySchedule } from '../../../src/ai/dailySchedule.ts';
import { dayMs, minuteMs } from '../../../src/core/time/days.ts';
import { Exclusive } from '../../../src/storage/disk/exclusive.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

const hourMs = 60 * minuteMs;
const look = 5 * minuteMs;
const at = (day: number, hours: number, minutes = 0): number => Date.UTC(2026, 10, day, hours, minutes);
/** Started work must finish before time passes. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
};

/** A machine with its lock and what its windows know, and windows on it. */
class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'daymark-schedule-'));
  readonly done = new Set<string>();
  readonly runs: string[] = [];
  readonly errors: unknown[] = [];
  time: string | undefined = '20:00';
  readonly windows: DailySchedule[] = [];
  work: (name: string) => Promise<void> = () => Promise.resolve();
  readonly clock: FakeClock;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  open(name: string, clock = this.clock): DailySchedule {
    const exclusive = Exclusive.at(join(this.folder, 'schedule.lock'), clock);
    const schedule = new DailySchedule({
      clock,
      time: () => this.time,
      ifFree: (act) => exclusive.ifFree(act),
      isDone: (day) => Promise.resolve(this.done.has(day)),
      setDone: async (day) => void this.done.add(day),
      run: async (due) => {
        this.runs.push(`${name} ${new Date(due).toISOString().slice(0, 16)}`);
        await this.work(name);
      },
      onError: (error) => this.errors.push(error),
    });
    this.windows.push(schedule);
    return schedule;
  }

  async pass(ms: number, step = look): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      this.clock.advance(Math.min(step, left));
      await settle();
    }
  }

  remove(): void {
    for (const window of this.windows) window.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('the daily schedule', () => {
  let machine: Machine;
  const start = (now: number): Machine => (machine = new Machine(new FakeClock(now)));
  afterEach(() => machine.remove());

  it('does it once a day, within five minutes of its time', async () => {
    start(at(20, 9)).open('a');
    machine.done.add('2026-11-19');
    await machine.pass(11 * hourMs - look);
    assert.deepEqual(machine.runs, []);
    await machine.pass(2 * look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
    await machine.pass(2 * dayMs);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00', 'a 2026-11-21T20:00', 'a 2026-11-22T20:00']);
    assert.deepEqual(machine.errors, []);
  });

  for (const [name, away] of [
    ['stands still', (clock: FakeClock, ms: number) => clock.sleep(ms)],
    ['goes on', (clock: FakeClock, ms: number) => clock.suspend(ms)],
  ] as const)
    it(`catches up on what it slept through, with a clock that ${name} meanwhile`, async () => {
      start(at(20, 19)).open('a');
      machine.done.add('2026-11-19');
      away(machine.clock, 13 * hourMs);
      await machine.pass(look);
      assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
      await machine.pass(12 * hourMs + look);
      assert.deepEqual(machine.runs, ['a 2026-11-20T20:00', 'a 2026-11-21T20:00']);
    });

  it('makes up only for the last time, after days away', async () => {
    start(at(20, 19)).open('a');
    machine.clock.sleep(5 * dayMs);
    await machine.pass(2 * look);
    assert.deepEqual(machine.runs, ['a 2026-11-24T20:00']);
  });

  it('catches up on what no window was open for', async () => {
    start(at(21, 9)).open('a');
    await machine.pass(look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
  });

  it('goes on by the clock that there is after one that was a year ahead', async () => {
    start(at(20, 9)).open('a');
    machine.done.add('2026-11-19');
    machine.clock.jump(366 * dayMs);
    await machine.pass(look);
    assert.equal(machine.runs.length, 1);
    machine.clock.jump(-366 * dayMs);
    await machine.pass(12 * hourMs);
    assert.deepEqual(machine.runs.slice(1), ['a 2026-11-20T20:00']);
  });

  it('does it in one of several windows', async () => {
    start(at(20, 19, 58));
    machine.done.add('2026-11-19');
    let finish = (): void => undefined;
    machine.work = () => new Promise((resolve) => (finish = resolve));
    for (const name of ['a', 'b', 'c']) machine.open(name);
    await machine.pass(2 * look);
    assert.equal(machine.runs.length, 1);
    finish();
    await settle();
    await machine.pass(hourMs);
    assert.equal(machine.runs.length, 1);
  });

  it('is not done again by another window when the one that did it failed, or died', async () => {
    start(at(20, 20, 1));
    machine.work = () => Promise.reject(new Error('no network'));
    const first = machine.open('a');
    await machine.pass(look);
    assert.equal(machine.errors.length, 1);
    first.dispose();
    machine.work = () => new Promise(() => undefined);
    machine.open('b');
    await machine.pass(dayMs - 2 * look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
    await machine.pass(2 * look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00', 'b 2026-11-21T20:00']);
  });

  it('takes over a lock that nobody keeps alive any more', async () => {
    start(at(20, 20, 1));
    const mark = { token: 'gone', pid: 1, host: 'elsewhere', startedAt: 0 };
    writeFileSync(join(machine.folder, 'schedule.lock'), JSON.stringify(mark));
    machine.open('a');
    await machine.pass(look);
    assert.deepEqual(machine.runs, []);
    await machine.pass(look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
  });

  it('does not make up for what was due before it was switched on, or by another time', async () => {
    start(at(20, 10)).time = undefined;
    const window = machine.open('a');
    machine.time = '20:00';
    await window.update();
    await machine.pass(hourMs);
    assert.deepEqual(machine.runs, [], 'yesterday it was off');
    machine.time = '09:00';
    await window.update();
    await machine.pass(hourMs);
    assert.deepEqual(machine.runs, [], 'at nine it was for eight in the evening');
    await machine.pass(dayMs);
    assert.deepEqual(machine.runs, ['a 2026-11-21T09:00']);
  });

  it('keeps its word when another setting changes', async () => {
    const window = start(at(20, 20, 1)).open('a');
    await window.update();
    await machine.pass(look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
  });

  it('is once a day where the clock is set back over its time', async () => {
    start(at(20, 20, 1)).open('a');
    await machine.pass(look);
    machine.clock.jump(-hourMs);
    await machine.pass(2 * hourMs);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
  });

  it('is not done again though what was remembered of it is lost', async () => {
    start(at(20, 20, 1)).open('a');
    await machine.pass(look);
    machine.done.clear();
    await machine.pass(hourMs);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
  });

  it('is done for days before if the clock was more than two days ahead', async () => {
    for (const [days, runs] of [
      [2, ['a 2026-11-20T20:00']],
      [3, ['a 2026-11-20T20:00', 'a 2026-11-17T20:00']],
    ] as const) {
      start(at(20, 20, 1)).open('a');
      await machine.pass(look);
      machine.clock.jump(-days * dayMs);
      await machine.pass(look);
      assert.deepEqual(machine.runs, runs);
      machine.remove();
    }
  });

  it('is done at its time, whenever the window was opened, and a second later at the latest', async () => {
    start(at(20, 19, 58)).open('a');
    machine.done.add('2026-11-19');
    await machine.pass(2 * minuteMs);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
    machine.remove();
    start(at(20, 20) - 1).open('a');
    machine.done.add('2026-11-19');
    await machine.pass(999, 999);
    assert.deepEqual(machine.runs, []);
    await machine.pass(1);
    assert.deepEqual(machine.runs, ['a 2026-11-20T20:00']);
  });

  it('goes by local time', async () => {
    const clock = new FakeClock(at(20, 9), 330);
    machine = new Machine(clock);
    machine.done.add('2026-11-19');
    machine.open('a');
    await machine.pass(5.5 * hourMs + look);
    assert.deepEqual(machine.runs, ['a 2026-11-20T14:30']);
  });

  it('has no timer while it is off, and none after it was closed', async () => {
    start(at(20, 9)).time = undefined;
    const window = machine.open('a');
    assert.equal(machine.clock.pending, 0);
    machine.time = '20:00';
    await window.update();
    assert.equal(machine.clock.pending, 1);
    window.dispose();
    await machine.pass(2 * dayMs, hourMs);
    assert.deepEqual([machine.clock.pending, machine.runs], [0, []]);
  });

  it('has no timer after it was closed while it was at work', async () => {
    const window = start(at(20, 20, 1)).open('a');
    let finish = (): void => undefined;
    machine.work = () => new Promise((resolve) => (finish = resolve));
    await machine.pass(look);
    window.dispose();
    finish();
    await settle();
    assert.deepEqual([machine.runs.length, machine.clock.pending], [1, 0]);
  });

  it('has one timer at most, and none while it takes over another time', async () => {
    const window = start(at(20, 9)).open('a');
    machine.time = '08:00';
    const updates = [window.update(), window.update()];
    assert.equal(machine.clock.pending, 1);
    await Promise.all(updates);
    assert.equal(machine.clock.pending, 1);
    machine.time = '07:00';
    const update = window.update();
    assert.equal(machine.clock.pending, 0);
    await update;
    assert.equal(machine.clock.pending, 1);
  });
});
