// Every npm script comes through here: node scripts/bootstrap.mjs SCRIPT.ts [ARGUMENTS]
// Plain JavaScript for Node 16 and later, since it runs before anything is installed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { projectFolder } from './lib/folders.mjs';
import { SetupError, exitOnFailure } from './lib/progress.mjs';
import { ensureDependencies, ensureNode } from './lib/toolchain.mjs';

exitOnFailure(main(process.argv.slice(2)));

/** @param {string[]} args */
async function main([script, ...args]) {
  if (!script) throw new SetupError('usage: node scripts/bootstrap.mjs SCRIPT.ts [ARGUMENTS]');
  const node = await ensureNode();
  await ensureDependencies();
  const child = spawn(node, [path.join(projectFolder, script), ...args], {
    cwd: projectFolder,
    env: withFirstOnPath(path.dirname(node)),
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  stopWithParent(() => child.kill('SIGTERM'));
  child.once('error', (error) => exitOnFailure(Promise.reject(error)));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
}

/** @param {string} folder */
function withFirstOnPath(folder) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: [folder, process.env[name]].filter(Boolean).join(path.delimiter) };
}

/**
 * npm runs us in a shell and passes signals only to that shell, so we learn of them by its end.
 * @param {() => void} stop
 */
function stopWithParent(stop) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 300);
}
