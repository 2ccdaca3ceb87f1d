// The part "CI and deployments" of the page "Team". It follows the stream of events while the page is visible.
import { call, keepFollowing } from './api.js';
import { at, line, shownTime } from './ui.js';

const words = { in_progress: 'in progress', timed_out: 'timed out', action_required: 'action required' };

/** The organization that is followed; none for who only looks on. */
let id;
let stream = new AbortController();

/** Shows the status of an organization, and what changes in it from now on. Without one, or for who only looks on, there is none. */
export async function showStatus({ id: organization, role }) {
  id = role === 'viewer' ? undefined : organization;
  await list();
  restart();
}

async function list() {
  const shown = id;
  const [runs, deployments] = shown
    ? await Promise.all([
        call('GET', `/ci/runs?latest=true&limit=20&organization=${shown}`),
        call('GET', `/deployments?limit=10&organization=${shown}`),
      ])
    : [{ items: [] }, { items: [] }];
  if (shown !== id) return;
  const inWords = (state) => words[state] ?? state;
  at('runs').replaceChildren(
    ...runs.items.map(({ workflow, branch, repo, status, conclusion, endedAt, startedAt }) =>
      line(
        [workflow, branch].filter(Boolean).join(' · '),
        `${inWords(conclusion ?? status)} · ${repo} · ${shownTime(endedAt ?? startedAt)}`,
      ),
    ),
  );
  at('deployments').replaceChildren(
    ...deployments.items.map(({ environment, repo, state, at: since }) =>
      line(environment, `${inWords(state)} · ${repo} · ${shownTime(since)}`),
    ),
  );
  at('noRuns').hidden = runs.items.length > 0;
  at('noDeployments').hidden = deployments.items.length > 0;
  at('statusPart').hidden = runs.items.length + deployments.items.length === 0;
}

/** Ends the stream, and opens that of the organization that is shown now. */
function restart() {
  stream.abort();
  stream = new AbortController();
  // What came while no stream was open is listed when the next one begins.
  if (id && !document.hidden)
    void keepFollowing(`/events?organization=${id}`, () => list().catch(() => undefined), stream.signal);
}

document.addEventListener('visibilitychange', restart);
