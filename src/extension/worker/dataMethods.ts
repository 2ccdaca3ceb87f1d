import { exportHead, exportRange, exportRanges } from '../../storage/transfer/exportData.ts';
import { Aliases } from '../../storage/transfer/aliases.ts';
import type { Store } from '../../storage/store.ts';
import { offsetsOf } from '../../core/time/zone.ts';
import { daysCsv, daysHead } from './daysCsv.ts';
import { openImport, type ImportSource } from './importSource.ts';
import { WorkSignal } from './workSignal.ts';
import type { ImportKind, StoreApi } from './protocol.ts';

type DataMethod =
  | 'backups'
  | 'restore'
  | 'projects'
  | 'erase'
  | 'exportPlan'
  | 'exportPiece'
  | 'exportSqlite'
  | 'previewImport'
  | 'importFile'
  | 'imports'
  | 'undoImport';

const encoder = new TextEncoder();

/** What the user does with the data as a whole: out, in, back, and away. */
export function dataMethods(store: Store): Pick<StoreApi, DataMethod> {
  let aliases: Aliases | undefined;
  return {
    backups: () => store.backups(),
    restore: ({ name }) => store.restore(name),
    projects: () => (store.refresh(), store.projects()),
    erase: (what) => (store.refresh(), store.erase(what)),
    exportPlan: ({ format, now, range, names }) => {
      store.refresh();
      aliases = names === 'numbered' ? new Aliases() : undefined;
      const head = format === 'days.csv' ? daysHead : exportHead(format, now);
      return { head, ranges: exportRanges(store, now, range) };
    },
    exportPiece: ({ format, range, rules }) =>
      encoder.encode(
        format === 'days.csv'
          ? daysCsv(store, range, rules)
          : exportRange(format, { reader: store, range }, aliases?.rename),
      ),
    exportSqlite: (what) => (store.refresh(), store.exportSqlite(what)),
    previewImport: ({ path, signal, timeZone }) => {
      store.refresh();
      const source = openImport(path, offsetsOf(timeZone));
      return { ...store.previewImport(source.facts(signalOf(signal)), source.kind), ...told(source) };
    },
    importFile: ({ path, signal, timeZone }) => {
      store.refresh();
      const source = openImport(path, offsetsOf(timeZone));
      return { ...store.importFacts(source.facts(signalOf(signal)), source.kind), ...told(source) };
    },
    imports: () => store.imports(),
    undoImport: ({ name }) => store.undoImport(name),
  };
}

function signalOf(memory: SharedArrayBuffer | undefined): WorkSignal | undefined {
  return memory && new WorkSignal(memory);
}

function told(source: ImportSource): ImportKind {
  return { kind: source.kind, skipped: source.skipped(), dayTotals: source.dayTotals };
}
