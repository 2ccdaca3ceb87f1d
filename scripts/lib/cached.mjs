import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const marker = '.complete';

/**
 * A cached folder is built in a temporary place and renamed with a marker in it, so that the rest of a crash is never taken for a complete
 * one. Two processes wait for each other; if the wait fails, the first to rename wins.
 * @param {string} folder where it should be
 * @param {(aside: string) => Promise<void>} fill puts the contents into the folder that it is given
 * @returns {Promise<string>} the folder
 */
export async function ensureCached(folder, fill) {
  if (isComplete(folder)) return folder;
  mkdirSync(path.dirname(folder), { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (!isComplete(folder)) await make(folder, fill);
    return folder;
  } finally {
    unlock();
  }
}

/**
 * @param {string} folder
 * @returns {boolean} whether the folder was made to its end
 */
export function isComplete(folder) {
  return existsSync(path.join(folder, marker));
}

/**
 * @param {string} folder
 * @param {(aside: string) => Promise<void>} fill
 */
async function make(folder, fill) {
  removeLeftovers(folder);
  const aside = `${folder}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  mkdirSync(aside);
  try {
    await fill(aside);
    writeFileSync(path.join(aside, marker), new Date().toISOString());
    putInPlace(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param {string} aside
 * @param {string} folder
 */
function putInPlace(aside, folder) {
  if (!isComplete(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    renameSync(aside, folder);
  } catch (error) {
    if (!isComplete(folder)) throw error;
  }
}

/**
 * Leftovers of killed processes beside the folder; an hour's grace for one whose process may be invisible (a container).
 * @param {string} folder
 */
function removeLeftovers(folder) {
  const parent = path.dirname(folder);
  for (const name of readdirSync(parent)) {
    const pid = Number(/^(\d+)-\w+\.tmp$/.exec(name.slice(path.basename(folder).length + 1))?.[1]);
    if (!name.startsWith(`${path.basename(folder)}.`) || !pid || isAlive(pid)) continue;
    const leftover = path.join(parent, name);
    if (Date.now() - statSync(leftover).mtimeMs > 3_600_000) rmSync(leftover, { recursive: true, force: true });
  }
}

/**
 * Waits until no other living process holds the lock, then takes it.
 * @param {string} file
 * @returns {Promise<() => void>} gives it back
 */
export async function lock(file) {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    if (isStale(file)) rmSync(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/**
 * A lock is stale when its process is gone; an empty one is being written, unless it stays so.
 * @param {string} file
 */
function isStale(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid ? !isAlive(pid) : Date.now() - statSync(file).mtimeMs > 2_000;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
