import { statSync } from 'node:fs';
import path from 'node:path';

/**
 * Identifies the code that computes figures, so that cached days are only used by the same code: size and time of the file that the worker
 * and the programs share.
 * @param bundles the folder of the bundles
 * @returns "" where they are not built
 */
export function codeVersion(bundles: string): string {
  const stat = statSync(path.join(bundles, 'shared.cjs'), { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : '';
}
