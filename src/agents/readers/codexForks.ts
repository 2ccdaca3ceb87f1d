import type { UsageEntry } from '../usage.ts';

/** Joins the fields that `settle` needs into one text, since there are many entries. */
export function groupOf({ parent, row }: Pick<Row, 'parent' | 'row'>, signature: string): string {
  return JSON.stringify([parent, row, signature]);
}

/**
 * Drops a parent's history at the beginning of a child: rows with the same totals in the same order. If the parent's log is gone, its child
 * with the first id replaces it.
 */
export function settle(entries: readonly UsageEntry[]): readonly UsageEntry[] {
  const sessions = Map.groupBy(entries, ({ session }) => session);
  const signatures = new Map<string, readonly string[]>();
  const rowsOf = (session: string): readonly Row[] =>
    (sessions.get(session) ?? [])
      .flatMap((entry) => (entry.group === undefined ? [] : [rowOf(entry, entry.group)]))
      .sort((a, b) => a.row - b.row || a.entry.at - b.entry.at);
  const copied = new Set<UsageEntry>();
  for (const session of [...sessions.keys()].sort()) {
    const rows = rowsOf(session);
    const parent = rows.find((row) => row.parent !== '')?.parent;
    if (parent === undefined) continue;
    const source = sessions.has(parent) ? rowsOf(parent) : rows;
    const own = signatures.get(parent) ?? source.map(({ signature }) => signature);
    const standsIn = !sessions.has(parent) && !signatures.has(parent);
    signatures.set(parent, own);
    if (standsIn) continue;
    let next = 0;
    for (const { entry, signature } of rows) {
      const found = own.indexOf(signature, next);
      if (found === -1) break;
      copied.add(entry);
      next = found + 1;
    }
  }
  return entries.filter((entry) => !copied.has(entry));
}

interface Row {
  readonly entry: UsageEntry;
  readonly parent: string;
  readonly row: number;
  readonly signature: string;
}

function rowOf(entry: UsageEntry, group: string): Row {
  const [parent, row, signature] = JSON.parse(group) as [string, number, string];
  return { entry, parent, row, signature };
}
