import { dayMs } from '../../../core/time/days.ts';
import { documentId, instant } from '../documents.ts';
import { hasEnded, runDocument, type RestRun } from '../runs.ts';
import type { Step, SyncSession } from '../session.ts';
import { eachPage, isoTime, roundsAtMost } from './pages.ts';

/** A list of runs with a filter ends after a thousand. */
const pagesAtMost = 10;
/**
 * Runs end, and are restarted, without a timestamp: for this long after a push, all of a repository's runs are checked again, in ms. If
 * nothing changed, that costs nothing of the rate limit (ETag).
 */
const watchMs = 3 * dayMs;
/** The maximum number of a run's attempts to read before the last one. */
const attemptsAtMost = 5;

/** A step for each repository whose workflows may have run for the person since the last sync. */
export function runSteps(session: SyncSession, withPulls: ReadonlyMap<string, boolean>): Step[] {
  const { repos, running, through } = session.state;
  const pushed = repos.filter(({ name, pushedAt }) => {
    const read = through[`runs:${name}`];
    return pushedAt >= (read === undefined ? session.firstSince : read - watchMs);
  });
  const isRefused = (name: string): boolean =>
    session.isSkipped(`runs:${name}`, repos.find((repo) => repo.name === name)?.pushedAt ?? 0);
  const watched = [...pushed.map(({ name }) => name), ...Object.keys(running)].filter((name) => !isRefused(name));
  return [...new Set([...watched, ...withPulls.keys()])]
    .filter((name) => !session.isOff(name))
    .map((name) => ({
      key: `runs:${name}`,
      what: 'runs',
      repo: name,
      run: () => readRuns(session, { name, isPrivate: withPulls.get(name) ?? isPrivate(session, name) }),
    }));
}

interface RunRepository {
  readonly name: string;
  readonly isPrivate: boolean;
}

function isPrivate({ state }: SyncSession, name: string): boolean {
  return state.repos.find((repo) => repo.name === name)?.isPrivate ?? false;
}

async function readRuns(session: SyncSession, place: RunRepository): Promise<void> {
  const { state } = session;
  const { name } = place;
  const since = sinceOf(session, name);
  const [owner, repo] = name.split('/');
  let earliest = Number.POSITIVE_INFINITY;
  let isNews = false;
  let until = '';
  for (let round = 0; round < roundsAtMost; round++) {
    const created = until === '' ? `>=${isoTime(since)}` : `${isoTime(since)}..${until}`;
    const params = { owner, repo, actor: state.account.login, created };
    const listing = { route: '/repos/{owner}/{repo}/actions/runs', params, pagesAtMost };
    const etagKey = until === '' ? { etagKey: `runs:${name}` } : {};
    const before = until;
    const isCut = await eachPage<{ workflow_runs: RestRun[] }>(session, { ...listing, ...etagKey }, async (page) => {
      const { workflow_runs: runs } = page;
      isNews = true;
      await keepRuns(session, place, runs);
      for (const run of runs) if (!hasEnded(run)) earliest = Math.min(earliest, instant(run.created_at));
      until = runs.at(-1)?.created_at ?? until;
      return true;
    });
    // The latest comes first. A server that goes back would never come to an end.
    if (!isCut || until === before || (before !== '' && instant(until) > instant(before))) break;
  }
  // Unchanged by its ETag: those that ran still run.
  if (!isNews) return;
  if (Number.isFinite(earliest)) state.running[name] = earliest;
  else delete state.running[name];
}

/** The start of a day, so that the question stays the same for a day and its ETag holds. */
function sinceOf(session: SyncSession, name: string): number {
  const key = `runs:${name}`;
  const { through, running } = session.state;
  if (through[key] === undefined) return session.firstSince;
  const since = Math.min(session.since(key, watchMs), running[name] ?? Number.POSITIVE_INFINITY);
  return Math.floor(since / dayMs) * dayMs;
}

async function keepRuns(session: SyncSession, place: RunRepository, runs: readonly RestRun[]): Promise<void> {
  const earlier: RestRun[] = [];
  const ids = runs.flatMap((run) =>
    earlierAttempts(run).map((attempt) => documentId(`run:${run.id}:${attempt}`, session.reader)),
  );
  const known = await session.known(ids);
  for (const run of runs) {
    for (const attempt of earlierAttempts(run)) {
      if ((known.get(documentId(`run:${run.id}:${attempt}`, session.reader)) ?? 0) >= 2) continue;
      const [owner, repo] = place.name.split('/');
      const route = '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
      const { data } = await session.client.get(route, { owner, repo, run_id: run.id, attempt_number: attempt });
      earlier.push(data as RestRun);
    }
  }
  await session.keep(session.each([...runs, ...earlier], (run) => runDocument(run, place, session.reader)));
}

function earlierAttempts({ run_attempt: last = 1 }: RestRun): number[] {
  const first = Math.max(1, last - attemptsAtMost);
  return Array.from({ length: last - first }, (_, i) => first + i);
}
