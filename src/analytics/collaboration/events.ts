import type { TimeRange } from '../../core/time/days.ts';
import type { DocumentFact } from '../../core/facts/facts.ts';
import {
  codeHostEventOf,
  type FiledEvent,
  type CodeHostEvent,
  type CodeHostEventKind,
} from '../../core/codeHosts/codeHostEvent.ts';
import {
  githubChoiceId,
  githubStateId,
  githubStateOf,
  repositoriesOff,
  type GithubState,
} from '../../core/github/githubState.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';

/** An event with the UTC offset that held for the person when it began, in minutes. */
export interface TimedEvent {
  readonly event: FiledEvent;
  readonly offset: number;
}

/** Returns what began on code hosts in a range, without repositories that are turned off. */
export function readCodeHosts(reader: ActivityReader, range: TimeRange): FiledEvent[] {
  return readTimed(reader, range).map(({ event }) => event);
}

/** Like `readCodeHosts`, with offsets. @param kinds all if omitted */
export function readTimed(
  reader: ActivityReader,
  range: TimeRange,
  kinds?: ReadonlySet<CodeHostEventKind>,
): TimedEvent[] {
  const off = new Set(repositoriesOff(reader.document(githubChoiceId)));
  // The id reveals the kind before the document is read.
  const prefixes = kinds && Array.from(kinds, (kind) => `github:${kind}:`);
  return reader.documents('github', range, prefixes).flatMap((document) => {
    const event = parsed(document);
    return event && !off.has(event.repo) ? [{ event, offset: document.offset }] : [];
  });
}

interface ParsedDocument {
  readonly body: string;
  readonly event: FiledEvent | undefined;
}

/** A month of events is read at each refresh, and few of them have changed since the last one. */
const parsedBefore = new Map<string, ParsedDocument>();
const parsedAtMost = 20_000;

function parsed(document: DocumentFact): FiledEvent | undefined {
  const { id, body } = document;
  const known = parsedBefore.get(id);
  if (known?.body === body) return known.event;
  if (parsedBefore.size >= parsedAtMost) parsedBefore.clear();
  const event = codeHostEventOf(document);
  parsedBefore.set(id, { body, event });
  return event;
}

/** The events of one kind. */
export function ofKind<K extends CodeHostEventKind>(
  events: readonly FiledEvent[],
  kind: K,
): FiledEvent<Extract<CodeHostEvent, { kind: K }>>[] {
  return events.filter((event) => event.kind === kind) as FiledEvent<Extract<CodeHostEvent, { kind: K }>>[];
}

/** Returns true if a document is a pull request that the person opened. */
export function isOwnPull(reader: ActivityReader, id: string): boolean {
  const document = reader.document(id);
  const event = document && codeHostEventOf(document);
  return event?.kind === 'pull' && event.isMine;
}

/** Returns the state of the sync; undefined if GitHub was never connected. */
export function githubState(reader: ActivityReader): GithubState | undefined {
  return githubStateOf(reader.document(githubStateId));
}
