import type { Files } from './files.ts';
import { dayOf } from '../../core/time/days.ts';
import type { Layout } from './layout.ts';
import type { HeldLock } from './folderLock.ts';
import { asideEnding, fileName } from './layout.ts';
import { replaceFile } from './replaceFile.ts';

const ending = '.damaged-';

/** Moves the SQLite file out of the way, under a name with the date; nothing that was set aside before is overwritten. */
export function setAside(files: Files, layout: Layout, now: number): void {
  files.rename(layout.file, freeName(files, layout, now));
}

/** Keeps a copy of the SQLite file under such a name, beside the one that replaces it. Throws a `LockLostError` if the lock was lost. */
export function copyAside({ files, layout, lock }: SetAsideContext, now: number, bytes: Uint8Array): void {
  replaceFile(files, lock, { path: freeName(files, layout, now), bytes });
}

interface SetAsideContext {
  readonly files: Files;
  readonly layout: Layout;
  readonly lock: HeldLock;
}

function freeName(files: Files, { file }: Layout, now: number): string {
  const base = `${file}${ending}${dayOf(now, 0)}`;
  let name = base;
  for (let count = 2; files.stat(name); count++) name = `${base}-${count}`;
  return name;
}

/** Names of the files that were set aside. */
export function listSetAside(files: Files, { folder }: Layout): string[] {
  return files.list(folder).filter((name) => name.startsWith(fileName + ending) && !name.endsWith(asideEnding));
}
