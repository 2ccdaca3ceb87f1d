import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from './folders.mjs';
import { resultsVariable, summarize } from './results.ts';
import { openLog } from './run.ts';
import type { Step } from './runAll.ts';
import type { Suite } from './suites.ts';

/** Tells a suite's process that everything is built already. */
export const builtVariable = 'DAYMARK_TEST_BUILT';

/** Runs a suite in a separate process and counts its recorded results. */
export function suiteStep(suite: Suite, grep: string | undefined): Step {
  return {
    name: suite.name,
    run: async (log) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'daymark-results-'));
      const file = path.join(folder, 'results.ndjson');
      try {
        return summarize(file, await runSuite(suite, { file, grep, log }));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

interface SuiteRun {
  /** For its results. */
  readonly file: string;
  readonly grep: string | undefined;
  /** For its output; see `Step`. */
  readonly log: string | undefined;
}

/** The channel tells the suite when we are gone for any reason; see `endWithParent`. */
function runSuite(suite: Suite, { file, grep, log }: SuiteRun): Promise<number> {
  const output = log === undefined ? 'inherit' : openLog(log);
  const args = [path.join(projectFolder, suite.script), ...(grep === undefined ? [] : ['--grep', grep])];
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, [resultsVariable]: file, [builtVariable]: '1' },
    stdio: ['ignore', output, output, 'ipc'],
    timeout: suite.minutes * 60_000,
    killSignal: 'SIGKILL',
  });
  if (output !== 'inherit') closeSync(output);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Ends this process when the one that started it with a channel is gone. */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
}
