import type Mocha from 'mocha';
import type { SuiteEvent } from '../../../scripts/lib/results.ts';
import { runMocha } from '../mochaRun.ts';
import { callRunner, testSetup } from './control.ts';

/**
 * Runs test files of the bundle inside the extension host, those that the runner names, and reports each result to it as it comes.
 * @param files by name, each a function that loads it
 */
export async function runInEditor(files: Readonly<Record<string, () => unknown>>): Promise<void> {
  process.setSourceMapsEnabled(true);
  await callRunner('hello', { pid: process.pid });
  let sent = Promise.resolve();
  const report = (event: SuiteEvent) => {
    sent = sent.then(() => callRunner('event', event));
  };
  for (let name = await nextFile(); name !== null; name = await nextFile()) {
    const file = name;
    const load = (mocha: Mocha) => loadFile(mocha, file, files[file]);
    await runMocha({ load, report, timeout: 60_000, retries: 1, grep: testSetup().grep });
    await sent;
  }
}

function nextFile(): Promise<string | null> {
  return callRunner('nextFile', {});
}

/** Mocha's steps for a file on disk: the globals first, then the file. */
function loadFile(mocha: Mocha, name: string, load: (() => unknown) | undefined): void {
  mocha.suite.emit('pre-require', globalThis, name, mocha);
  mocha.suite.emit('require', load?.(), name, mocha);
  mocha.suite.emit('post-require', globalThis, name, mocha);
}
