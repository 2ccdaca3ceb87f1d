import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureCached, isComplete } from './cached.mjs';
import { cacheFolder } from './folders.mjs';
import { runNpm } from './npm.mjs';
import { SetupError, withProgress } from './progress.mjs';

/** The npm package that carries VS Code's server and web workbench; this version is VS Code 1.139.1. */
export const codeServerVersion = '4.139.1';

/**
 * Fetches the VS Code server once into the cache folder, without install scripts and so without a compiler.
 * @returns the folder of the server, in which out/server-main.js starts it
 */
export async function ensureCodeServer(): Promise<string> {
  const folder = cacheFolder('code-server', codeServerVersion);
  if (!isComplete(folder)) {
    const what = `fetching VS Code (code-server ${codeServerVersion}, 700 MB, once)`;
    await ensureCached(folder, (aside) => withProgress(what, () => fetchCodeServer(aside)));
  }
  return serverIn(folder);
}

async function fetchCodeServer(aside: string): Promise<void> {
  writeFileSync(path.join(aside, 'package.json'), '{"private":true}');
  const install = ['install', '--ignore-scripts', '--omit=dev', '--no-package-lock'];
  await runNpm([...install, `code-server@${codeServerVersion}`], aside);
  await runNpm(install, serverIn(aside));
  await runNpm(install, path.join(serverIn(aside), 'extensions'));
  if (!existsSync(path.join(serverIn(aside), 'out', 'server-main.js')))
    throw new SetupError(`code-server ${codeServerVersion} came without VS Code's server`);
}

function serverIn(folder: string): string {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}
