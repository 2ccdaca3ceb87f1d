import type { Clock } from '../core/base/clock.ts';
import { privacyNow } from './privacy.ts';

/**
 * Makes the test whether a folder is excluded, by the same rules as for tracking: patterns and ignore files.
 * @param exclude the setting `privacy.exclude`
 */
export function excludedFolders(exclude: readonly string[], clock: Clock): (folder: string) => boolean {
  const settings = { 'privacy.exclude': exclude, 'privacy.hideFileNames': [] };
  const privacy = privacyNow({ get: ((key: keyof typeof settings) => settings[key]) as never }, clock);
  // As a project, and as a folder within one, whose ignore files are further up.
  return (folder) => [{ project: folder }, { file: folder }].some((where) => privacy.judge(where) === 'excluded');
}
