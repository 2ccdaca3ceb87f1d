import type { Files } from '../disk/files.ts';
import { compactRecords } from '../records/compactRecords.ts';
import type { Database } from '../sqlite/database.ts';
import type { StoreOptions } from '../store.ts';
import { dropOldImports } from '../transfer/importLists.ts';
import { foldOldDetail } from './foldDetail.ts';

/**
 * Folds old detail, and drops what was overwritten in records. Neither while an import can be undone: what it added must be told apart.
 * @returns true when numbers of names may have been given up
 */
export function shrink(
  database: Database,
  { detailMonths, clock, folder, sealer, files }: StoreOptions & { readonly files: Files },
): boolean {
  if (dropOldImports(files, folder, clock.now())) return false;
  const isFolded = detailMonths !== undefined && foldOldDetail(database, detailMonths, clock.now());
  return compactRecords(database, sealer) || isFolded;
}
