import type { Clock } from '../core/base/clock.ts';
import { privacyNow } from './privacy.ts';

/**
 * Makes the test whether a folder is excluded, by the same rules as for tracking: patterns and ignore files.
 * @param exclude the setting `privacy.exclude`
 */
export function excludedFolders(exclude: readonly string[], clock: Clock): (folder: string) => boolean {
  const privacy = privacyBy({ exclude, hideFileNames: [] }, clock);
  // As a project, and as a folder within one, whose ignore files are further up.
  return (folder) => [{ project: folder }, { file: folder }].some((where) => privacy.judge(where) === 'excluded');
}

/** The settings `privacy.exclude` and `privacy.hideFileNames`. */
export interface NamePatterns {
  readonly exclude: readonly string[];
  readonly hideFileNames: readonly string[];
}

/**
 * Makes the test whether the name of a file must not be shown, by the same rules as for tracking.
 * @param project the folder that the file is used from; may be empty
 */
export function hiddenFiles(patterns: NamePatterns, project: string, clock: Clock): (file: string) => boolean {
  const privacy = privacyBy(patterns, clock);
  return (file) => privacy.judge({ file, ...(project !== '' && { project }) }) !== 'open';
}

function privacyBy({ exclude, hideFileNames }: NamePatterns, clock: Clock): ReturnType<typeof privacyNow> {
  const settings = { 'privacy.exclude': exclude, 'privacy.hideFileNames': hideFileNames };
  return privacyNow({ get: ((key: keyof typeof settings) => settings[key]) as never }, clock);
}
