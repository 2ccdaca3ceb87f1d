import { issueDocuments, repoOf, type RestIssue } from '../issues.ts';
import { instant } from '../documents.ts';
import type { Step, SyncSession } from '../session.ts';
import { itemId, type DetailQueue } from './detailQueue.ts';
import { eachPage, isoTime, roundsAtMost } from './pages.ts';

/** A search finds a thousand at most; further ones are found by beginning again where it stopped. */
const pagesAtMost = 10;

interface Search {
  readonly key: string;
  readonly query: string;
  /** Only once, over any time: open items concern the person however old they are. The other queries find later changes. */
  readonly isFirstOnly?: boolean;
}

/** Every pull request and issue that concerns the person, in any repository: GitHub's own search knows them all. */
function searchesFor(login: string): readonly Search[] {
  return [
    { key: 'pr:involves', query: `is:pr involves:${login}` },
    { key: 'pr:reviewed', query: `is:pr reviewed-by:${login}` },
    { key: 'pr:asked', query: `is:pr review-requested:${login}` },
    { key: 'pr:waiting', query: `is:pr is:open review-requested:${login}`, isFirstOnly: true },
    { key: 'pr:open', query: `is:pr is:open author:${login}`, isFirstOnly: true },
    { key: 'issue:involves', query: `is:issue involves:${login}` },
    { key: 'issue:open', query: `is:issue is:open assignee:${login}`, isFirstOnly: true },
  ];
}

export function searchSteps(session: SyncSession, queue: DetailQueue): Step[] {
  const { account, through } = session.state;
  return searchesFor(account.login)
    .filter(({ key, isFirstOnly }) => !isFirstOnly || through[`search:${key}`] === undefined)
    .map((search) => ({
      key: `search:${search.key}`,
      what: search.key.startsWith('pr') ? 'pull requests' : 'issues',
      run: async () => {
        await readSearch(session, search, queue);
        await queue.flush();
      },
    }));
}

/** Open items that were not found are requested by id, since an item is no longer found once the person is unassigned. */
export function refreshStep(session: SyncSession, queue: DetailQueue): Step {
  return {
    key: 'refresh',
    what: 'open pull requests',
    run: async () => {
      await queue.add(session.state.open);
      await queue.flush();
    },
  };
}

async function readSearch(
  session: SyncSession,
  { key, query, isFirstOnly }: Search,
  queue: DetailQueue,
): Promise<void> {
  let from = isFirstOnly ? undefined : isoTime(session.since(`search:${key}`));
  for (let round = 0; round < roundsAtMost; round++) {
    let last = '';
    const q = [query, ...(session.request.isPrivate ? [] : ['is:public']), ...(from ? [`updated:>=${from}`] : [])];
    const params = { q: q.join(' '), sort: 'updated', order: 'asc' };
    const listing = { route: '/search/issues', params, pagesAtMost };
    const isCut = await eachPage<{ items: RestIssue[] }>(session, listing, async ({ items }) => {
      await takeItems(session, items, queue);
      last = items.at(-1)?.updated_at ?? last;
      return true;
    });
    // The latest comes last. A server that goes back would never come to an end.
    if (!isCut || last === '' || (from !== undefined && instant(last) <= instant(from))) return;
    from = isoTime(instant(last));
  }
}

/** Requests those that changed; an issue without comments is complete as found. */
async function takeItems(session: SyncSession, items: readonly RestIssue[], queue: DetailQueue): Promise<void> {
  const { host } = session.request;
  const wanted = items.filter((item) => !session.isOff(repoOf(item)));
  const known = await session.known(wanted.map((item) => itemId(item, host)));
  const news = wanted.filter((item) => (known.get(itemId(item, host)) ?? 0) < instant(item.updated_at));
  const whole = news.filter((item) => item.pull_request === undefined && item.comments === 0 && repoIn(session, item));
  const documents = session.each(whole, (item) =>
    issueDocuments(item, repoIn(session, item)?.isPrivate ?? true, session.reader),
  );
  await session.keep(documents.flat());
  for (const { node_id: id, state } of whole) {
    queue.see(id);
    const others = session.state.open.filter((one) => one !== id);
    session.state.open = state === 'open' ? [...others, id] : others;
  }
  await queue.add(news.filter((item) => !whole.includes(item)).map(({ node_id: id }) => id));
}

function repoIn({ state }: SyncSession, item: RestIssue): { readonly isPrivate: boolean } | undefined {
  const name = repoOf(item);
  return state.repos.find((repo) => repo.name === name);
}
