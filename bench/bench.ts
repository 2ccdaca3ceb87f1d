import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { build } from '../build.ts';
import { launchChromium } from '../scripts/lib/chromium.ts';
import { exitOnFailure, say, withProgress } from '../scripts/lib/progress.mjs';
import { packageVsix } from '../scripts/lib/vsix.ts';
import { bytesInAnHour } from './lib/bytesWritten.ts';
import { watchMainThread, watchPeer, type WatchExtent } from './lib/mainThread.ts';
import { type Extent, runEditors } from './lib/editorRuns.ts';
import { buildProbe, packEmpty, peerIn } from './lib/packages.ts';
import { type BenchResults, type Peer, toJson, toPeerTable, toTable } from './lib/report.ts';
import { daymarkOf, type Stand, startStand, type Subject } from './lib/stand.ts';
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
  /** Other extensions to be measured beside Daymark. */
  readonly peers: readonly Subject[];
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
 * `npm run bench [-- --quick] [--json] [--profiles FOLDER] [--peer PLACE ...]`: Daymark's cost compared with an extension that does nothing, in a real VS
 * Code; `--stress`: how long it holds the extension host when a lot happens at once. docs/bench.md explains each figure.
 */
async function main(): Promise<void> {
  const options = {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    stress: { type: 'boolean', default: false },
    profiles: { type: 'string' },
    peer: { type: 'string', multiple: true },
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
  const peers = await Promise.all((values.peer ?? []).map(peerIn));
  const measured = await measure(folder, { ...(values.quick ? quick : full), profiles, peers });
  console.log(values.json ? JSON.stringify(toJson(measured)) : tables(measured));
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

async function measure(folder: string, plan: Plan): Promise<BenchResults> {
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
    const { editors, mainThread, peers } = await withProgress('typing', () =>
      measureEditors({ browser, packages, inFolder, plan }),
    );
    const viewPaintMs = summarize(paints.map(({ fromAnswer }) => fromAnswer));
    const vsixBytes = statSync(packages.daymark).size;
    return { editors, mainThread, peers, bytes, bytesByYears, vsixBytes, viewPaintMs };
  } finally {
    await browser.close();
  }
}

interface Packages {
  readonly daymark: string;
  readonly empty: string;
  readonly probe: string;
}

async function buildAll(): Promise<Packages> {
  await build();
  return { daymark: await packageVsix(), empty: await packEmpty(), probe: await buildProbe() };
}

interface EditorSetup {
  readonly browser: Browser;
  readonly packages: Packages;
  readonly inFolder: (name: string) => string;
  readonly plan: Plan;
}

async function measureEditors({ browser, packages, inFolder, plan }: EditorSetup) {
  const { probe } = packages;
  const stands = new Map<string, Stand>();
  const start = async (subject: Subject) => {
    const kept = plan.profiles === undefined ? {} : { profiles: plan.profiles };
    const stand = await startStand({ subject, probe, folder: inFolder(subject.name), ...kept });
    stands.set(subject.name, stand);
    return stand;
  };
  try {
    const daymark = await start(daymarkOf(packages.daymark));
    const empty = await start({ name: 'empty', id: 'daymark-bench.empty', vsix: packages.empty });
    await start({ name: 'none', id: null, vsix: undefined });
    for (const peer of plan.peers) await start(peer);
    const results = await runEditors(browser, stands, plan);
    const mainThread = await watchMainThread(browser, { daymark, empty }, plan.watch);
    const peers: Peer[] = [];
    for (const { name } of plan.peers) {
      say(`typing and working beside ${name}`);
      const onMain = await watchPeer(browser, need(stands, name), plan.watch);
      peers.push({ id: name, editor: need(results, name), mainThread: onMain });
    }
    const of = (name: string) => need(results, name);
    return { editors: { daymark: of('daymark'), empty: of('empty'), none: of('none') }, mainThread, peers };
  } finally {
    for (const stand of stands.values()) await stand.stop();
  }
}

function need<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`nothing was measured of ${name}`);
  return found;
}

function tables(measured: BenchResults): string {
  const beside = measured.peers.length > 0 ? `\n\n${toPeerTable(measured)}` : '';
  return `${toTable(measured)}${beside}\n\n${conditions()}`;
}

function conditions(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? 'unknown processor'}; medians, with the lowest and the highest in brackets.`;
}
