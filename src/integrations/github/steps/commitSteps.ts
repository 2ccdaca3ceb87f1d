import { dayMs } from '../../../core/time/days.ts';
import type { SyncedRepo } from '../../../core/github/githubState.ts';
import { commitDocument, commitRev, type CommitSource, type RestCommit } from '../commits.ts';
import { documentId } from '../documents.ts';
import { statusOf } from '../failures.ts';
import { sizesAtOnce, sizesQuery, type SizeNode } from '../queries.ts';
import type { Step, SyncSession } from '../session.ts';
import { eachPage, isoTime } from './pages.ts';

/** A commit may be pushed long after it was made, and lists are by creation time: they overlap the last reading by this much, in ms. */
const lateMs = 14 * dayMs;

/** A step for each repository that was pushed to since its commits were read. */
export function commitSteps(session: SyncSession): Step[] {
  const { repos, through } = session.state;
  const isDue = ({ name, pushedAt }: SyncedRepo): boolean => {
    const key = `commits:${name}`;
    if (session.isSkipped(key, pushedAt)) return false;
    return pushedAt >= (through[key] === undefined ? session.firstSince : session.since(key));
  };
  return repos
    .filter((repo) => isDue(repo) && !session.isOff(repo.name))
    .map((repo) => ({
      key: `commits:${repo.name}`,
      what: 'commits',
      repo: repo.name,
      run: () => readBranches(session, repo),
    }));
}

async function readBranches(session: SyncSession, repo: SyncedRepo): Promise<void> {
  const pushed = session.state.pushed[repo.name] ?? {};
  const since = session.since(`commits:${repo.name}`, lateMs);
  const recent = Object.keys(pushed).filter(
    (branch) => (pushed[branch] ?? 0) >= since && branch !== repo.defaultBranch,
  );
  const branches = [repo.defaultBranch, ...recent];
  const missing: string[] = [];
  for (const branch of branches) {
    try {
      await readCommits(session, { repo, branch }, since);
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      missing.push(branch);
      // None of its branches exists: the repository itself is gone.
      if (missing.length === branches.length) throw error;
    }
  }
  // Deleted, as after a merge: its valuable commits are on another one. Even the default branch may be missing, if not pushed yet.
  for (const branch of missing) delete pushed[branch];
}

async function readCommits(session: SyncSession, source: CommitSource, since: number): Promise<void> {
  const [owner, repo] = source.repo.name.split('/');
  const { login } = session.state.account;
  const params = { owner, repo, sha: source.branch, author: login, since: isoTime(since) };
  try {
    await eachPage<RestCommit[]>(session, { route: '/repos/{owner}/{repo}/commits', params }, async (page) => {
      await keepCommits(session, source, page);
      return true;
    });
  } catch (error) {
    // A repository without any commit.
    if (statusOf(error) !== 409) throw error;
  }
}

async function keepCommits(session: SyncSession, source: CommitSource, page: readonly RestCommit[]): Promise<void> {
  const { reader } = session;
  const idOf = ({ sha }: RestCommit): string => documentId(`commit:${sha}`, reader);
  const known = await session.known(page.map(idOf));
  const full = commitRev(source.repo, source.branch, true);
  const news = page.filter((commit) => (known.get(idOf(commit)) ?? 0) < full);
  const sizes = await sizesOf(session, news);
  await session.keep(
    session.each(news, (commit) => commitDocument(commit, source, { size: sizes.get(commit.node_id), reader })),
  );
}

/** Sizes by node id. A server that does not tell them (an old GraphQL, a token without leave) costs the sizes, not the commits. */
async function sizesOf(
  { client }: SyncSession,
  commits: readonly RestCommit[],
): Promise<ReadonlyMap<string, SizeNode>> {
  if (commits.length === 0) return new Map();
  const ids = commits.slice(0, sizesAtOnce).map(({ node_id: id }) => id);
  const { nodes } = await client.graphql<{ nodes: readonly (SizeNode | null)[] }>(sizesQuery, { ids });
  return new Map(nodes.flatMap((node) => (node ? [[node.id, node] as const] : [])));
}
