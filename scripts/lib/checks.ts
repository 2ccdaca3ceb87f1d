import path from 'node:path';
import { projectFolder } from './folders.mjs';
import { runLoudly, tool } from './run.ts';
import { ensureDependencies } from './toolchain.mjs';

/** A check that needs no test runner. */
export interface Check {
  readonly name: string;
  /** Prints what it finds, to a file if one is given. Returns whether it passed. */
  readonly run: (log?: string) => Promise<boolean>;
}

const backend = path.join(projectFolder, 'backend');

/** Types, lint, dead code and format, in this order. */
export const checks: readonly Check[] = afterInstall(
  () => ensureDependencies(backend),
  [
    { name: 'types', run: succeeds(tool('typescript', 'bin', 'tsc'), '-b', '.', backend) },
    { name: 'lint', run: succeeds(tool('oxlint', 'bin', 'oxlint'), '--deny-warnings') },
    { name: 'dead code', run: succeeds(tool('knip', 'bin', 'knip.js'), '--no-progress', '--no-config-hints') },
    { name: 'format', run: succeeds(tool('oxfmt', 'bin', 'oxfmt'), '--check') },
  ],
);

/**
 * Makes each check wait until the packages of the backend are there, and fail if they can't be installed. Not only types: lint with types and the
 * search for dead code read them too, and the checks run side by side.
 */
export function afterInstall(install: () => Promise<unknown>, all: readonly Check[]): Check[] {
  return all.map(({ name, run }) => ({
    name,
    run: async (log) => {
      await install();
      return run(log);
    },
  }));
}

/** Mends what lint and format can mend by themselves. */
export async function fix(): Promise<void> {
  await ensureDependencies(backend);
  await succeeds(tool('oxlint', 'bin', 'oxlint'), '--fix')();
  await succeeds(tool('oxfmt', 'bin', 'oxfmt'))();
}

function succeeds(script: string, ...args: readonly string[]): Check['run'] {
  return async (log) => (await runLoudly(process.execPath, [script, ...args], log)) === 0;
}
