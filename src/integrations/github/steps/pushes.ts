import { ownValue } from '../../../core/base/ownValue.ts';
import type { GithubState } from '../../../core/github/githubState.ts';
import { isRepositoryName } from '../../../core/github/hookEvent.ts';
import { instant } from '../documents.ts';
import type { SyncSession } from '../session.ts';
import { eachPage } from './pages.ts';

/** The parts of an event that are read. */
interface RestEvent {
  readonly type: string | null;
  readonly created_at: string | null;
  readonly repo: { readonly name: string };
  readonly payload: { readonly ref?: string | null; readonly ref_type?: string };
}

/** GitHub returns the last 300 events. */
const pagesAtMost = 3;

/** The branches that the person pushed to: their commits are read besides the default branch's. */
export async function readPushes(session: SyncSession): Promise<void> {
  const since = session.since('pushes');
  const { pushed, account } = session.state;
  const params = { username: account.login };
  const route = '/users/{username}/events';
  const all: RestEvent[] = [];
  await eachPage<RestEvent[]>(session, { route, params, etagKey: 'pushes', pagesAtMost }, async (events) => {
    all.push(...events);
    return events.every(({ created_at: at }) => at !== null && instant(at) >= since);
  });
  // They come latest first: a branch that was deleted may be pushed to again.
  for (const event of all.toReversed()) note(pushed, event);
}

function note(pushed: GithubState['pushed'], { type, created_at: at, repo, payload }: RestEvent): void {
  const { ref } = payload;
  if (at === null || typeof ref !== 'string') return;
  if (type === 'DeleteEvent' && payload.ref_type === 'branch') {
    const known = ownValue(pushed, repo.name);
    if (known && (ownValue(known, ref) ?? Infinity) <= instant(at)) delete known[ref];
    return;
  }
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (type === 'PushEvent' && branch !== undefined) noteBranch(pushed, { repo: repo.name, branch, at: instant(at) });
}

/** Notes that the person pushed to a branch, unless a later push is known. What isn't a name of a repository is left out. */
export function noteBranch(
  pushed: GithubState['pushed'],
  { repo, branch, at }: { readonly repo: string; readonly branch: string; readonly at: number },
): void {
  if (!isRepositoryName(repo)) return;
  const branches = (pushed[repo] ??= {});
  // A branch may have a name that every object knows.
  branches[branch] = Math.max(ownValue(branches, branch) ?? 0, at);
}
