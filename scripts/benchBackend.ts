import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure } from './lib/progress.mjs';
import { ensureDependencies } from './lib/toolchain.mjs';

exitOnFailure(main());

/** Runs backend/bench/bench.ts with what only the backend needs. */
async function main(): Promise<void> {
  const folder = path.join(projectFolder, 'backend');
  await ensureDependencies(folder);
  const child = spawn(process.execPath, [path.join(folder, 'bench', 'bench.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
