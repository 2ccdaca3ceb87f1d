import type { Sealer } from '../../core/facts/sealer.ts';
import type { Day } from '../../core/time/days.ts';
import type { Files } from '../disk/files.ts';
import { asideEnding } from '../disk/layout.ts';
import type { FileStore } from '../fileStore.ts';
import { stampOf } from '../disk/replaceFile.ts';

/** The state of the folder from which something was read: the SQLite file, and how far each journal was taken in, in bytes. */
export interface TailBasis {
  readonly stamp: string;
  readonly journals: Readonly<Record<string, number>>;
}

/** The store's state of a day, so that another window can continue from it without SQLite. */
export interface TodayCopy {
  /** The version of Daymark that made it: another one may keep something else. */
  readonly version: string;
  readonly day: Day;
  /** JSON values. */
  readonly content: unknown;
}

/**
 * Leaves a sealed copy beside the SQLite file. If it can't be written, the next window asks the store.
 * @returns the state that it was read from; undefined if the journals alone can't continue it: a file or lines of a newer version, or
 * journals that can't be read
 */
export function leaveToday(
  store: FileStore,
  { files, sealer }: { readonly files: Files; readonly sealer: Sealer },
  copy: TodayCopy,
): TailBasis | undefined {
  const { found, isRebuilt, stamp, reader } = store.current();
  const journals = store.journals.positions();
  if (found === 'newer' || found === 'damaged' || !journals) return undefined;
  const basis = { stamp, journals };
  // Each window of a folder whose file was rebuilt, or with locked names, has to open it, and to say so.
  if (isRebuilt || reader.lockedNames() > 0 || sealer.canSeal?.() === false) return basis;
  const { layout } = store.source();
  const aside = `${layout.today}.${process.pid}${asideEnding}`;
  try {
    files.remove(aside);
    files.create(aside, sealer.seal(JSON.stringify({ ...copy, basis })));
    files.rename(aside, layout.today);
    // An erasure writes the file and then removes the copy: one that was made of what was there before must not stay.
    if (stampOf(files, layout.file) !== stamp) files.remove(layout.today);
  } catch {
    files.remove(aside);
  }
  return basis;
}
