import path from 'node:path';

/** Paths within the storage folder. */
export interface Layout {
  readonly folder: string;
  readonly file: string;
  readonly journals: string;
  readonly backups: string;
  readonly imports: string;
  readonly lock: string;
  /** Settings that answers depend on, for programs without VS Code. */
  readonly settings: string;
  /** The store's last state of the present day, sealed. */
  readonly today: string;
}

export const fileName = 'daymark.sqlite';
export const journalEnding = '.ndjson';
/** Ends the name of a file that is being written aside; `fileName.<token>.tmp`. */
export const asideEnding = '.tmp';

export function layoutOf(folder: string): Layout {
  return {
    folder,
    file: path.join(folder, fileName),
    journals: path.join(folder, 'journal'),
    backups: path.join(folder, 'backups'),
    imports: path.join(folder, 'imports'),
    lock: path.join(folder, 'daymark.lock'),
    settings: path.join(folder, 'settings.json'),
    today: path.join(folder, 'today.sealed'),
  };
}
