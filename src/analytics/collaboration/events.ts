import type { TimeRange } from '../../shared/days.ts';
import { githubEventOf, type Filed, type GithubEvent, type GithubKind } from '../../shared/githubEvent.ts';
import {
  githubChoiceId,
  githubStateId,
  githubStateOf,
  repositoriesOff,
  type GithubState,
} from '../../shared/githubState.ts';
import type { ActivityReader } from '../../shared/reader.ts';

/** What began on GitHub in a range, without the repositories that are switched off. */
export function readGithub(reader: ActivityReader, range: TimeRange): Filed[] {
  const off = new Set(repositoriesOff(reader.document(githubChoiceId)));
  const events = reader.documents('github', range).flatMap((document) => githubEventOf(document) ?? []);
  return off.size === 0 ? events : events.filter(({ repo }) => !off.has(repo));
}

/** The events of one kind. */
export function ofKind<K extends GithubKind>(
  events: readonly Filed[],
  kind: K,
): Filed<Extract<GithubEvent, { kind: K }>>[] {
  return events.filter((event) => event.kind === kind) as Filed<Extract<GithubEvent, { kind: K }>>[];
}

/** How far the sync has come; undefined where GitHub was never connected. */
export function githubState(reader: ActivityReader): GithubState | undefined {
  return githubStateOf(reader.document(githubStateId));
}
