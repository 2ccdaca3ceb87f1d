import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from './embeddedError.ts';

/** A user of the system by number, as `spawn` takes it. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns the user to run PostgreSQL as; undefined for the current one. PostgreSQL refuses to run as root.
 * @throws EmbeddedError if that user has no access to the folder
 */
export function systemUser(folder: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = readUser('postgres') ?? readUser('nobody');
  if (!found) throw new EmbeddedError('PostgreSQL refuses to run as root. Start the server as another user.');
  if (!canReach(path.dirname(folder)))
    throw new EmbeddedError(
      `PostgreSQL refuses to run as root, and another user can't reach ${folder}. Set DAYMARK_BACKEND_FOLDER to a folder like /var/lib/daymark-backend, or start the server as another user.`,
    );
  return found;
}

function readUser(name: string): SystemUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid !== undefined && gid !== undefined ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Tells whether every user may enter the folders that lead to a file. */
export function canReach(file: string): boolean {
  for (let at = path.resolve(file); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
