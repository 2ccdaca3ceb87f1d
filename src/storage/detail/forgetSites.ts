import type { Sealer } from '../../core/facts/sealer.ts';
import { dayMs, dayOf } from '../../core/time/days.ts';
import { NameTable } from '../facts/nameTable.ts';
import type { Database } from '../sqlite/database.ts';
import { collectGarbage } from '../sqlite/garbage.ts';
import { readMeta, writeMeta } from '../sqlite/metaTable.ts';

interface Options {
  readonly sealer: Sealer;
  /** Days for which sites are kept. */
  readonly days: number;
  readonly now: number;
}

/** The scheme of spans of web pages. */
const webScheme = 'web';

/**
 * Forgets which site it was in spans of web pages that are older than sites are kept. Their time, kind, and everything else stays. Looks once a
 * day; costs next to nothing if no site was ever recorded.
 * @returns true when there was something to forget
 */
export function forgetOldSites(database: Database, { sealer, days, now }: Options): boolean {
  // A clock that runs ahead must not cause new sites to be forgotten.
  const latest = Math.min(now, database.number('SELECT max(start) FROM span'));
  const horizon = (Math.floor(latest / dayMs) - days) * dayMs;
  if (horizon <= readMeta(database, 'sitesFrom')) return false;
  const schemes = schemesOf(database, sealer);
  if (schemes.length === 0) return false;
  return database.transaction(() => {
    // Writing this mark alone would make the file due for writing, so it is only written with a change.
    const isForgotten = forget(database, schemes, horizon);
    if (isForgotten) writeMeta(database, 'sitesFrom', horizon);
    return isForgotten;
  });
}

/** Numbers of the scheme: it has one under each key that names were ever sealed with. */
function schemesOf(database: Database, sealer: Sealer): number[] {
  const names = new NameTable(database, sealer);
  const all = database.all('SELECT DISTINCT scheme FROM place WHERE scheme <> 0').map(([id]) => Number(id));
  return all.filter((id) => names.known(id) === webScheme);
}

function forget(database: Database, schemes: readonly number[], horizon: number): boolean {
  const list = schemes.join();
  const places = `SELECT id FROM place WHERE file <> 0 AND scheme IN (${list})`;
  const old = `start < ? AND place IN (${places})`;
  const [first, last] = database.first(`SELECT min(start), max(start) FROM span WHERE ${old}`, horizon) ?? [];
  if (typeof first !== 'number' || typeof last !== 'number') return false;
  const names = 'project, language, branch, scheme';
  database.run(
    `INSERT OR IGNORE INTO place (${names}, file) SELECT DISTINCT ${names}, 0 FROM place WHERE file <> 0 AND scheme IN (${list})`,
  );
  const same = names.split(', ').map((name) => `nameless.${name} = sited.${name}`);
  database.run(
    `UPDATE span SET place = (SELECT nameless.id FROM place AS sited JOIN place AS nameless ON nameless.file = 0 AND ${same.join(' AND ')} WHERE sited.id = span.place) WHERE ${old}`,
    horizon,
  );
  // The cache of these days contains site names too.
  database.run(
    'DELETE FROM past_day WHERE day BETWEEN ? AND ?',
    dayOf(first - 2 * dayMs, 0),
    dayOf(last + 2 * dayMs, 0),
  );
  collectGarbage(database);
  return true;
}
