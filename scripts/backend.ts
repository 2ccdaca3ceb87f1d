import { spawn } from 'node:child_process';
import path from 'node:path';
import { dataFolder, projectFolder } from './lib/folders.mjs';
import { exitOnFailure } from './lib/progress.mjs';
import { ensureDependencies } from './lib/toolchain.mjs';
import { buildWeb } from './lib/webBundle.ts';

exitOnFailure(main());

/** Runs the backend, and installs what only it needs first where that has not been done. */
async function main(): Promise<void> {
  const folder = path.join(projectFolder, 'backend');
  await ensureDependencies(folder);
  await buildWeb();
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL doesn't run as root, and the user that it runs as can't enter root's home.
  const data = isRoot ? '/var/lib/daymark-backend' : dataFolder('backend');
  const child = spawn(process.execPath, [path.join(folder, 'src', 'main.ts'), ...process.argv.slice(2)], {
    env: { DAYMARK_BACKEND_FOLDER: data, ...process.env },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
