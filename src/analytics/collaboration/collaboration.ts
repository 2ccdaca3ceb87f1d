import { dayMs, type TimeRange } from '../../core/time/days.ts';
import type { FiledEvent, CodeHostEventKind, PullRequest } from '../../core/codeHosts/codeHostEvent.ts';
import { githubReadTo } from '../../core/github/githubState.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { githubState, isOwnPull, ofKind, readTimed } from './events.ts';

/** A pull request that was opened longer before the day than this is not looked for, and an answer that was given longer after it, ms. */
const askedAtMostMs = 14 * dayMs;

/** Something that the person did for the work of a team. */
export interface TeamAction {
  /** `pull`: they opened a pull request, or one of theirs was merged or closed. */
  readonly kind: 'review' | 'comment' | 'pull';
  /** Document of the pull request or issue. */
  readonly about: string;
  readonly at: number;
  /** Minutes east of UTC that held for the person then. */
  readonly offset: number;
}

/** Data from GitHub about working together. Times are in ms since the epoch. */
export interface Collaboration {
  readonly deeds: readonly TeamAction[];
  /** Reviews that waited for the person: from when they were asked to their answer or the pull request's end; Infinity while it is open. */
  readonly waits: readonly { readonly from: number; readonly to: number }[];
  /** The range in which GitHub was read; other times are unknown. */
  readonly known: TimeRange;
}

/** Returns what the person did in a range, and what waited for them; undefined if GitHub was never connected. */
export function readCollaboration(reader: ActivityReader, range: TimeRange): Collaboration | undefined {
  const state = githubState(reader);
  if (!state) return undefined;
  // An answer may be given long after the day on which it was waited for.
  const around = { from: range.from - askedAtMostMs, to: range.to + askedAtMostMs };
  const events = readTimed(reader, around, telling);
  const deeds = events.flatMap(({ event, offset }) => deedOf(event, offset, reader) ?? []);
  const pulls = ofKind(
    events.map(({ event }) => event),
    'pull',
  );
  return {
    deeds: deeds.filter(({ at }) => at >= range.from && at < range.to),
    waits: waitsForMe(
      pulls,
      deeds.filter(({ kind }) => kind === 'review'),
    ),
    known: { from: state.firstSince, to: githubReadTo(state) },
  };
}

/** Commits and runs are the most, and tell nothing here. */
const telling: ReadonlySet<CodeHostEventKind> = new Set(['pull', 'ending', 'review', 'comment']);

function deedOf(event: FiledEvent, offset: number, reader: ActivityReader): TeamAction | undefined {
  switch (event.kind) {
    case 'review':
    case 'comment':
      return event.isMine ? { kind: event.kind, about: event.about, at: event.at, offset } : undefined;
    case 'pull':
      return event.isMine ? { kind: 'pull', about: event.id, at: event.createdAt, offset } : undefined;
    case 'ending':
      return isOwnPull(reader, event.about) ? { kind: 'pull', about: event.about, at: event.at, offset } : undefined;
    case 'issue':
    case 'commit':
    case 'run':
      return undefined;
  }
}

function waitsForMe(pulls: readonly FiledEvent<PullRequest>[], reviews: readonly TeamAction[]): Collaboration['waits'] {
  const reviewsGiven = new Map<string, number[]>();
  for (const { about, at } of reviews) reviewsGiven.set(about, [...(reviewsGiven.get(about) ?? []), at]);
  return pulls.flatMap(({ id, isMine, askedAt, awaitsMe, endedAt }) => {
    if (isMine || askedAt === undefined) return [];
    const answers = (reviewsGiven.get(id) ?? []).filter((at) => at >= askedAt);
    const to = Math.min(...answers, endedAt ?? Infinity);
    // Requested, not answered, and no longer waiting: the request was withdrawn at an unknown time.
    return to === Infinity && !awaitsMe ? [] : [{ from: askedAt, to }];
  });
}
