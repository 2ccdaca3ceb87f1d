import path from 'node:path';
import type { Files } from '../disk/files.ts';
import { createFile } from '../disk/replaceFile.ts';
import { listImports, readTraces } from './importLists.ts';
import type { Traces } from './importFacts.ts';
import type { EditedTrace, GrownSpan } from './replacedRows.ts';

/** Rewrites the lists of other imports once one is undone. To be called under the lock. @param undone what the import `name` had left */
export function rebaseLists(
  files: Files,
  folder: string,
  { name, undone }: { readonly name: string; readonly undone: Traces },
): void {
  for (const other of listImports(files, folder)) {
    const traces = other === name ? undefined : readTraces(files, folder, other);
    if (!traces || traces === 'damaged') continue;
    const changed = rebased(traces, undone);
    if (changed !== traces)
      createFile(files, path.join(folder, 'imports', other), Buffer.from(JSON.stringify(changed)));
  }
}

/**
 * Adjusts the traces of a later import after an earlier one is undone: values that the later one found and the earlier one had added become
 * those that the earlier one had found. So imports can be undone in any order.
 * @returns the same object when the two have nothing in common
 */
function rebased(later: Traces, undone: Traces): Traces {
  const spans = new Map((undone.grown ?? []).map((span) => [spanKey(span, 'after'), span]));
  const rows = new Map((undone.edited ?? []).map((row) => [rowKey(row, row.after), row]));
  let isChanged = false;
  const grown = (later.grown ?? []).map((span): GrownSpan => {
    const earlier = spans.get(spanKey(span, 'before'));
    if (!earlier) return span;
    isChanged = true;
    return [span[0], span[1], span[2], earlier[3], span[4]];
  });
  const edited = (later.edited ?? []).map((row): EditedTrace => {
    const earlier = row.before && rows.get(rowKey(row, row.before.version));
    if (!earlier) return row;
    isChanged = true;
    return { ...row, before: earlier.before };
  });
  return isChanged ? { ...later, grown, edited } : later;
}

function spanKey([start, writer, n, before, after]: GrownSpan, which: 'before' | 'after'): string {
  return JSON.stringify([start, writer, n, which === 'before' ? before : after]);
}

function rowKey({ type, id }: EditedTrace, version: string): string {
  return `${type} ${version} ${id}`;
}
