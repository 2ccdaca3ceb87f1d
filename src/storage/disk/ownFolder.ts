import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** File mode for our files, since a person's activity is private. The umask can only remove permissions. */
export const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/**
 * Creates one of our folders and its parents for the owner only, and removes others' access from a folder that an earlier version created.
 * Windows has no such permissions: there, the user's profile is the boundary. Throws Node's error if the folder can't be created.
 */
export function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: ownerOnlyFolder });
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return;
  try {
    chmodSync(folder, ownerOnlyFolder);
  } catch {
    // It belongs to someone else, or its file system has no permissions. Files that we write into it have their own.
  }
}
