import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DailySchedule } from '../../../src/ai/dailySchedule.ts';
import { minuteMs } from '../../../src/core/time/days.ts';
import { Exclusive } from '../../../src/storage/disk/exclusive.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

/** A window in a separate process: `<folder> <number of days>`. Records days and runs in files of the folder. */
const [folder = '', days = '1'] = process.argv.slice(2);
const done = join(folder, 'done');
/** Every day begins at a multiple of this of the machine's clock (ms). */
const stepMs = 500;
const clock = new FakeClock(Date.UTC(2026, 10, 20, 20, 1));
const lockFile = join(folder, 'schedule.lock');
const exclusive = Exclusive.at(lockFile, clock);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets time pass once nobody holds the lock: on a busy machine, a holder would be silent for minutes of this clock, and look dead. */
async function advance(ms: number): Promise<void> {
  while (existsSync(lockFile)) await pause(5);
  clock.advance(ms);
  await pause(100);
}

const schedule = new DailySchedule({
  clock,
  time: () => '20:00',
  ifFree: (act) => exclusive.ifFree(act),
  // A worker's answer takes a while: without a lock, all windows would continue in the meantime.
  isDone: async (day) => {
    const isDone = existsSync(done) && readFileSync(done, 'utf8').includes(day);
    await pause(20);
    return isDone;
  },
  setDone: async (day) => appendFileSync(done, `${day}\n`),
  run: async (at) => {
    appendFileSync(join(folder, 'runs'), `${new Date(at).toISOString().slice(0, 10)}\n`);
    await pause(Math.random() * 20);
  },
  onError: (error) => {
    throw error;
  },
});
for (let day = 0; day < Number(days); day++) {
  // All at the same instant.
  await pause(stepMs - (Date.now() % stepMs));
  for (let look = 0; look < 2; look++) await advance(5 * minuteMs);
  await advance(24 * 60 * minuteMs - 10 * minuteMs);
}
schedule.dispose();
