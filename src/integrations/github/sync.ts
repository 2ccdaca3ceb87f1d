import { readableState, type GithubState, type SyncReport } from '../../core/github/githubState.ts';
import type { SyncRequest } from '../../core/github/githubSync.ts';
import type { GithubClientOptions } from './client.ts';
import { LimitReached, StoreFailed, statusOf } from './failures.ts';
import { SyncSession } from './session.ts';
import { readAccount } from './steps/account.ts';
import { changeSteps } from './steps/changeSteps.ts';
import { commitSteps } from './steps/commitSteps.ts';
import { DetailQueue } from './steps/detailQueue.ts';
import { readPushes } from './steps/pushes.ts';
import { readRepositories } from './steps/repositories.ts';
import { runSteps } from './steps/runSteps.ts';
import { refreshStep, searchSteps } from './steps/searchSteps.ts';

/**
 * Reads from GitHub what is new since the last sync, or the last weeks at first, and stores it as it arrives. However often it is run,
 * interrupted, or restarted, it produces the same documents: they are identified by GitHub's ids and versioned by GitHub's times.
 */
export async function syncGithub(request: SyncRequest, sending?: GithubClientOptions): Promise<SyncReport> {
  const session = new SyncSession(request, sending);
  const startedAt = request.clock.now();
  const ended = await outcomeOf(session, request);
  const { client } = session;
  const report: SyncReport = {
    startedAt,
    endedAt: request.clock.now(),
    ...ended,
    counts: session.counts(),
    requests: client.requests,
    ...(client.rate && { rate: client.rate }),
    problems: session.problems,
  };
  const state = session.startedAt > 0 ? session.state : request.state;
  const last = isPartial(request) ? request.state?.last : report;
  if (state) await request.store.save([], readableState({ ...state, last }));
  return report;
}

/** Only what has changed is read; at first, everything is. */
function isPartial({ changes, state }: SyncRequest): boolean {
  return changes !== undefined && state !== undefined;
}

type SyncEnd = Pick<SyncReport, 'outcome' | 'retryAt'>;

async function outcomeOf(session: SyncSession, { signal }: SyncRequest): Promise<SyncEnd> {
  try {
    await takeAll(session);
    return { outcome: session.problems.some(({ remedy }) => remedy === 'again') ? 'failed' : 'done' };
  } catch (error) {
    if (error instanceof StoreFailed) throw error.cause;
    if (signal.aborted) return { outcome: 'cancelled' };
    if (error instanceof LimitReached) return { outcome: 'limited', retryAt: error.retryAt };
    const status = statusOf(error);
    if (status === 401) return { outcome: 'signed-out' };
    if (session.problems.length === 0) session.problems.push({ what: 'account', status, remedy: 'again' });
    return { outcome: 'failed' };
  }
}

async function takeAll(session: SyncSession): Promise<void> {
  const { request } = session;
  const state = await readAccount(session);
  session.start(state, { host: request.host, login: state.account.login, clock: request.clock });
  const queue = new DetailQueue(session);
  if (isPartial(request)) {
    for (const step of await changeSteps(session, queue, request.changes ?? [])) await session.take(step);
    return;
  }
  const lists = [
    { key: 'repositories', what: 'repositories', run: () => readRepositories(session) },
    { key: 'pushes', what: 'pushes', run: () => readPushes(session) },
  ];
  for (const step of lists) await session.take(step);
  const searches = [...searchSteps(session, queue), refreshStep(session, queue)];
  const commits = commitSteps(session);
  let done = lists.length;
  const all = (): number => lists.length + searches.length + 2 * commits.length;
  const takeEach = async (steps: Parameters<SyncSession['take']>[0][]): Promise<void> => {
    for (const step of steps) {
      request.onProgress?.(Math.min(1, done++ / all()));
      await session.take(step);
    }
  };
  await takeEach(commits);
  await takeEach(searches);
  // Last: which repositories are worth asking is known from pushes and pull requests only.
  await takeEach(runSteps(session, queue.repositories));
  prune(session.state, session.startedAt);
  request.onProgress?.(1);
}

/** Removes state that no later sync needs. */
function prune(state: GithubState, now: number): void {
  const keptMs = 90 * 86_400_000;
  state.repos = state.repos.filter(({ pushedAt }) => pushedAt >= now - keptMs);
  for (const [repo, branches] of Object.entries(state.pushed)) {
    for (const [branch, at] of Object.entries(branches)) if (at < now - keptMs) delete branches[branch];
    if (Object.keys(branches).length === 0) delete state.pushed[repo];
  }
  for (const key of Object.keys(state.etags)) {
    const [list, repo = ''] = key.split(':');
    if (list === 'runs' && !state.repos.some(({ name }) => name === repo)) delete state.etags[key];
  }
}
