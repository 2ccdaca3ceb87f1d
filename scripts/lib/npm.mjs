import { spawn } from 'node:child_process';
import path from 'node:path';
import { findOnPath } from './folders.mjs';
import { SetupError } from './progress.mjs';

/**
 * Runs npm quietly in a folder.
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>} rejects with a SetupError that says in one line what failed
 */
export async function runNpm(args, cwd) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const [file, ...before] = npmCommand();
  const shell = /\.cmd$/i.test(file);
  const child = spawn(shell ? `"${file}"` : file, [...before, ...args, ...quiet], {
    cwd,
    shell,
    env: npmEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new SetupError(explainNpmFailure(args, output));
}

/** @returns {[string, ...string[]]} the npm that started us if there is one, otherwise the one on PATH */
function npmCommand() {
  const started = process.env.npm_execpath;
  if (started && path.basename(started).startsWith('npm-cli')) return [process.execPath, started];
  const found = process.platform === 'win32' ? findOnPath('npm.cmd') : findOnPath('npm');
  if (!found) throw new SetupError('npm was not found on PATH; install Node.js with npm first');
  return [found];
}

/** The settings of the npm run that started us (prefix, flags, package fields) are not for the inner one. */
function npmEnvironment() {
  const inner =
    /^npm_(package_|lifecycle_|command$|config_(local_prefix|global|json|omit|only|production|dry_run|ignore_scripts|workspace|loglevel|save|package_lock|engine_strict))/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inner.test(name)));
}

/**
 * Turns npm's output into the one line a person needs.
 * @param {string[]} args
 * @param {string} output
 * @returns {string}
 */
export function explainNpmFailure(args, output) {
  const what = `npm ${args.join(' ')}`;
  if (/E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|NETUNREACH|HOSTUNREACH)\b/.test(output))
    return `no network: the npm registry can't be reached (${what}); connect, then run the same command again`;
  if (/\bENOSPC\b/.test(output)) return `the disk is full (${what})`;
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output))
    return `npm may not write where it needs to (${what}): ${firstError(output)}`;
  return `${what} failed: ${firstError(output)}`;
}

/** @param {string} output */
function firstError(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines.find((line) => line && !/^(code|syscall|errno|path)\b/.test(line)) ?? 'no reason given';
}
