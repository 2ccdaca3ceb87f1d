import type { Sealer } from '../../core/facts/sealer.ts';
import { forgetDays } from '../facts/dayCacheTable.ts';
import type { Database } from '../sqlite/database.ts';

/**
 * Seals every name that can be opened under the present key.
 * @returns the number of names
 */
export function resealNames(database: Database, sealer: Sealer): number {
  forgetDays(database);
  const rows = database.all('SELECT id, sealed FROM string').flatMap(([id, sealed]) => {
    const isOld = sealed instanceof Uint8Array && sealer.isCurrent?.(sealed) === false;
    const text = isOld ? sealer.open(sealed) : undefined;
    return text === undefined ? [] : [{ id: Number(id), text }];
  });
  for (const { id, text } of rows) {
    const tag = freeTag(database, sealer.tag(text), id);
    database.run('UPDATE string SET tag = ?, sealed = ? WHERE id = ?', tag, sealer.seal(text), id);
  }
  return rows.length;
}

/** The name may already exist under the current key with its own number: then both stay, as two that read alike. */
function freeTag(database: Database, tag: Uint8Array, id: number): Uint8Array {
  const isTaken = database.number('SELECT count(*) FROM string WHERE tag = ? AND id <> ?', tag, id) > 0;
  return isTaken ? Buffer.concat([tag, Buffer.from(String(id))]) : tag;
}
