import type { PriceOverrides } from '../../core/prices/modelPrices.ts';
import { workOf } from '../agentWork.ts';
import type { SessionLog } from '../sessions.ts';
import { attribute, noLines, type RepositoryEdit, type RepositoryState } from './attribute.ts';
import { chainOf, type GitHistory } from './history.ts';
import { legsOf, type Leg, type SessionCommit } from './legs.ts';
import type { AgentResult } from './resultRecords.ts';

/** A repository in which sessions worked. */
export interface SessionRepository extends RepositoryState {
  /** A file of an edit relative to the root; undefined for one that is elsewhere. */
  readonly pathOf: (project: string, file: string) => string | undefined;
}

export interface FoundResult {
  readonly id: string;
  readonly result: AgentResult;
}

interface ResultOptions {
  readonly prices: PriceOverrides;
  readonly dayOf: (at: number) => string;
}

/** A commit is attributed to a session by its branch until this long after the session's last sign, in ms. */
const soonMs = 30 * 60_000;
/** git has whole seconds: a commit may be as late as the last millisecond of its second. */
const secondMs = 999;
/** Commits that are kept of one session. */
const mostCommits = 200;

/**
 * The results of sessions.
 * @param sessions that worked in one repository
 * @param repository undefined if none is readable: then only cost and time by branch are known
 */
export function resultsOf(
  sessions: readonly SessionLog[],
  repository: SessionRepository | undefined,
  { prices, dayOf }: ResultOptions,
): FoundResult[] {
  const edits = sessions.flatMap((one) => (repository ? editsIn(one, repository) : []));
  const found = repository && attribute(edits, repository);
  const own = Map.groupBy(edits, ({ owner }) => owner);
  return sessions.map((one) => {
    const lines = found && (found.outcomes.get(one.id) ?? noLines);
    const shares = found?.commits.get(one.id) ?? [];
    const known: SessionCommit[] = shares.map(({ sha, authoredAt }) => ({
      sha,
      at: authoredAt + secondMs,
      by: 'lines',
    }));
    const commits = repository
      ? withOthers(one, known, { history: repository.history, edits: own.get(one.id) ?? [] })
      : [];
    const legs = legsOf({ entries: one.entries, work: workOf(one.moments), commits, prices, dayOf });
    const times = one.entries.map(({ at }) => at);
    return {
      id: one.id,
      result: {
        start: Math.min(...times),
        end: Math.max(...times),
        ...(one.project !== '' && { project: one.project }),
        legs: legs.map(recordedLeg),
        ...(lines && { lines }),
        commits: shares
          .slice(-mostCommits)
          .map((share) => ({ sha: share.sha, at: share.authoredAt, lines: share.lines })),
      },
    };
  });
}

function editsIn({ id, edits }: SessionLog, { pathOf }: SessionRepository): RepositoryEdit[] {
  return edits.flatMap(({ project, file, at, added, removed }) => {
    const path = pathOf(project, file);
    return path === undefined ? [] : [{ owner: id, at, file: path, added, removed }];
  });
}

interface CommitSources {
  readonly history: GitHistory;
  readonly edits: readonly RepositoryEdit[];
}

/** Adds the commits that the tool logged; without those and without known lines, the user's own on the session's branch. */
function withOthers(
  { commits, entries, moments }: SessionLog,
  byLines: readonly SessionCommit[],
  { history, edits }: CommitSources,
): SessionCommit[] {
  const logged = commits.flatMap(({ sha, at }): SessionCommit[] => {
    const full = [...history.commits.keys()].find((one) => one.startsWith(sha));
    return full === undefined ? [] : [{ sha: full, at, by: 'logged' }];
  });
  const known = [...logged, ...byLines.filter(({ sha }) => !logged.some((one) => one.sha === sha))];
  if (known.length > 0) return known;
  const files = new Set(edits.map(({ file }) => file));
  const branches = new Set(entries.flatMap(({ branch }) => branch ?? []));
  const times = moments.map(({ at }) => at);
  const [from, to] = [Math.min(...times), Math.max(...times) + soonMs];
  return history.tips
    .filter(({ name }) => branches.has(name))
    .flatMap((tip) => chainOf(history, tip))
    .filter(({ author, authoredAt }) => author === history.own && authoredAt >= from && authoredAt <= to)
    .filter((commit) => files.size === 0 || commit.files.some(({ path }) => files.has(path)))
    .map(({ sha, authoredAt }) => ({ sha, at: authoredAt + secondMs, by: 'branch' }));
}

function recordedLeg({ at, branch, commit, by, workMs, totals }: Leg): AgentResult['legs'][number] {
  return {
    at,
    ...(branch !== undefined && { branch }),
    ...(commit !== undefined && { commit }),
    ...(by !== undefined && { by }),
    workMs,
    ...totals,
    costUsd: Math.round(totals.costUsd * 1e8) / 1e8,
  };
}
