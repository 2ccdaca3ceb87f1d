import type { Clock } from '../base/clock.ts';
import type { DocumentFact } from '../facts/facts.ts';
import type { GithubState } from './githubState.ts';
import type { HookEvent } from './hookEvent.ts';

/** Store from which a sync reads what is known, and to which it writes what it finds. Made by the extension, used by the room github. */
export interface SyncStore {
  /** Revisions of those of the documents that are kept, by id. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Keeps events and, after them, how far the sync has come if that is passed. Resolves when both are on disk. */
  save(events: readonly DocumentFact[], state?: GithubState): Promise<void>;
}

/** One sync, from where the last one stopped. */
export interface SyncRequest {
  /** `https://api.github.com`, or `https://<enterprise host>/api/v3`. */
  readonly baseUrl: string;
  readonly host: string;
  readonly token: string;
  /** True if private repositories are read too. */
  readonly isPrivate: boolean;
  /** Repositories that the person switched off. */
  readonly off: readonly string[];
  /** Time that the first sync looks back, ms. */
  readonly firstReachMs: number;
  readonly state: GithubState | undefined;
  readonly store: SyncStore;
  readonly clock: Clock;
  /** Reads only what these say has changed; without a state, everything. The report of the last whole sync stays. */
  readonly changes?: readonly HookEvent[];
  readonly signal: AbortSignal;
  /** Share of the work that is done, 0 to 1, never less than before. */
  readonly onProgress?: (share: number) => void;
}
