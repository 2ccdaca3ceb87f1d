import { jsonOf } from '../core/base/jsonOf.ts';
import { privacyFile } from '../hub/discovery.ts';
import { readOwnFile } from '../hub/ownFile.ts';
import type { PrivacySettings } from '../tracking/heartbeats/heartbeatPrivacy.ts';

/**
 * The exclusions that VS Code left in the data folder, and those that the command line adds.
 * @param excluded globs
 */
export function hubPrivacy(folder: string, excluded: readonly string[]): PrivacySettings {
  const text = readOwnFile(privacyFile(folder));
  const found = text === undefined ? {} : jsonOf(text);
  // An unreadable file excludes everything, since its exclusions must not be recorded.
  if (typeof found !== 'object' || found === null) return { exclude: ['**'], hideFileNames: [] };
  const { exclude, hideFileNames } = found as { readonly exclude?: unknown; readonly hideFileNames?: unknown };
  const listed: unknown[] = Array.isArray(exclude) ? exclude : exclude === undefined ? [] : [exclude];
  return { exclude: [...listed, ...excluded], hideFileNames };
}
