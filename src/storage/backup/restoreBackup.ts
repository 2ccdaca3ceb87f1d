import type { FileStore } from '../fileStore.ts';
import { readMeta, writeMeta } from '../sqlite/metaTable.ts';
import { replaceFile } from '../disk/replaceFile.ts';
import type { CheckpointResult } from '../store.ts';

/** Puts the state of a backup in the place of the present one, which is kept as a backup. */
export function restoreBackup(store: FileStore, name: string): CheckpointResult {
  const { files, layout } = store.source();
  return store.exclusively((lock) => {
    const backup = store.backups.load(name);
    try {
      const present = store.current().database;
      const checkpoints = readMeta(present, 'checkpoints');
      store.backups.keepFor('-before-restore', lock, store.export(present));
      // The facts in the journals so far belong to the state being left, later ones to the restored state.
      store.journals.markAllTaken(backup);
      writeMeta(backup, 'checkpoints', checkpoints + 1);
      replaceFile(files, lock, { path: layout.file, bytes: store.export(backup) });
      store.close();
      return { outcome: 'done' };
    } finally {
      backup.close();
    }
  });
}
