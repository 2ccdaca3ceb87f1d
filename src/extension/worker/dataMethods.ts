import { rangeAround } from '../../shared/days.ts';
import { exportHead, exportRange, exportRanges } from '../../storage/transfer/exportData.ts';
import type { Store } from '../../storage/store.ts';
import { systemClock } from '../systemClock.ts';
import { daysCsv, daysHead } from './daysCsv.ts';
import { openImport, type ImportSource } from './importSource.ts';
import type { ImportKind, WorkerApi } from './protocol.ts';

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

const allTime = rangeAround('1970-01-02', '9999-12-30');

/** What the user does with the data as a whole: out, in, back, and away. */
export function dataMethods(store: Store): Pick<WorkerApi, DataMethod> {
  return {
    backups: () => store.backups(),
    restore: ({ name }) => store.restore(name),
    projects: () => (store.refresh(), projectsOf(store)),
    erase: (what) => (store.refresh(), store.erase(what)),
    exportPlan: ({ format, now, range }) => {
      store.refresh();
      const head = format === 'days.csv' ? daysHead : exportHead(format, now);
      return { head, ranges: exportRanges(store, now, range) };
    },
    exportPiece: ({ format, range, rules }) =>
      format === 'days.csv' ? daysCsv(store, range, rules) : exportRange(format, { reader: store, range }),
    exportSqlite: () => (store.refresh(), store.exportSqlite()),
    previewImport: ({ path }) => {
      store.refresh();
      const source = openImport(path, systemClock.utcOffset);
      return { ...store.previewImport(source.facts(), source.kind), ...told(source) };
    },
    importFile: ({ path }) => {
      store.refresh();
      const source = openImport(path, systemClock.utcOffset);
      return { ...store.importFacts(source.facts(), source.kind), ...told(source) };
    },
    imports: () => store.imports(),
    undoImport: ({ name }) => store.undoImport(name),
  };
}

function told(source: ImportSource): ImportKind {
  return { kind: source.kind, skipped: source.skipped(), dayTotals: source.dayTotals };
}

function projectsOf(store: Store): string[] {
  const projects = new Set(store.spans(allTime).map(({ project }) => project ?? ''));
  for (const { project } of store.activities(allTime)) projects.add(project ?? '');
  projects.delete('');
  return Array.from(projects).sort();
}
