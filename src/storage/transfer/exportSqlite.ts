import type { Sealer } from '../../core/facts/sealer.ts';
import type { TimeRange } from '../../core/time/days.ts';
import { eraseRows } from '../erase/eraseRows.ts';
import type { Database, OpenDatabase } from '../sqlite/database.ts';
import { collectGarbage } from '../sqlite/garbage.ts';
import { forgetDays } from '../facts/dayCacheTable.ts';
import type { FileStore } from '../fileStore.ts';
import { plainSealer } from '../vault/plainSealer.ts';

export interface SqliteExport {
  /** `clear`: every name that can be opened is in clear, and the view `name` gives them by number. `sealed`: as they are, and ids that lead to public pages are numbered. */
  readonly names: 'clear' | 'sealed';
  /** Facts that are not entirely within it are omitted. Default: everything. */
  readonly range?: TimeRange;
}

/** Returns a copy of the database for other programs to read, as the bytes of a SQLite file. */
export function exportSqlite(source: Source, { names, range }: SqliteExport): Uint8Array {
  const { open, store, sealer } = source;
  const copy = open(store.copy());
  try {
    if (range) leaveOut(copy, sealer, range);
    copy.transaction(() => {
      forgetDays(copy);
      if (names === 'clear') putInClear(copy, sealer);
      else hideIds(copy);
    });
    copy.script('VACUUM');
    return copy.export();
  } finally {
    copy.close();
  }
}

interface Source {
  readonly open: OpenDatabase;
  readonly store: FileStore;
  readonly sealer: Sealer;
}

function leaveOut(copy: Database, sealer: Sealer, { from, to }: TimeRange): void {
  const whole = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  copy.transaction(() => {
    eraseRows(copy, sealer, { range: { ...whole, to: from } });
    eraseRows(copy, sealer, { range: { ...whole, from: to } });
    collectGarbage(copy);
  });
}

/** Ids of commits and GitHub items lead to public pages, which show names that are sealed here. */
function hideIds(copy: Database): void {
  const rows = copy.all("SELECT id FROM document WHERE collection IN ('commits', 'github') ORDER BY start, id");
  for (const [index, [id]] of rows.entries())
    copy.run('UPDATE document SET id = ? WHERE id = ?', `document-${index + 1}`, String(id));
  copy.run("UPDATE record SET id = 'record-' || number");
}

function putInClear(copy: Database, sealer: Sealer): void {
  const rows = copy.all('SELECT id, sealed FROM string').flatMap(([id, sealed]) => {
    const text = sealed instanceof Uint8Array ? sealer.open(sealed) : undefined;
    return text === undefined ? [] : [{ id: Number(id), text }];
  });
  for (const { id, text } of rows) copy.run('UPDATE string SET sealed = ? WHERE id = ?', plainSealer.seal(text), id);
  // The first byte tells how a value is sealed: 0 means it isn't.
  const clear = "CASE WHEN substr(sealed, 1, 1) = x'00' THEN CAST(substr(sealed, 2) AS TEXT) END";
  copy.script(`CREATE VIEW name AS SELECT id, ${clear} AS text FROM string`);
}
