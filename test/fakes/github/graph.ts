import type { World, WorldItem, WorldReply } from './world.ts';

interface Variables {
  readonly ids: readonly string[];
  readonly reviewsAfter?: string;
  readonly commentsAfter?: string;
}

const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const pageSize = 100;

/** Answers the two GraphQL questions that the sync asks, by the names of their operations. */
export function answerGraph(world: World, text: string): object {
  const { query, variables } = JSON.parse(text) as { query: string; variables: Variables };
  if (variables.ids.length > 100) return { data: null, errors: [{ type: 'ARGUMENT_LIMIT', message: 'too many ids' }] };
  const nodes = /^query Sizes\b/.test(query)
    ? variables.ids.map((id) => sizeOf(world, id))
    : variables.ids.map((id) => detailsOf(world, id, variables));
  const errors = nodes.flatMap((node, i) =>
    node ? [] : [{ type: 'NOT_FOUND', path: ['nodes', i], message: `no node ${variables.ids[i]}` }],
  );
  return { data: { nodes }, ...(errors.length > 0 && { errors }) };
}

function sizeOf({ commits }: World, id: string): object | null {
  const commit = commits.find(({ sha }) => id === `C_${sha}`);
  return commit ? { __typename: 'Commit', id, additions: commit.additions, deletions: commit.deletions } : null;
}

function detailsOf(world: World, id: string, variables: Variables): object | null {
  const item = world.items.find(({ node }) => node === id);
  if (!item) return null;
  const { repo, number, title, author, createdAt, updatedAt, closedAt, replies, of } = item;
  const url = `https://github.example/${repo}/${of === 'pull' ? 'pull' : 'issues'}/${number}`;
  const comments = replies.filter(({ verdict }) => verdict === undefined);
  const common = {
    id,
    number,
    title,
    url,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    closedAt: closedAt === undefined ? null : iso(closedAt),
    author: actor(author),
    repository: { nameWithOwner: repo, isPrivate: world.repos.find(({ name }) => name === repo)?.isPrivate ?? false },
    comments: pageOf(comments, variables.commentsAfter, (reply) => ({ ...said(reply, url), createdAt: iso(reply.at) })),
  };
  if (of === 'pull') return { ...common, ...pullOf(item, url, variables) };
  const assignees = { nodes: item.assignees.map((login) => ({ login })) };
  return { __typename: 'Issue', ...common, issueState: closedAt === undefined ? 'OPEN' : 'CLOSED', assignees };
}

function pullOf(item: WorldItem, url: string, { reviewsAfter }: Variables): object {
  const { closedAt, isMerged, isDraft = false, size = [1, 1, 1], mergeSha, shas = [], checks, asked, replies } = item;
  const contexts = {
    nodes: checks ? [{ __typename: 'CheckRun', startedAt: iso(checks.at), completedAt: iso(checks.at) }] : [],
  };
  const rollup = checks ? { state: checks.state, contexts } : null;
  const reviews = replies.filter(({ verdict }) => verdict !== undefined);
  return {
    __typename: 'PullRequest',
    isDraft,
    state: closedAt === undefined ? 'OPEN' : isMerged ? 'MERGED' : 'CLOSED',
    mergedAt: isMerged && closedAt !== undefined ? iso(closedAt) : null,
    additions: size[0],
    deletions: size[1],
    changedFiles: size[2],
    headRefName: item.branch ?? 'feature',
    mergeCommit: mergeSha === undefined ? null : { oid: mergeSha },
    commits: { nodes: shas.slice(-100).map((oid) => ({ commit: { oid } })) },
    head: { nodes: [{ commit: { statusCheckRollup: rollup } }] },
    asked: {
      nodes: asked.map((login) => ({
        createdAt: iso(item.askedAt ?? item.createdAt),
        requestedReviewer: { __typename: 'User', login },
      })),
    },
    reviewRequests: { nodes: asked.map((login) => ({ requestedReviewer: { __typename: 'User', login } })) },
    reviews: pageOf(reviews, reviewsAfter, (reply) => ({
      ...said(reply, url),
      state: reply.verdict,
      submittedAt: iso(reply.at),
      updatedAt: iso(reply.at),
      comments: { totalCount: reply.lines ?? 0 },
    })),
  };
}

function said({ id, by }: WorldReply, url: string): object {
  return { id, url: `${url}#${id}`, author: actor(by) };
}

function actor(login: string): object {
  return { __typename: login.endsWith('[bot]') ? 'Bot' : 'User', login: login.replace(/\[bot\]$/, '') };
}

function pageOf<T>(all: readonly T[], after: string | undefined, map: (one: T) => object): object {
  const from = after === undefined ? 0 : Number(after);
  const to = Math.min(all.length, from + pageSize);
  return { pageInfo: { hasNextPage: to < all.length, endCursor: String(to) }, nodes: all.slice(from, to).map(map) };
}
