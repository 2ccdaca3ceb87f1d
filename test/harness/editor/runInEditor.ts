import type Mocha from 'mocha';
import type { SuiteEvent } from '../../../scripts/lib/results.ts';
import { runMocha } from '../mochaRun.ts';
import { callRunner, testSetup } from './control.ts';

/**
 * Runs the test files of the bundle inside the extension host and reports each result to the runner as it comes.
 * @param files by name, each a function that loads it
 */
export async function runInEditor(files: Readonly<Record<string, () => unknown>>): Promise<void> {
  process.setSourceMapsEnabled(true);
  await callRunner('hello', { pid: process.pid });
  let sent = Promise.resolve();
  const report = (event: SuiteEvent) => {
    sent = sent.then(() => callRunner('event', event));
  };
  await runMocha({
    load: (mocha) => loadFiles(mocha, files),
    report,
    timeout: 60_000,
    retries: 2,
    grep: testSetup().grep,
  });
  await sent;
}

/** Mocha's steps for files on disk: the globals first, then the file. */
function loadFiles(mocha: Mocha, files: Readonly<Record<string, () => unknown>>): void {
  for (const [name, load] of Object.entries(files)) {
    mocha.suite.emit('pre-require', globalThis, name, mocha);
    mocha.suite.emit('require', load(), name, mocha);
    mocha.suite.emit('post-require', globalThis, name, mocha);
  }
}
