import path from 'node:path';
import { compareText } from '../../core/base/compareText.ts';
import type { OpenDatabase } from '../sqlite/database.ts';
import type { Files } from '../disk/files.ts';
import type { BackupPolicy } from '../store.ts';
import { openDatabaseFile } from '../sqlite/readDatabase.ts';

const form = /^daymark-(\d{4}-\d{2}-\d{2})(-v\d+(?:-\d+)?|-before-restore(?:-\d+)?)?\.sqlite$/;
/** Backups made for an occasion (a migration, a restore) that are kept. */
const occasional = 4;

/** A dated copy of the SQLite file. */
export interface BackupFile {
  /** File name in the folder of backups. */
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Made for an occasion (a migration, a restore), not by the calendar. */
  readonly isOccasional: boolean;
  readonly bytes: number;
}

/** The backups in a folder, newest first. */
export function listBackups(files: Files, folder: string): BackupFile[] {
  const found = files.list(folder).flatMap((name) => {
    const match = form.exec(name);
    const { size: bytes = 0, isFile = true } = files.stat(path.join(folder, name)) ?? {};
    return match && isFile ? [{ name, date: match[1] ?? '', isOccasional: match[2] !== undefined, bytes }] : [];
  });
  return found.sort((a, b) => compareText(b.date, a.date) || compareText(b.name, a.name));
}

export function backupName(date: string, occasion = ''): string {
  return `daymark-${date}${occasion}.sqlite`;
}

/** Returns true if a backup can be opened and is whole. */
export function isGoodBackup(files: Files, file: string, open: OpenDatabase): boolean {
  const opened = openDatabaseFile(open, files, file);
  if (!('database' in opened)) return false;
  opened.database.close();
  return true;
}

/**
 * Returns the names of the backups to delete: all except the newest `daily` ones, the newest of each of the `weekly` weeks before, and a
 * few made for an occasion. A policy of 0 and 0 still keeps those made for an occasion.
 */
export function expiredBackups(backups: readonly BackupFile[], policy: BackupPolicy): string[] {
  const regular = backups.filter((backup) => !backup.isOccasional);
  const older = regular.slice(policy.daily);
  // The first has none before it, and no week is like that of no date.
  const weekly = older.filter((backup, i) => weekOf(backup.date) !== weekOf(older[i - 1]?.date ?? ''));
  const kept = new Set([
    ...regular.slice(0, policy.daily),
    ...weekly.slice(0, policy.weekly),
    ...backups.filter((backup) => backup.isOccasional).slice(0, occasional),
  ]);
  return backups.filter((backup) => !kept.has(backup)).map((backup) => backup.name);
}

/** Weeks since 1970, from Monday on. */
function weekOf(date: string): number {
  return Math.floor((Date.parse(date) / 86_400_000 + 3) / 7);
}
