import type { Sealer } from '../../shared/sealer.ts';
import type { OpenDatabase } from '../sqlite/database.ts';
import { forgetDays } from '../facts/keptDays.ts';
import type { FileStore } from '../fileStore.ts';
import { plainSealer } from '../vault/plainSealer.ts';

/** A copy of the database in which every name that can be opened is in clear: the view `name` gives them by number. */
export function exportSqlite(open: OpenDatabase, store: FileStore, sealer: Sealer): Uint8Array {
  const copy = open(store.copy());
  const rows = copy.all('SELECT id, sealed FROM string').flatMap(([id, sealed]) => {
    const text = sealed instanceof Uint8Array ? sealer.open(sealed) : undefined;
    return text === undefined ? [] : [{ id: Number(id), text }];
  });
  copy.transaction(() => {
    forgetDays(copy);
    for (const { id, text } of rows) copy.run('UPDATE string SET sealed = ? WHERE id = ?', plainSealer.seal(text), id);
    // The first byte tells how a value is sealed: 0 for not at all.
    const clear = "CASE WHEN substr(sealed, 1, 1) = x'00' THEN CAST(substr(sealed, 2) AS TEXT) END";
    copy.script(`CREATE VIEW name AS SELECT id, ${clear} AS text FROM string`);
  });
  copy.script('VACUUM');
  const bytes = copy.export();
  copy.close();
  return bytes;
}
