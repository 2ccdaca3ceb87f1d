import type { components } from '@octokit/openapi-types';
import { githubStateSchema, type GithubState } from '../../../core/github/githubState.ts';
import { ScopeLost } from '../failures.ts';
import type { SyncSession } from '../session.ts';

const etagKey = 'account';

/** Determines the token's account. The state continues if account, host, and scope are the same; otherwise a new one begins. */
export async function readAccount({ client, request }: SyncSession): Promise<GithubState> {
  const { state, host, isPrivate } = request;
  const before = state?.host === host && state.isPrivate === isPrivate ? structuredClone(state) : undefined;
  const { data, etag } = await client.get('/user', {}, before?.etags[etagKey]);
  // Reported for tokens with scopes; others fail when reading is not allowed.
  if (isPrivate && client.scopes && !client.scopes.includes('repo')) throw new ScopeLost('the scope repo is gone');
  // Unchanged by its ETag, which is of the token's own account.
  if (data === undefined && before) return before;
  const { id, login, avatar_url: avatar } = data as components['schemas']['private-user'];
  const account = githubStateSchema.shape.account.parse({ id, login, avatar });
  if (before && before.account.id === account.id)
    return { ...before, account, etags: { ...before.etags, ...tag(etag) } };
  const firstSince = client.now() - request.firstReachMs;
  return {
    host,
    account,
    isPrivate,
    firstSince,
    through: {},
    skipped: {},
    etags: tag(etag),
    repos: [],
    pushed: {},
    open: [],
    running: {},
    off: [],
  };
}

function tag(etag: string | undefined): Record<string, string> {
  return etag === undefined ? {} : { [etagKey]: etag };
}
