import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { layoutOf } from '../disk/layout.ts';
import type { TailBasis, TodayCopy } from './todayCopy.ts';

/** A longer file is not ours. */
const largestCopy = 64 * 1024 * 1024;

/** Reads the copy of a day; undefined if there is none, it is of another day or version, or it can't be opened. Rejects with nothing. */
export async function readToday(
  folder: string,
  sealer: Sealer,
  { version, day }: Omit<TodayCopy, 'content'>,
): Promise<(TodayCopy & { readonly basis: TailBasis }) | undefined> {
  const bytes = await bytesOf(layoutOf(folder).today).catch(() => undefined);
  if (!bytes) return undefined;
  const copy = jsonOf(sealer.open(bytes) ?? '') as (TodayCopy & { readonly basis: TailBasis }) | undefined;
  return copy?.version === version && copy.day === day ? copy : undefined;
}

/** Reads a regular file that isn't a link. Not blocking: opening a pipe would wait for its writer, and hold one of Node's few threads. */
async function bytesOf(file: string): Promise<Buffer | undefined> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= largestCopy ? await handle.readFile() : undefined;
  } finally {
    await handle.close();
  }
}
