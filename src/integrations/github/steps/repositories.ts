import type { components } from '@octokit/openapi-types';
import type { SyncedRepo } from '../../../core/github/githubState.ts';
import { isRepositoryName } from '../../../core/github/hookEvent.ts';
import { instant } from '../documents.ts';
import type { SyncSession } from '../session.ts';
import { eachPage } from './pages.ts';

type RestRepository = components['schemas']['repository'];

/** Repositories that anybody pushed to since the last sync, the latest first; older ones hold nothing new. */
export async function readRepositories(session: SyncSession): Promise<void> {
  const since = session.since('repositories');
  const visibility = session.request.isPrivate ? 'all' : 'public';
  const params = { sort: 'pushed', direction: 'desc', visibility };
  await eachPage<RestRepository[]>(session, { route: '/user/repos', params, etagKey: 'repositories' }, async (page) => {
    // A name becomes a part of addresses, and a key of the state.
    const repos = page.map(repoOf).filter(({ name }) => isRepositoryName(name));
    merge(
      session.state.repos,
      repos.filter(({ pushedAt }) => pushedAt >= since),
    );
    return repos.every(({ pushedAt }) => pushedAt >= since);
  });
}

function repoOf(repo: RestRepository): SyncedRepo {
  const { full_name: name, default_branch: defaultBranch, pushed_at: pushedAt, private: isPrivate } = repo;
  return { name, defaultBranch, pushedAt: pushedAt ? instant(pushedAt) : 0, isPrivate };
}

function merge(repos: SyncedRepo[], news: readonly SyncedRepo[]): void {
  for (const repo of news) {
    const at = repos.findIndex(({ name }) => name === repo.name);
    if (at < 0) repos.push(repo);
    else repos[at] = repo;
  }
}
