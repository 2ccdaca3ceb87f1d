/** One heartbeat from another program, in any protocol. */
export interface Heartbeat {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The program, such as `vim`; lower case, see `appOf`. */
  readonly app: string;
  /** Name of the machine; empty when it isn't known. */
  readonly machine: string;
  /** Path of the file, or a URL, domain, or name of an application. */
  readonly entity: string;
  readonly type: 'file' | 'app' | 'domain' | 'url';
  /** As named by WakaTime; absent for coding. */
  readonly category?: string | undefined;
  readonly project?: string | undefined;
  /** The number of slashes in the path of the project's root, including one at its end. */
  readonly rootSlashes?: number | undefined;
  readonly branch?: string | undefined;
  readonly language?: string | undefined;
  readonly isWrite: boolean;
  /** Lines added (or removed, below zero) since the last heartbeat, by the person and by an AI tool. */
  readonly humanLines: number;
  readonly aiLines: number;
}

const appForm = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/**
 * The program behind a user agent of WakaTime's clients, in lower case: of `wakatime/v2 (linux) go1.26 vim/9.1 vim-wakatime/11.3` it is
 * `vim`. `unknown` where none is named.
 */
export function appOf(userAgent: string): string {
  const words = userAgent.toLowerCase().split(/\s+/);
  const plugin = words.map((word) => /^(.+)-wakatime(?:\/|$)/.exec(word)?.[1]).findLast(Boolean);
  const name = plugin ?? words.at(-1)?.split('/')[0] ?? '';
  return appForm.test(name) ? name : 'unknown';
}
