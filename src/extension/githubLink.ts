import type { HookEvent } from '../core/github/hookEvent.ts';
import { perWindow } from './perWindow.ts';

/** Changes on GitHub that webhooks report, for the feature that reads it. */
export interface GithubLink {
  /**
   * Reads from GitHub what has changed.
   * @param changes undefined for a whole sync, since it isn't known what was missed
   * @returns false if it should be tried again later
   */
  readChanges?: (changes: readonly HookEvent[] | undefined, signal: AbortSignal) => Promise<boolean>;
}

export const githubLink = perWindow((): GithubLink => ({}));
