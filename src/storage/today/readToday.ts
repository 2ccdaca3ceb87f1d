import { readFile } from 'node:fs/promises';
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
  const bytes = await readFile(layoutOf(folder).today).catch(() => undefined);
  if (!bytes || bytes.length > largestCopy) return undefined;
  const copy = jsonOf(sealer.open(bytes) ?? '') as (TodayCopy & { readonly basis: TailBasis }) | undefined;
  return copy?.version === version && copy.day === day ? copy : undefined;
}
