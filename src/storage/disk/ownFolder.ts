import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** What a person did is nobody else's business: files that we make. The umask can only take rights away. */
export const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/**
 * Makes a folder of ours, with those above it, for its owner alone; takes the rights of others from one that an earlier version made.
 * Windows has no such rights: there the user's profile is the boundary. Throws Node's error where the folder cannot be made.
 */
export function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: ownerOnlyFolder });
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return;
  try {
    chmodSync(folder, ownerOnlyFolder);
  } catch {
    // It belongs to someone else, or its file system knows no rights. What we write into it has rights of its own.
  }
}
