import type { Clock } from '../../core/base/clock.ts';
import type { DocumentFact } from '../../core/facts/facts.ts';
import { githubDocumentId, githubStateId, type GithubState } from '../../core/github/githubState.ts';
import type { CodeHostEvent } from '../../core/codeHosts/codeHostEvent.ts';

/** The account that is read, and its host. Determines what belongs to the person and the ids of documents. */
export interface Reader {
  readonly host: string;
  readonly login: string;
  readonly clock: Pick<Clock, 'utcOffset'>;
}

/** Basis for turning an event into a document. Times are in ms since the epoch. */
export interface DocumentOptions {
  /** Kind and GitHub's own id of it, such as `commit:<sha>`. */
  readonly key: string;
  /**
   * Only based on GitHub's data (usually when it last changed), never on the time of the request. So the same state is the same document,
   * however often and in whatever order it is fetched.
   */
  readonly rev: number;
  readonly start: number;
  readonly end?: number;
}

/** The id of the document of a thing, by its kind and GitHub's own id of it. */
export function documentId(key: string, { host }: Pick<Reader, 'host'>): string {
  return githubDocumentId(key, host);
}

/** An event as the document that keeps it. */
export function documentOf(
  event: CodeHostEvent,
  { key, rev, start, end = start }: DocumentOptions,
  reader: Reader,
): DocumentFact {
  return {
    type: 'document',
    collection: 'github',
    id: documentId(key, reader),
    rev,
    at: end,
    start,
    end: Math.max(start, end),
    offset: reader.clock.utcOffset(start),
    body: JSON.stringify(event),
  };
}

/** The state of the sync as a document. */
export function stateDocument(state: GithubState, rev: number, at: number): DocumentFact {
  const times = { start: 0, end: 0, offset: 0 };
  return { type: 'document', collection: 'github', id: githubStateId, rev, at, ...times, body: JSON.stringify(state) };
}

/** An instant as GitHub writes it, in ms since the epoch. */
export function instant(text: string): number {
  return Date.parse(text);
}

/** Returns true if an account is a bot: its activity is neither the person's work nor an answer to it. */
export function isBot(
  account: { readonly type?: string; readonly __typename?: string; readonly login?: string } | null,
): boolean {
  return account?.type === 'Bot' || account?.__typename === 'Bot' || (account?.login?.endsWith('[bot]') ?? false);
}

/** Logins are the same in upper and lower case. */
export function isSame(login: string | undefined, other: string): boolean {
  return login?.toLowerCase() === other.toLowerCase();
}
