import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { say } from '../../scripts/lib/progress.mjs';
import { openAnswering } from '../lib/editorRuns.ts';
import { daymarkOf, type Stand, startStand, type StandOptions } from '../lib/stand.ts';
import type { OwnWork } from '../probe/mainThread.ts';
import type { StressAct } from '../probe/protocol.ts';
import { makeBigFiles, makeFilesToReplace, makeManyFiles, makeRebase } from './folders.ts';

/** A block is longer than it may be from here on, in ms. */
const goalMs = 16;
/** Windows that record beside the one that is measured. They are journals of one process: as many windows need 6 GB. */
const others = 19;

interface Scenario {
  readonly act: StressAct;
  readonly title: string;
  /** Fills an empty folder. @returns what is opened */
  readonly make?: (folder: string) => string;
  /** Other windows record in the same data folder meanwhile. */
  readonly isCrowded?: boolean;
}

const scenarios: Readonly<Record<string, Scenario>> = {
  windows: { act: 'work', title: `typing beside ${others} other windows that record`, isCrowded: true },
  files: { act: 'look', title: '50,000 files in 20 roots', make: makeManyFiles },
  diagnostics: { act: 'diagnostics', title: '10,000 diagnostics at once', make: (folder) => folder },
  big_file: { act: 'bigFile', title: 'a file of 100 MB, and one of 45 MB', make: makeBigFiles },
  bulk_replace: { act: 'bulkReplace', title: 'a replacement in 2,000 files', make: makeFilesToReplace },
  rebase: { act: 'rebase', title: 'a rebase that touches 5,000 files', make: makeRebase },
};

/** For each scenario, what Daymark did on the extension host's main thread; the error where it could not be done. */
export type StressResults = Readonly<Record<string, StressResult>>;
type StressResult = { readonly longest_ms: number; readonly main_ms: number } | { readonly error: string };

/** Does a lot at once in a real VS Code, one scenario after the other, each in a window of its own. */
export async function runStress(
  browser: Browser,
  { folder, vsix, ...options }: Omit<StandOptions, 'subject'> & { readonly vsix: string },
): Promise<StressResults> {
  const inFolder = (name: string): string => {
    mkdirSync(path.join(folder, name));
    return path.join(folder, name);
  };
  const stand = await startStand({ ...options, subject: daymarkOf(vsix), folder: inFolder('stand') });
  const results: Record<string, StressResult> = {};
  try {
    for (const [name, scenario] of Object.entries(scenarios)) {
      say(scenario.title);
      results[name] = await measured(browser, stand, { scenario, folder: inFolder(name) }).then(
        ({ ms, longestMs }) => ({ longest_ms: rounded(longestMs), main_ms: rounded(ms) }),
        (error: unknown) => ({ error: String(error) }),
      );
    }
  } finally {
    await stand.stop();
  }
  return results;
}

interface ScenarioRun {
  readonly scenario: Scenario;
  readonly folder: string;
}

async function measured(browser: Browser, stand: Stand, { scenario, folder }: ScenarioRun): Promise<OwnWork> {
  const { window } = await openAnswering(browser, stand, scenario.make?.(folder));
  const crowd = scenario.isCrowded ? startCrowd(stand) : undefined;
  try {
    await window.ask('settled', {});
    return await window.ask('stress', { act: scenario.act, file: window.file });
  } finally {
    crowd?.kill();
    await window.close();
  }
}

function startCrowd({ dataFolder }: Stand) {
  const data = path.join(dataFolder, 'data', 'User', 'globalStorage', 'daymark.daymark');
  const script = path.join(import.meta.dirname, 'crowd.ts');
  return spawn(process.execPath, [script, data, String(others)], { stdio: 'inherit' });
}

/** A table of the longest blocks, with those that are too long marked. */
export function toStressTable(results: StressResults): string {
  const lines = Object.entries(results).map(([name, result]) => {
    const title = (scenarios[name]?.title ?? name).padEnd(48);
    if ('error' in result) return `${title} ${result.error}`;
    const { longest_ms: longest, main_ms: main } = result;
    return `${title} ${longest.toFixed(1)} ms at once${longest > goalMs ? ' (too long)' : ''}, ${main.toFixed(0)} ms in all`;
  });
  return ['Daymark on the main thread of the extension host:', ...lines].join('\n');
}

function rounded(ms: number): number {
  return Number(ms.toFixed(1));
}
