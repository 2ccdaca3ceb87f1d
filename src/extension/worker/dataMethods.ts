import { exportHead, exportRange, exportRanges } from '../../storage/transfer/exportData.ts';
import { ExportAliases } from '../../storage/transfer/aliases.ts';
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

/** The user's actions on all data: export, import, restore, and erase. */
export function dataMethods(store: Store): Pick<StoreApi, DataMethod> {
  let aliases: ExportAliases | undefined;
  return {
    backups: () => store.backups(),
    restore: ({ name }) => store.restore(name),
    projects: () => (store.refresh(), store.projects()),
    erase: (what) => (store.refresh(), store.erase(what)),
    exportPlan: ({ format, now, range, names }) => {
      store.refresh();
      aliases = names === 'numbered' ? new ExportAliases() : undefined;
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
      const watch = signalOf(signal);
      const source = openImport(path, offsetsOf(timeZone), watch);
      return { ...store.previewImport(source.facts(watch), source.kind), ...kindOf(source) };
    },
    importFile: ({ path, signal, timeZone }) => {
      store.refresh();
      const watch = signalOf(signal);
      const source = openImport(path, offsetsOf(timeZone), watch);
      return { ...store.importFacts(source.facts(watch), source.kind), ...kindOf(source) };
    },
    imports: () => store.imports(),
    undoImport: ({ name }) => store.undoImport(name),
  };
}

function signalOf(memory: SharedArrayBuffer | undefined): WorkSignal | undefined {
  return memory && new WorkSignal(memory);
}

function kindOf(source: ImportSource): ImportKind {
  const { kind, others, dayTotals } = source;
  return { kind, skipped: source.skipped(), others, dayTotals };
}
