import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Clock } from '../../src/core/base/clock.ts';
import { dayMs } from '../../src/core/time/days.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { buildStore } from '../store/buildStore.ts';
import { isWorkday } from '../store/heavyYears.ts';
import { summarize } from '../lib/stats.ts';
import { heavyPlans } from './heavyPlans.ts';
import type { PlanningFigures, PlanningJob } from './measure.ts';

// npm run bench:planning [-- --years 10 --tasks 10000 --entries 50000] [--json]: what a long list of tasks and years of time entries cost.
const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '10' },
    tasks: { type: 'string', default: '10000' },
    entries: { type: 'string', default: '50000' },
    json: { type: 'boolean', default: false },
  },
});
/** A Friday evening, so that there is work on the last day. */
const until = Date.UTC(2026, 9, 31);
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
/** Windows opened with and without tasks and entries, by turns. */
const starts = 5;
const clock: Clock = {
  now: () => until,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: () => ({ dispose: () => undefined }),
};

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'daymark-planning-'));
try {
  const [years, tasks, entries] = [Number(values.years), Number(values.tasks), Number(values.entries)];
  const withPlans = await build('with', years, { tasks, entries });
  const without = await build('without', years, { tasks: 0, entries: 0 });
  const [opened, openedWithout]: [number[], number[]] = [[], []];
  for (let round = 0; round < starts; round++) {
    opened.push(run<number>({ folder: withPlans, does: 'start' }));
    openedWithout.push(run<number>({ folder: without, does: 'start' }));
  }
  const figures = {
    ...run<PlanningFigures>({ folder: withPlans, does: 'ask' }),
    startup_delta_ms: summarize(opened).median - summarize(openedWithout).median,
  };
  const result = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(Number(value).toFixed(2))]),
  );
  if (values.json) console.log(JSON.stringify(result));
  else console.table(result);
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}

async function build(name: string, years: number, plans: Parameters<typeof heavyPlans>[0]): Promise<string> {
  const folder = path.join(root, name);
  fs.mkdirSync(folder);
  const sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
  let workdays = 0;
  for (let day = until - Math.round(years * 365.25) * dayMs; day < until; day += dayMs) if (isWorkday(day)) workdays++;
  await buildStore({
    folder,
    wasmPath,
    sealer,
    until,
    years,
    detailMonths: 13,
    moreFacts: heavyPlans(plans, workdays),
  });
  return folder;
}

/** Each in a separate process, so that nothing is warm. */
function run<T>(job: Omit<PlanningJob, 'wasmPath' | 'until'>): T {
  const script = path.join(import.meta.dirname, 'measure.ts');
  const argument = JSON.stringify({ ...job, wasmPath, until } satisfies PlanningJob);
  return JSON.parse(execFileSync(process.execPath, [script, argument], { encoding: 'utf8' })) as T;
}
