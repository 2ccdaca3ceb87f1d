import fs from 'node:fs';
import path from 'node:path';
import { dataMethods } from '../../src/extension/worker/dataMethods.ts';
import type { DataFormat } from '../../src/extension/worker/protocol.ts';
import { defaultTimeRules } from '../../src/core/rules/rules.ts';
import type { Store } from '../../src/storage/store.ts';

/** Hands something to the host, as the worker of the extension does, and resolves when it has dealt with it. */
export type ToHost = (
  message: { readonly phase: string } | { readonly file: string; readonly piece: string | Uint8Array },
) => Promise<void>;

export interface Transfer {
  readonly ms: number;
  readonly bytes: number;
}

interface Job {
  readonly store: Store;
  readonly folder: string;
  readonly now: number;
  readonly toHost: ToHost;
}

/** Everything that is recorded, out of the store in each format, into files `export.*`. */
export async function exportAll(job: Job): Promise<Record<string, Transfer>> {
  const done: Record<string, Transfer> = {};
  for (const format of ['jsonl', 'spans.csv', 'days.csv'] as const)
    done[`export_${format.replace('.', '_')}`] = await timed(job, format, (file) => exportPieces(job, format, file));
  done['export_sqlite'] = await timed(job, 'sqlite', (file) => job.toHost({ file, piece: job.store.exportSqlite() }));
  return done;
}

/** Imports the JSON Lines export into an empty store: first as a preview, then for real. */
export async function importAll(job: Job, file: string): Promise<Record<string, Transfer>> {
  const methods = dataMethods(job.store);
  const bytes = fs.statSync(file).size;
  await job.toHost({ phase: 'import_preview' });
  let start = performance.now();
  const preview = methods.previewImport({ path: file });
  const import_preview = { ms: performance.now() - start, bytes };
  await job.toHost({ phase: 'import_jsonl' });
  start = performance.now();
  const result = methods.importFile({ path: file });
  const import_jsonl = { ms: performance.now() - start, bytes };
  if (JSON.stringify(preview.added) !== JSON.stringify(result.added))
    throw new Error('the preview said something else');
  await job.toHost({ phase: 'end' });
  return { import_preview, import_jsonl };
}

async function timed({ folder, toHost }: Job, ending: string, act: (file: string) => Promise<void>): Promise<Transfer> {
  const file = path.join(folder, `export.${ending}`);
  await toHost({ phase: `export_${ending.replace('.', '_')}` });
  const start = performance.now();
  await act(file);
  const ms = performance.now() - start;
  await toHost({ phase: 'end' });
  return { ms, bytes: fs.statSync(file).size };
}

async function exportPieces({ store, now, toHost }: Job, format: DataFormat, file: string): Promise<void> {
  const methods = dataMethods(store);
  const { head, ranges } = methods.exportPlan({ format, now, names: 'clear' });
  await toHost({ file, piece: head });
  for (const range of ranges)
    await toHost({ file, piece: methods.exportPiece({ format, range, rules: defaultTimeRules }) });
}
