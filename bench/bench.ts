import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { build } from '../build.ts';
import { launchChromium } from '../scripts/lib/chromium.ts';
import { exitOnFailure, withProgress } from '../scripts/lib/progress.mjs';
import { packageVsix } from '../scripts/lib/vsix.ts';
import { bytesInAnHour } from './lib/bytesWritten.ts';
import { watchMainThread, type WatchExtent } from './lib/mainThread.ts';
import { type Extent, runEditors } from './lib/editorRuns.ts';
import { buildProbe, packEmpty } from './lib/packages.ts';
import { type Measured, toJson, toTable } from './lib/report.ts';
import { type Stand, type StandOptions, startStand, type Subject } from './lib/stand.ts';
import { summarize } from './lib/stats.ts';
import { runStress, type StressResults, toStressTable } from './stress/stress.ts';
import { measureViewPaint } from './lib/viewPaint.ts';

interface Pace extends Extent {
  readonly paints: number;
  readonly watch: WatchExtent;
}

interface Plan extends Pace {
  /** A folder for CPU profiles. */
  readonly profiles: string | undefined;
}

const full: Pace = {
  rounds: 2,
  edits: 2500,
  parts: 5,
  activations: 10,
  paints: 8,
  watch: { work: 120, before: 75, rest: 120 },
};
const quick: Pace = {
  rounds: 1,
  edits: 1000,
  parts: 3,
  activations: 6,
  paints: 4,
  watch: { work: 36, before: 65, rest: 30 },
};

/** Days of existing history beside which an hour is written. */
const histories = { some: 90, y0: 1, y1: 365, y10: 3650 } as const;

exitOnFailure(main());

/**
 * `npm run bench [-- --quick] [--json] [--profiles FOLDER]`: Daymark's cost compared with an extension that does nothing, in a real VS
 * Code; `--stress`: how long it holds the extension host when a lot happens at once. docs/bench.md explains each figure.
 */
async function main(): Promise<void> {
  const options = {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    stress: { type: 'boolean', default: false },
    profiles: { type: 'string' },
  } as const;
  const { values } = parseArgs({ options });
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  // The servers end with us; playwright sees to Ctrl+C in the same way.
  process.once('SIGTERM', () => process.exit(143));
  const profiles = values.profiles === undefined ? undefined : path.resolve(values.profiles);
  if (profiles !== undefined) mkdirSync(profiles, { recursive: true });
  if (values.stress) {
    const results = await measureStress(folder, profiles);
    console.log(values.json ? JSON.stringify(results) : toStressTable(results));
    process.exit();
  }
  const measured = await measure(folder, { ...(values.quick ? quick : full), profiles });
  console.log(values.json ? JSON.stringify(toJson(measured)) : `${toTable(measured)}\n\n${conditions()}`);
  process.exit();
}

/** The longest blocks by what happens; see `bench/stress`. */
async function measureStress(folder: string, profiles: string | undefined): Promise<StressResults> {
  const { daymark, probe } = await withProgress('building and packing', buildAll);
  const browser = await launchChromium();
  try {
    const kept = profiles === undefined ? {} : { profiles };
    return await withProgress('stress', () => runStress(browser, { folder, vsix: daymark, probe, ...kept }));
  } finally {
    await browser.close();
  }
}

async function measure(folder: string, plan: Plan): Promise<Measured> {
  const packages = await withProgress('building and packing', buildAll);
  const inFolder = (name: string) => {
    mkdirSync(path.join(folder, name));
    return path.join(folder, name);
  };
  const written = (years: keyof typeof histories) => bytesInAnHour(inFolder(`hour-${years}`), histories[years]);
  const bytes = await withProgress('writing for an hour', () => written('some'));
  const bytesByYears = await withProgress('writing for an hour beside years of history', async () => ({
    y0: await written('y0'),
    y1: await written('y1'),
    y10: await written('y10'),
  }));
  const browser = await launchChromium();
  try {
    const options = { browser, vsix: packages.daymark, folder: inFolder('view'), times: plan.paints };
    const paints = await withProgress('showing the dashboard', () => measureViewPaint(options));
    const { editors, mainThread } = await withProgress('typing', () =>
      measureEditors({ browser, packages, inFolder, plan }),
    );
    const viewPaintMs = summarize(paints.map(({ fromAnswer }) => fromAnswer));
    return { editors, mainThread, bytes, bytesByYears, vsixBytes: statSync(packages.daymark).size, viewPaintMs };
  } finally {
    await browser.close();
  }
}

interface Packages {
  readonly daymark: string;
  readonly empty: string;
  readonly none: undefined;
  readonly probe: string;
}

async function buildAll(): Promise<Packages> {
  await build();
  return { daymark: await packageVsix(), empty: await packEmpty(), none: undefined, probe: await buildProbe() };
}

interface Editing {
  readonly browser: Browser;
  readonly packages: Packages;
  readonly inFolder: (name: string) => string;
  readonly plan: Plan;
}

async function measureEditors({ browser, packages, inFolder, plan }: Editing) {
  const { probe } = packages;
  const started: Stand[] = [];
  const start = async (subject: Subject) => {
    const kept = plan.profiles === undefined ? {} : { profiles: plan.profiles };
    const options: StandOptions = { subject, vsix: packages[subject], probe, folder: inFolder(subject), ...kept };
    const stand = await startStand(options);
    started.push(stand);
    return stand;
  };
  try {
    const stands = { daymark: await start('daymark'), empty: await start('empty'), none: await start('none') };
    const editors = await runEditors(browser, stands, plan);
    return { editors, mainThread: await watchMainThread(browser, stands, plan.watch) };
  } finally {
    for (const stand of started) await stand.stop();
  }
}

function conditions(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? 'unknown processor'}; medians, with the lowest and the highest in brackets.`;
}
