import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure } from './lib/progress.mjs';

exitOnFailure(main());

/** `npm run daymark -- [ARGUMENTS]`: the command line of `dist`, which is built first where that has not been done. */
async function main(): Promise<void> {
  const bundle = path.join(projectFolder, 'dist', 'daymark.cjs');
  if (!existsSync(bundle)) await build();
  const child = spawn(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
