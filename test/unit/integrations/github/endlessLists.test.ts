import assert from 'node:assert/strict';
import type { SyncSession } from '../../../../src/integrations/github/session.ts';
import { runSteps } from '../../../../src/integrations/github/steps/runSteps.ts';
import { searchSteps } from '../../../../src/integrations/github/steps/searchSteps.ts';

const now = Date.UTC(2026, 10, 20, 9);

const pagesOfRound = 10;
const mostRequests = 200 * pagesOfRound;

/** A session of a server whose lists are always cut off, and say what they are asked for. */
function sessionOf(answer: (request: number) => unknown) {
  let requests = 0;
  const get = async () => {
    assert.ok(requests <= mostRequests, 'there is no end');
    return { data: answer(requests++), etag: undefined, more: true };
  };
  const state = { account: { login: 'me' }, through: {}, running: {}, repos: [], etags: {}, open: [] };
  const session = {
    client: { get },
    state,
    request: { signal: new AbortController().signal, isPrivate: true, host: 'github.com' },
    reader: { host: 'github.com', login: 'me', clock: { utcOffset: () => 0 } },
    firstSince: now,
    since: () => now,
    isOff: () => false,
    isSkipped: () => false,
    known: async () => new Map(),
    keep: async () => undefined,
    each: () => [],
  };
  return { session: session as unknown as SyncSession, asked: () => requests };
}

/** Days that a list continues with, one round after another, and how many rounds of a search and of runs that makes. */
const rounds: readonly (readonly [string, (round: number) => number, searches: number, runs: number])[] = [
  ['always the same', () => 1, 2, 2],
  ['one and another in turn', (round) => round % 2, 3, 2],
  ['one after the other', (round) => round, 200, 2],
  ['one before the other', (round) => -round, 2, 200],
];
const timeOf = (request: number, dayOf: (round: number) => number): string =>
  // The page is another one each time, so that its repetition is not what ends the list.
  new Date(
    now + dayOf(Math.floor(request / pagesOfRound)) * 86_400_000 + (request % pagesOfRound) * 1000,
  ).toISOString();

describe('a list of GitHub that is always cut off, and goes on with', () => {
  for (const [name, dayOf, searches, runs] of rounds) {
    it(`${name}: a search comes to its end`, async () => {
      const found = { node_id: 'n', comments: 1, pull_request: {}, repository_url: 'https://api.github.com/repos/a/b' };
      const { session, asked } = sessionOf((n) => ({ items: [{ ...found, updated_at: timeOf(n, dayOf) }] }));
      const queue = { add: async () => undefined, flush: async () => undefined, see: () => undefined };
      await searchSteps(session, queue as never)[0]?.run();
      assert.equal(asked(), searches * pagesOfRound);
    });

    it(`${name}: the runs of a repository come to their end`, async () => {
      const run = { id: 1, status: 'completed' };
      const { session, asked } = sessionOf((n) => ({ workflow_runs: [{ ...run, created_at: timeOf(n, dayOf) }] }));
      await runSteps(session, new Map([['a/b', false]]))[0]?.run();
      assert.equal(asked(), runs * pagesOfRound);
    });
  }

  it('nothing comes to its end with the first ten pages', async () => {
    const queue = { add: async () => undefined, flush: async () => undefined, see: () => undefined };
    const search = sessionOf((page) => ({ items: [], page }));
    await searchSteps(search.session, queue as never)[0]?.run();
    const runs = sessionOf((page) => ({ workflow_runs: [], page }));
    await runSteps(runs.session, new Map([['a/b', false]]))[0]?.run();
    assert.deepEqual([search.asked(), runs.asked()], [pagesOfRound, pagesOfRound]);
  });
});
