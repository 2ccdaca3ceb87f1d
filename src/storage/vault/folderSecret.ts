import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import { keyLength } from './cipher.ts';
import type { Files } from '../disk/files.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';

/**
 * A secret that lies in the folder itself, readable by its owner only; for environments whose `SecretStorage` doesn't last or differs
 * from client to client. It keeps names out of copies of single files, not from someone who has the whole folder.
 * @returns the same 32 bytes in every window
 */
export function folderSecret(folder: string, files: Files = nodeFiles): Uint8Array {
  const file = path.join(folder, 'vault', 'secret');
  const isThere = (): Uint8Array | undefined => {
    const bytes = files.read(file);
    return bytes?.length === keyLength ? bytes : undefined;
  };
  for (let tries = 0; tries < 50; tries++) {
    const secret = isThere() ?? make(files, file);
    if (secret) return secret;
    // Another window is writing it at this moment.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
  }
  throw new AppError('storage-damaged', 'The file with the key of the names is damaged.');
}

function make(files: Files, file: string): Uint8Array | undefined {
  const secret = randomBytes(keyLength);
  files.makeFolder(path.dirname(file));
  try {
    files.create(file, secret);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  files.sync(file);
  return secret;
}
