import type { Files } from '../disk/files.ts';
import { compactRecords } from '../records/compactRecords.ts';
import type { Database } from '../sqlite/database.ts';
import type { StoreOptions } from '../store.ts';
import { dropOldImports } from '../transfer/importLists.ts';
import { foldOldDetail } from './foldDetail.ts';
import { forgetOldSites } from './forgetSites.ts';

/**
 * Folds old detail, forgets old sites, and drops overwritten record patches. Skips the first two while an import can be undone, since its
 * facts must remain identifiable.
 * @returns true when numbers of names may have been given up
 */
export function shrink(
  database: Database,
  { detailMonths, siteDays, clock, folder, sealer, files }: StoreOptions & { readonly files: Files },
): boolean {
  if (dropOldImports(files, folder, clock.now())) return false;
  const isFolded = detailMonths !== undefined && foldOldDetail(database, detailMonths, clock.now());
  const isForgotten = siteDays !== undefined && forgetOldSites(database, { sealer, days: siteDays, now: clock.now() });
  return compactRecords(database, sealer) || isFolded || isForgotten;
}
