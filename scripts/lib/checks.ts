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

/** Types, lint, dead code and format, in this order. */
export const checks: readonly Check[] = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: succeeds(tool('oxlint', 'bin', 'oxlint'), '--deny-warnings') },
  { name: 'dead code', run: succeeds(tool('knip', 'bin', 'knip.js'), '--no-progress', '--no-config-hints') },
  { name: 'format', run: succeeds(tool('oxfmt', 'bin', 'oxfmt'), '--check') },
];

/** Mends what lint and format can mend by themselves. */
export async function fix(): Promise<void> {
  await succeeds(tool('oxlint', 'bin', 'oxlint'), '--fix')();
  await succeeds(tool('oxfmt', 'bin', 'oxfmt'))();
}

/** The backend is a separate project, since nothing else needs its packages to be installed. */
async function checkTypes(log?: string): Promise<boolean> {
  const backend = path.join(projectFolder, 'backend');
  await ensureDependencies(backend);
  return succeeds(tool('typescript', 'bin', 'tsc'), '-b', '.', backend)(log);
}

function succeeds(script: string, ...args: readonly string[]): Check['run'] {
  return async (log) => (await runLoudly(process.execPath, [script, ...args], log)) === 0;
}
