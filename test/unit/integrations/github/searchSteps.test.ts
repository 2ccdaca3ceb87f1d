import assert from 'node:assert/strict';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { DetailQueue } from '../../../../src/integrations/github/steps/detailQueue.ts';
import { refreshStep, searchSteps } from '../../../../src/integrations/github/steps/searchSteps.ts';
import { kept, now } from './given.ts';
import { iso, keysOf, repoAs, scripted, type Script, type ScriptedAnswer } from './scripted.ts';

const overlapMs = 10 * minuteMs;
const found = (id: string, more: object = {}) => ({
  node_id: id,
  number: 1,
  title: id,
  html_url: `https://github.com/o/r/issues/${id}`,
  repository_url: 'https://api.github.com/repos/o/r',
  state: 'open',
  comments: 0,
  created_at: iso(now - 2 * hourMs),
  updated_at: iso(now - hourMs),
  closed_at: null,
  user: { login: 'ada' },
  assignees: [],
  ...more,
});

/** A queue that only notes what it is asked to do. */
function notedQueue() {
  const noted: [string, ...string[]][] = [];
  const queue = {
    add: async (ids: readonly string[]) => void (ids.length > 0 && noted.push(['add', ...ids])),
    flush: async () => void noted.push(['flush']),
    see: (id: string) => void noted.push(['see', id]),
  };
  return { queue: queue as unknown as DetailQueue, noted };
}

/** Runs one of the searches. */
async function search(key: string, script: Script) {
  const stand = scripted(script);
  const { queue, noted } = notedQueue();
  await searchSteps(stand.session, queue)
    .find((step) => step.key === `search:${key}`)
    ?.run();
  const queries = stand.requests.map((request) => new URLSearchParams(request.split('?')[1]).get('q'));
  return { ...stand, noted, queries };
}

describe('the searches for what concerns the person', () => {
  it('look for all that is open once, and later for what changed', () => {
    const { queue } = notedQueue();
    const steps = searchSteps(scripted().session, queue);
    assert.deepEqual(
      steps.map(({ key, what }) => [key.slice('search:'.length), what]),
      [
        ['pr:involves', 'pull requests'],
        ['pr:reviewed', 'pull requests'],
        ['pr:asked', 'pull requests'],
        ['pr:waiting', 'pull requests'],
        ['pr:open', 'pull requests'],
        ['issue:involves', 'issues'],
        ['issue:open', 'issues'],
      ],
    );
    const through = Object.fromEntries(steps.map(({ key }) => [key, now]));
    assert.deepEqual(keysOf(searchSteps(scripted({ state: { through } }).session, queue)), [
      'search:pr:involves',
      'search:pr:reviewed',
      'search:pr:asked',
      'search:issue:involves',
    ]);
  });

  it('ask for the oldest change first, since the last reading, and for public things only without leave', async () => {
    const through = { 'search:pr:involves': now - hourMs };
    const { requests, noted } = await search('pr:involves', {
      state: { through },
      rest: () => ({ body: { items: [] } }),
    });
    const q = `is:pr+involves:mona+updated:>=${iso(now - hourMs - overlapMs)}`;
    assert.deepEqual(requests, [`/search/issues?q=${q}&sort=updated&order=asc&per_page=100`]);
    assert.deepEqual(noted, [['flush']]);
    const open = await search('issue:open', { request: { isPrivate: false }, rest: () => ({ body: { items: [] } }) });
    assert.deepEqual(open.queries, ['is:issue is:open assignee:mona is:public']);
  });

  it('go on from the last find where a list is cut off after ten pages', async () => {
    const last = now - 30 * minuteMs;
    let answers = 0;
    const { queries } = await search('pr:open', {
      rest: (_, query): ScriptedAnswer => {
        const isFirst = !query.get('q')?.includes('updated');
        const updated_at = iso(isFirst && query.get('page') !== '10' ? now - hourMs + answers : last);
        return { body: { items: [found(`i${answers++}`, { pull_request: {}, updated_at })] }, more: isFirst };
      },
    });
    const first = 'is:pr is:open author:mona';
    assert.deepEqual(queries, [...Array.from({ length: 10 }, () => first), `${first} updated:>=${iso(last)}`]);
  });

  it('end where a list that is cut off has nothing, or goes no further', async () => {
    const cut = (items: (page: number) => object[]) =>
      search('pr:involves', {
        rest: (_, query) => {
          const page = Number(query.get('page') ?? 1);
          return { body: { items: items(page), page }, more: true };
        },
      });
    assert.equal((await cut(() => [])).requests.length, 10);
    const since = iso(now - 30 * 24 * hourMs);
    const same = await cut((page) => [found(`i${page}`, { updated_at: since })]);
    assert.equal(same.requests.length, 10);
  });

  it('take an issue without comments as it is, where its repository is known, and ask for the rest by id', async () => {
    const items = [
      found('plain'),
      found('closed', { state: 'closed', closed_at: iso(now - hourMs) }),
      found('talk', { comments: 1 }),
      found('pull', { pull_request: {} }),
      found('elsewhere', { repository_url: 'https://api.github.com/repos/o/unknown' }),
      found('off', { repository_url: 'https://api.github.com/repos/o/off' }),
    ];
    const { session, store, noted } = await search('issue:involves', {
      rest: () => ({ body: { items } }),
      request: { off: ['o/off'] },
      state: { repos: [repoAs('o/r', 0, { isPrivate: true })], open: ['closed', 'plain', 'other'] },
    });
    assert.deepEqual(noted, [['see', 'plain'], ['see', 'closed'], ['add', 'talk', 'pull', 'elsewhere'], ['flush']]);
    assert.deepEqual(
      kept(store, 'issue').map(({ node, state, isPrivate }) => [node, state, isPrivate]),
      [
        ['closed', 'closed', true],
        ['plain', 'open', true],
      ],
    );
    assert.deepEqual(session.state.open, ['other', 'plain']);
  });

  it('leave what is known as it is now, and take what has changed since', async () => {
    const items = [found('issue'), found('pull', { pull_request: {} })];
    const script: Script = { rest: () => ({ body: { items } }), state: { repos: [repoAs('o/r', 0)] } };
    const stand = scripted(script);
    const read = async () => {
      const { queue, noted } = notedQueue();
      await searchSteps(stand.session, queue)[0]?.run();
      return noted;
    };
    assert.deepEqual(await read(), [['see', 'issue'], ['add', 'pull'], ['flush']]);
    assert.deepEqual(await read(), [['add', 'pull'], ['flush']], 'nobody has read the pull request yet');
    stand.store.documents.set('github:pull:pull', { id: 'github:pull:pull', rev: now - hourMs } as never);
    assert.deepEqual(await read(), [['flush']]);
    items[1] = found('pull', { pull_request: {}, updated_at: iso(now - hourMs + 1000) });
    items[0] = found('issue', { updated_at: iso(now - hourMs + 1000) });
    assert.deepEqual(await read(), [['see', 'issue'], ['add', 'pull'], ['flush']]);
  });
});

describe('what is open', () => {
  it('is asked for by id, whether or not a search finds it', async () => {
    const { queue, noted } = notedQueue();
    const { key, what, run } = refreshStep(scripted({ state: { open: ['a', 'b'] } }).session, queue);
    await run();
    assert.deepEqual([key, what, noted], ['refresh', 'open pull requests', [['add', 'a', 'b'], ['flush']]]);
  });
});
