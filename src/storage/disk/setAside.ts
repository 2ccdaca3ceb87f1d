import type { Files } from './files.ts';
import { isoDate } from '../isoDate.ts';
import type { Layout } from './layout.ts';
import { fileName } from './layout.ts';

const ending = '.damaged-';

/** Moves the SQLite file out of the way, under a name with the date; nothing that was set aside before is overwritten. */
export function setAside(files: Files, { file }: Layout, now: number): void {
  const base = `${file}${ending}${isoDate(now)}`;
  let name = base;
  for (let count = 2; files.stat(name); count++) name = `${base}-${count}`;
  files.rename(file, name);
}

/** Names of the files that were set aside. */
export function listSetAside(files: Files, { folder }: Layout): string[] {
  return files.list(folder).filter((name) => name.startsWith(fileName + ending));
}
