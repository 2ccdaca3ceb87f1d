import { instant } from '../documents.ts';
import type { SyncSession } from '../session.ts';
import { eachPage } from './pages.ts';

/** As much of an event as is read. */
interface RestEvent {
  readonly type: string | null;
  readonly created_at: string | null;
  readonly repo: { readonly name: string };
  readonly payload: { readonly ref?: string | null };
}

/** GitHub tells the last 300 events. */
const pagesAtMost = 3;

/** Which branches the person pushed to: the commits of those are read beside the default branch's. */
export async function readPushes(session: SyncSession): Promise<void> {
  const since = session.since('pushes');
  const { pushed, account } = session.state;
  const params = { username: account.login };
  const route = '/users/{username}/events';
  await eachPage<RestEvent[]>(session, { route, params, etagKey: 'pushes', pagesAtMost }, async (events) => {
    for (const event of events) note(pushed, event);
    return events.every(({ created_at: at }) => at !== null && instant(at) >= since);
  });
}

function note(
  pushed: Record<string, Record<string, number>>,
  { type, created_at: at, repo, payload }: RestEvent,
): void {
  const branch = /^refs\/heads\/(.+)$/.exec(payload.ref ?? '')?.[1];
  if (type !== 'PushEvent' || at === null || branch === undefined) return;
  const branches = (pushed[repo.name] ??= {});
  branches[branch] = Math.max(branches[branch] ?? 0, instant(at));
}
