import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, absolute. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * The platform's cache folder: tools are stored here, outside of the project.
 * @param {string[]} parts names below the cache folder
 * @returns {string} an absolute path
 */
export function cacheFolder(...parts) {
  return path.join(userFolder(cacheHomes), 'daymark', ...parts);
}

/**
 * The platform's folder for a user's data.
 * @param {string[]} parts names below the data folder
 * @returns {string} an absolute path
 */
export function dataFolder(...parts) {
  return path.join(userFolder(dataHomes), 'daymark', ...parts);
}

/** @type {Homes} */
const cacheHomes = { variable: 'XDG_CACHE_HOME', linux: '.cache', darwin: 'Library/Caches' };

/** @type {Homes} */
const dataHomes = {
  variable: 'XDG_DATA_HOME',
  linux: '.local/share',
  darwin: 'Library/Application Support',
};

/**
 * @typedef {{ variable: string, linux: string, darwin: string }} Homes
 * @param {Homes} homes
 * @returns {string}
 */
function userFolder(homes) {
  const named = process.env[homes.variable];
  if (named && path.isAbsolute(named)) return named;
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local');
  return path.join(homedir(), process.platform === 'darwin' ? homes.darwin : homes.linux);
}

/**
 * Finds a program on PATH.
 * @param {string[]} names tried in this order; on Windows with their extension
 * @returns {string | undefined} the first one's absolute path
 */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const name of names) {
    const folder = folders.find((candidate) => existsSync(path.join(candidate, name)));
    if (folder) return path.join(folder, name);
  }
  return undefined;
}
