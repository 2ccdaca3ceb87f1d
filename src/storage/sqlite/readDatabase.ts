import type { Files } from '../disk/files.ts';

/** No database of sql.js is nearly as long, in bytes: it has to fit into memory several times. */
const largestFile = 2 ** 30;

/** Reads the bytes of a database; undefined where there is no file, `unfit` where something else has its name. */
export function readDatabase(files: Files, file: string): Uint8Array | 'unfit' | undefined {
  const { isFile = true, size = 0 } = files.stat(file) ?? {};
  return isFile && size <= largestFile ? files.read(file) : 'unfit';
}
