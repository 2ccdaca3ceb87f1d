import path from 'node:path';
import { dayMs } from '../../core/time/days.ts';
import type { Files } from '../disk/files.ts';
import type { Traces } from './importFacts.ts';

/** The file name of an import's list: its day (UTC), and a number within the day. */
export const importForm = /^\d{4}-\d{2}-\d{2}-\d+\.json$/;

/** An import can be undone for this many days. Until then nothing is folded, since folded facts can't be identified anymore. */
export const undoDays = 7;

/** A longer list, in bytes, is not ours: that of the largest import has a tenth of it. */
const largestList = 2 ** 29;

/** The lists of imports, the newest first. */
export function listImports(files: Files, folder: string): string[] {
  const names = files
    .list(path.join(folder, 'imports'))
    .filter((name) => importForm.test(name) && files.stat(path.join(folder, 'imports', name))?.isFile);
  return names.sort((a, b) => dateOf(b) - dateOf(a) || countOf(b) - countOf(a));
}

/** Deletes the lists of imports that can no longer be undone. @returns whether others remain */
export function dropOldImports(files: Files, folder: string, now: number): boolean {
  const names = listImports(files, folder);
  // A clock that ran ahead must not leave one for years.
  const old = names.filter((name) => Math.abs(now - dateOf(name)) > (undoDays + 1) * dayMs);
  for (const name of old) files.remove(path.join(folder, 'imports', name));
  return old.length < names.length;
}

/**
 * Reads what an import added.
 * @returns undefined if there is no such list, `damaged` if it is not valid
 */
export function readTraces(files: Files, folder: string, name: string): Traces | 'damaged' | undefined {
  const file = path.join(folder, 'imports', name);
  const { isFile = false, size = 0 } = (importForm.test(name) && files.stat(file)) || {};
  if (!isFile) return undefined;
  if (size > largestList) return 'damaged';
  const bytes = files.read(file);
  if (!bytes) return undefined;
  try {
    const traces = JSON.parse(Buffer.from(bytes).toString()) as Traces;
    const isWhole =
      Object.values(traces.facts).every(Array.isArray) &&
      [traces.hidden, traces.grown ?? [], traces.edited ?? []].every(Array.isArray);
    return isWhole ? traces : 'damaged';
  } catch {
    return 'damaged';
  }
}

function dateOf(name: string): number {
  return Date.parse(name.slice(0, 10));
}

function countOf(name: string): number {
  return Number(name.slice(11, -5));
}
