import type { LineChange } from './lines.ts';

/** A change that an agent made to a file with a tool, by its log. */
export interface FileEdit extends LineChange {
  /** The id of the call of the tool: the same for every copy of it, over all files of the tool. */
  readonly key: string;
  /** The session by the tool's own id. */
  readonly session: string;
  /** The working folder of the session. */
  readonly project: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** A whole path, or one relative to `project`. */
  readonly file: string;
  /** `asked`: the call; `done`: its result, which knows better what changed; `failed`: nothing was changed. */
  readonly state: 'asked' | 'done' | 'failed';
}

/** The session made a commit, and its tool wrote down which. */
export interface LoggedCommit {
  readonly session: string;
  readonly project: string;
  /** The object name, whole or the first digits of it. */
  readonly sha: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
