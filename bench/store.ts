import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dayMs } from '../src/core/time/days.ts';
import type { Clock } from '../src/core/base/clock.ts';
import { folderSecret } from '../src/storage/vault/folderSecret.ts';
import { openJournal } from '../src/storage/journal/openJournal.ts';
import { Vault } from '../src/storage/vault/vault.ts';
import { buildStore } from './store/buildStore.ts';
import { heavyDay } from './store/heavyYears.ts';
import type { WorkerJob, WorkerResult } from './store/storeWorker.ts';
import type { Transfer } from './store/transfers.ts';

// npm run bench:store [-- --years 1,2,5,10] [--all-detail] [--json]: what years of heavy use cost.
const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '1,2,5,10' },
    'all-detail': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Row extends WorkerResult {
  readonly years: number;
  readonly loop_max_ms: number;
  readonly rss_mb: number;
  /** Exports everything and imports it again; `loop_max_ms` and `rss_mb` cover all of it. */
  readonly transfers: Readonly<Record<string, Transfer & { readonly loop_max_ms: number; readonly rss_mb: number }>>;
}

/** A Friday evening, so that there is work on the last day. */
const until = Date.UTC(2026, 9, 31);
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const detailMonths = values['all-detail'] ? undefined : 13;
const clock: Clock = {
  now: () => until,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: () => ({ dispose: () => undefined }),
};

const rows: Row[] = [];
for (const years of values.years.split(',').map(Number)) rows.push(await measure(years));
console.log(values.json ? JSON.stringify(rows) : tableOf(rows));

async function measure(years: number): Promise<Row> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daymark-bench-'));
  try {
    const sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
    await buildStore({ folder, wasmPath, sealer, until, years, detailMonths });
    // A day that is in the journal only, as it is when a window opens the next morning.
    const journal = openJournal({ folder, clock, sealer, writer: 'last' });
    for (const fact of heavyDay(until - dayMs)) journal.append({ ...fact, id: fact.id.replace(/^.*:/, 'last:') });
    await journal.close();
    const job = { folder, wasmPath, until, detailMonths };
    const asked = run<Omit<Row, 'years' | 'transfers'>>({ ...job, does: 'ask' });
    return { years, ...asked, transfers: run<Row['transfers']>({ ...job, does: 'transfer' }) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function run<T>(job: WorkerJob): T {
  const script = path.join(import.meta.dirname, 'store', 'measure.ts');
  return JSON.parse(execFileSync(process.execPath, [script, JSON.stringify(job)], { encoding: 'utf8' })) as T;
}

function tableOf(all: readonly Row[]): string {
  const names = Object.keys(all[0]?.queries ?? {});
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const figure = (title: string, of: (row: Row) => string): string => line([title, ...all.map(of)]);
  return [
    line(['', ...all.map((row) => `${row.years} years`)]),
    line(['---', ...all.map(() => '---:')]),
    figure('file, MB', (row) => (row.file_bytes / 1e6).toFixed(1)),
    figure('open and apply a day, ms', (row) => row.open_ms.toFixed(0)),
    figure('checkpoint with backup, ms', (row) => row.checkpoint_ms.toFixed(0)),
    figure('event loop held at most, ms', (row) => row.loop_max_ms.toFixed(1)),
    figure('memory, MB', (row) => row.rss_mb.toFixed(0)),
    ...names.map((name) =>
      figure(
        `${name}, p50 / p95 ms`,
        ({ queries }) => `${queries[name]?.p50_ms.toFixed(2)} / ${queries[name]?.p95_ms.toFixed(2)}`,
      ),
    ),
    ...Object.keys(all[0]?.transfers ?? {}).map((name) =>
      figure(`${name}, s / MB / loop held at most, ms / memory, MB`, ({ transfers }) => {
        const { ms = 0, bytes = 0, loop_max_ms = 0, rss_mb = 0 } = transfers[name] ?? {};
        return [(ms / 1000).toFixed(1), (bytes / 1e6).toFixed(0), loop_max_ms.toFixed(0), rss_mb.toFixed(0)].join(
          ' / ',
        );
      }),
    ),
  ].join('\n');
}
