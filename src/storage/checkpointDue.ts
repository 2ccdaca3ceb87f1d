import path from 'node:path';
import type { Files, FileStat } from './disk/files.ts';
import { journalEnding, type Layout } from './disk/layout.ts';

/**
 * A checkpoint writes the whole file, so it waits until the journals hold this much more. An hour of work adds about 75 KB
 * (`npm run bench`). The limit is low enough that reading the journals again at each start of the worker stays cheap.
 */
const enoughBytes = 1024 * 1024;

export interface CheckpointNeed {
  /** The SQLite file; undefined if there is none. */
  readonly file: Pick<FileStat, 'modifiedAt'> | undefined;
  /** The number of bytes in journals that may not be in the file yet. */
  readonly journalBytes: number;
  readonly now: number;
}

/** Returns true if the file is worth writing: once on each day (by UTC, as for backups) on which something is recorded, and by the size of the journals. */
export function isCheckpointDue({ file, journalBytes, now }: CheckpointNeed): boolean {
  if (journalBytes === 0) return false;
  if (!file || utcDay(file.modifiedAt) !== utcDay(now)) return true;
  return journalBytes >= enoughBytes;
}

/**
 * Returns true if a checkpoint may be due, from the sizes of files and without SQLite. Journals of open windows count as a whole, so the
 * store may still find that nothing is due; and a migration waits until something else is.
 */
export function mayCheckpointBeDue(files: Pick<Files, 'list' | 'stat'>, layout: Layout, now: number): boolean {
  const file = files.stat(layout.file);
  const journals = files.list(layout.journals).filter((name) => name.endsWith(journalEnding));
  const sizes = journals.map((name) => files.stat(path.join(layout.journals, name))?.size ?? 0);
  const journalBytes = sizes.reduce((sum, size) => sum + size, 0);
  return isCheckpointDue({ file, journalBytes, now });
}

/** The result of a checkpoint that was not due. */
export const nothingDue = { outcome: 'nothing', journalsDeleted: 0, fileBytes: 0, ms: 0 } as const;

const utcDay = (at: number): number => Math.floor(at / 86_400_000);
