import type { ActivityKind } from '../../core/facts/activity.ts';
import { dayMs, type TimeRange } from '../../core/time/days.ts';
import { durationInWords } from '../../core/base/format.ts';
import {
  codeHostEventOf,
  type FiledEvent,
  type CodeHostEventKind,
  type CiRun,
} from '../../core/codeHosts/codeHostEvent.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { FeedItem } from '../../core/views/views.ts';
import type { Context } from '../context.ts';
import type { ProjectNaming } from '../feedItems.ts';
import { ofKind, readCodeHosts, readTimed } from './events.ts';
import { readCommits } from './readCommits.ts';
import type { SeenCommit } from './seenCommits.ts';
import { firstReviews } from './waits.ts';

/**
 * Pull requests opened before or after a stretch may explain its commits, and later reviews its pull requests. They are read within this
 * distance, in ms.
 */
const aroundMs = 30 * dayMs;
/** A run that is older than this and never ended was lost sight of, ms. */
const runsAtMostMs = 3 * dayMs;

/** GitHub events, and commits that were made here. */
export interface GithubPart {
  /** The number of documents it was made from. */
  readonly read: number;
  items(nameOf: ProjectNaming): FeedItem[];
}

/** Commits of a range, made here or seen on GitHub, and what else happened there, as items of the feed, with their links. */
export function readGithubPart(reader: ActivityReader, { from, to }: TimeRange, { now, t }: Context): GithubPart {
  const events = readCodeHosts(reader, { from, to });
  const [before, after] = [
    { from: from - aroundMs, to: from },
    { from: to, to: to + aroundMs },
  ];
  const pulls = [before, after].flatMap((range) => eventsOf(reader, range, 'pull'));
  const reviews = [...events, ...eventsOf(reader, after, 'review')];
  const firstReview = firstReviews(ofKind(reviews, 'review'));
  const commits = readCommits(reader, { from, to }, [...pulls, ...events]);
  const rest = [
    ...ofKind(events, 'run').map((run) => runItem(run, now)),
    ...events.flatMap((event) => talkItem(event, { reader, t, firstReview })),
  ];
  return {
    read: pulls.length + reviews.length + commits.length + rest.length,
    items: (nameOf) => [...commits.map((commit) => commitItem(commit, nameOf)), ...rest],
  };
}

function eventsOf(reader: ActivityReader, range: TimeRange, kind: CodeHostEventKind): FiledEvent[] {
  return readTimed(reader, range, new Set([kind])).map(({ event }) => event);
}

function startOf(event: FiledEvent): number {
  switch (event.kind) {
    case 'commit':
      return event.authoredAt;
    case 'run':
      return event.startedAt;
    case 'pull':
    case 'issue':
      return event.createdAt;
    case 'ending':
    case 'review':
    case 'comment':
      return event.at;
  }
}

const base = { source: 'github', errors: 0 } as const;

/** Returns true if an item is a commit, by its id. */
export function isCommitId(id: string): boolean {
  return id.startsWith('commit:') || id.startsWith('github:commit:');
}

/** A commit made here is shown under its local project; a link leads to GitHub. */
function commitItem(commit: SeenCommit, nameOf: ProjectNaming): FeedItem {
  const { id, subject, branch, additions, deletions = 0, repo, project, url, authoredAt } = commit;
  const size = additions === undefined ? '' : `+${additions} −${deletions}`;
  return {
    ...base,
    source: url === undefined ? 'editor' : 'github',
    id,
    kind: 'coding',
    title: subject,
    detail: [branch, size].filter((part) => part !== '').join(' · '),
    project: project === undefined ? repo : nameOf(project),
    ...(url !== undefined && { url }),
    start: authoredAt,
    durationMs: 0,
  };
}

function runItem(
  { id, workflow, branch, repo, url, startedAt, endedAt, conclusion }: FiledEvent<CiRun>,
  now: number,
): FeedItem {
  const isLost = endedAt === undefined && now - startedAt > runsAtMostMs;
  const outcomes = { passed: 'passed', failed: 'failed', stopped: 'unknown' } as const;
  return {
    ...base,
    id,
    kind: 'testing',
    title: workflow,
    detail: branch,
    project: repo,
    url,
    start: startedAt,
    durationMs: endedAt === undefined ? (isLost ? 0 : null) : endedAt - startedAt,
    outcome: conclusion ? outcomes[conclusion] : isLost ? 'unknown' : 'running',
  };
}

interface GithubFeedContext {
  readonly reader: ActivityReader;
  readonly t: Translate;
  readonly firstReview: ReadonlyMap<string, number>;
}

/** Returns items for pull requests, issues, their closing, and comments that the person made or received. */
function talkItem(event: FiledEvent, telling: GithubFeedContext): FeedItem[] {
  if (event.kind === 'commit' || event.kind === 'run') return [];
  const entry = talkOf(event, telling);
  if (!entry) return [];
  const { kind, title, detail } = entry;
  const { id, repo: project, url } = event;
  const start = startOf(event);
  return [{ ...base, id, kind, title, ...(detail && { detail }), project, url, start, durationMs: 0 }];
}

interface GithubFeedText {
  readonly kind: ActivityKind;
  readonly title: string;
  readonly detail?: string;
}

function talkOf(
  event: Exclude<FiledEvent, { kind: 'commit' | 'run' }>,
  { reader, t, firstReview }: GithubFeedContext,
): GithubFeedText | undefined {
  const { number } = event;
  switch (event.kind) {
    case 'pull': {
      if (!event.isMine) return undefined;
      const reviewed = firstReview.get(event.id);
      const wait =
        reviewed === undefined ? '' : t('first review after {0}', durationInWords(reviewed - event.createdAt, t));
      const size = `+${event.additions} −${event.deletions}`;
      const detail = [event.title, size, wait].filter((part) => part !== '').join(' · ');
      return { kind: 'coding', title: t('Opened pull request #{0}', number), detail };
    }
    case 'issue':
      return event.isMine
        ? { kind: 'planning', title: t('Opened issue #{0}', number), detail: event.title }
        : undefined;
    case 'ending':
      return endingOf(event, reader, t);
    case 'review': {
      const verdicts = {
        approved: t('approved'),
        changes: t('changes requested'),
        commented: t('commented'),
        dismissed: t('dismissed'),
      };
      const title = event.isMine
        ? t('Reviewed pull request #{0}', number)
        : t('{0} reviewed pull request #{1}', event.author, number);
      return { kind: 'reviewing', title, detail: verdicts[event.verdict] };
    }
    case 'comment':
      return {
        kind: 'reviewing',
        title: event.isMine ? t('Commented on #{0}', number) : t('{0} commented on #{1}', event.author, number),
      };
  }
}

function endingOf(
  { about, of, how, number, at }: Extract<FiledEvent, { kind: 'ending' }>,
  reader: ActivityReader,
  t: Translate,
): GithubFeedText | undefined {
  const document = reader.document(about);
  const thing = document && codeHostEventOf(document);
  if (!thing || (thing.kind !== 'pull' && thing.kind !== 'issue')) return undefined;
  const concerns = thing.isMine || (thing.kind === 'issue' && thing.isAssigned);
  if (!concerns) return undefined;
  const title =
    of === 'issue'
      ? t('Issue #{0} was closed', number)
      : how === 'merged'
        ? t('Pull request #{0} was merged', number)
        : t('Pull request #{0} was closed', number);
  const time = durationInWords(at - thing.createdAt, t);
  return { kind: of === 'issue' ? 'planning' : 'coding', title, detail: `${thing.title} · ${t('after {0}', time)}` };
}
