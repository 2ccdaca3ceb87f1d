import type { NameMode } from '../ai/aliases.ts';
import { jsonOf } from '../core/base/jsonOf.ts';
import { privacyFile } from '../hub/discovery.ts';
import { readOwnFile } from '../hub/ownFile.ts';
import type { PrivacySettings } from '../tracking/heartbeats/heartbeatPrivacy.ts';

/**
 * The exclusions that VS Code left in the data folder, and those that the command line adds.
 * @param excluded globs
 */
export function hubPrivacy(folder: string, excluded: readonly string[]): PrivacySettings {
  const found = leftIn(folder);
  // An unreadable file excludes everything, since its exclusions must not be recorded.
  if (typeof found !== 'object' || found === null) return { exclude: ['**'], hideFileNames: [] };
  const { exclude, hideFileNames } = found as { readonly exclude?: unknown; readonly hideFileNames?: unknown };
  const listed: unknown[] = Array.isArray(exclude) ? exclude : exclude === undefined ? [] : [exclude];
  return { exclude: [...listed, ...excluded], hideFileNames };
}

/** Returns the stand-ins that MCP clients without the scope `names` get instead of names, from the setting that VS Code left in the data folder. */
export function hubNames(folder: string): NameMode {
  const found = leftIn(folder);
  // An unreadable file means the strictest setting.
  if (typeof found !== 'object' || found === null) return 'none';
  return (found as { readonly names?: unknown }).names === 'none' ? 'none' : 'aliased';
}

/** Reads the setting that VS Code left; undefined for a damaged file. */
function leftIn(folder: string): unknown {
  const text = readOwnFile(privacyFile(folder));
  return text === undefined ? {} : jsonOf(text);
}
