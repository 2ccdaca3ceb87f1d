import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TruthDay } from './truthDay.ts';

/**
 * Every day in a folder: `days` of its TypeScript modules, and the arrays in its JSON files, in the order of their names.
 * @throws if a file holds no days, naming it
 */
export async function loadDays(folder: string): Promise<TruthDay[]> {
  const names = (await readdir(folder)).filter((name) => /\.(?:ts|json)$/.test(name)).toSorted();
  const read = await Promise.all(names.map(async (name) => daysIn(path.join(folder, name))));
  return read.flat();
}

async function daysIn(file: string): Promise<readonly TruthDay[]> {
  const found: unknown = file.endsWith('.json')
    ? JSON.parse(await readFile(file, 'utf8'))
    : ((await import(pathToFileURL(file).href)) as { days?: unknown }).days;
  if (!Array.isArray(found)) throw new Error(`${file}: expected an array of days, see test/truth/README.md`);
  return found as TruthDay[];
}
