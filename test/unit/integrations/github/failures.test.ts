import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/time/days.ts';
import type { Failure } from '../../../fakes/github/fakeGithub.ts';
import { MadeWorld } from '../../../fakes/github/madeWorld.ts';
import { MemoryStore } from '../../../fakes/github/memoryStore.ts';
import { now, startStand, type Stand } from './given.ts';

const amounts = { repos: 2, commits: 8, pulls: 4, issues: 4, runs: 4 };

describe('a sync that meets', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await startStand();
    new MadeWorld(7, amounts, [now - 10 * 24 * hourMs, now]).fill(stand.world, now);
  });
  afterEach(() => stand.close());

  /** The result of a sync without failures. */
  async function whole(): Promise<unknown> {
    const { store } = stand;
    stand.store = new MemoryStore();
    stand.github.heal();
    stand.github.remaining = 5000;
    await stand.sync();
    const rows = stand.store.rows();
    stand.store = store;
    return rows;
  }

  const passing: [Failure, RegExp, number][] = [
    ['server-error', /\/user\/repos/, 2],
    ['server-error', /\/graphql/, 1],
    ['slow', /\/search/, 1],
    ['cut', /\/commits/, 2],
    ['cut-body', /\/events/, 1],
    ['secondary-limit', /\/commits/, 1],
  ];
  for (const [failure, match, times] of passing) {
    it(`${failure} on ${match.source}, ${times} in a row, gets over it by itself`, async () => {
      stand.github.fail(match, failure, times);
      const report = await stand.sync();
      assert.deepEqual([report.outcome, report.problems], ['done', []]);
      assert.deepEqual(stand.store.rows(), await whole());
    });
  }

  const lasting: [Failure, RegExp][] = [
    ['server-error', /\/commits/],
    ['cut', /\/search/],
    ['slow', /\/actions/],
  ];
  for (const [failure, match] of lasting) {
    it(`${failure} on ${match.source} that lasts: says so, and catches up with the next sync`, async () => {
      stand.github.fail(match, failure, 1000);
      const report = await stand.sync();
      assert.equal(report.outcome, 'failed');
      assert.ok(report.problems.length > 0 && report.problems.every(({ remedy }) => remedy === 'again'));
      stand.github.heal();
      assert.equal((await stand.sync()).outcome, 'done');
      assert.deepEqual(stand.store.rows(), await whole());
    });
  }

  it('401: signed out, with what there was', async () => {
    await stand.sync();
    const kept = stand.store.rows();
    stand.github.token = 'another';
    const report = await stand.sync();
    assert.equal(report.outcome, 'signed-out');
    assert.deepEqual(stand.store.rows(), kept);
    assert.equal(stand.store.state?.last?.outcome, 'signed-out');
  });

  it('a token that lost the scope: signed out', async () => {
    const poor = await startStand({ scopes: 'read:user' });
    assert.equal((await poor.sync()).outcome, 'signed-out');
    assert.equal((await poor.sync({ isPrivate: false })).outcome, 'done');
    poor.close();
  });

  it('the primary limit: stops, says until when, and continues from there', async () => {
    stand.github.fail(/\/search/, 'primary-limit', 1);
    const report = await stand.sync();
    assert.equal(report.outcome, 'limited');
    assert.equal(report.rate?.remaining, 0);
    assert.equal(report.retryAt, Math.floor(now / 1000) * 1000 + 3_000_000);
    const asked = stand.github.requests.length;
    stand.github.remaining = 5000;
    stand.github.heal();
    assert.equal((await stand.sync()).outcome, 'done');
    assert.ok(stand.github.requests.length - asked < asked + 20);
    assert.deepEqual(stand.store.rows(), await whole());
  });

  it('a limit that is used up before it asks: does not ask', async () => {
    stand.github.remaining = 3;
    const report = await stand.sync();
    assert.deepEqual([report.outcome, report.requests], ['limited', 3]);
  });

  for (const failure of ['not-found', 'forbidden', 'unprocessable'] as const) {
    it(`${failure} for a repository that went away: leaves it out, and reads the others`, async () => {
      const [gone] = stand.world.repos;
      assert.ok(gone);
      stand.github.fail(new RegExp(`/repos/${gone.name}/`), failure, 1000);
      const report = await stand.sync();
      assert.equal(report.outcome, 'done');
      assert.ok(report.problems.every(({ repo, remedy }) => repo === gone.name && remedy === 'skipped'));
      assert.ok(report.problems.length > 0 && report.counts.commits > 0);
      const [first] = report.problems;
      assert.equal(first?.status, { 'not-found': 404, forbidden: 403, unprocessable: 422 }[failure]);
    });
  }

  it('a repository that was refused and comes back: reads all that was missed, however long it was', async () => {
    new MadeWorld(7, amounts, [now - 22 * 24 * hourMs, now]).fill(stand.world, now);
    const [gone] = stand.world.repos;
    assert.ok(gone);
    const expected = await whole();
    stand.github.fail(new RegExp(`/repos/${gone.name}/`), 'not-found', 1000);
    stand.clock.jump(hourMs);
    await stand.sync();
    const asked = stand.github.requests.length;
    stand.clock.jump(hourMs);
    await stand.sync();
    const again = stand.github.requests.slice(asked).filter((request) => request.includes(`${gone.name}/commits`));
    assert.deepEqual(again, [], 'it is left alone until it changes');
    stand.github.heal();
    stand.clock.jump(6 * 24 * hourMs);
    gone.pushedAt = stand.clock.now();
    assert.equal((await stand.sync()).outcome, 'done');
    assert.deepEqual(stand.store.rows(), expected);
  });

  it('a second page that does not come: the first one, unchanged, does not stand for it later', async () => {
    const at = (i: number): number => now - i * 60_000;
    stand.world.pushes = Array.from({ length: 150 }, (_, i) => ({ repo: 'mona/other', branch: `b${i}`, at: at(i) }));
    stand.github.fail(/\/events.*[?&]page=2/, 'server-error', 1000);
    assert.equal((await stand.sync()).outcome, 'failed');
    stand.github.heal();
    assert.equal((await stand.sync()).outcome, 'done');
    assert.equal(Object.keys(stand.store.state?.pushed['mona/other'] ?? {}).length, 150);
  });

  it('nobody there: gives up soon', async () => {
    stand.github.close();
    const report = await stand.sync();
    assert.equal(report.outcome, 'failed');
    assert.deepEqual(stand.store.rows(), []);
  });

  for (const hours of [-30, 30]) {
    it(`a clock that is ${hours} h off: goes by GitHub's`, async () => {
      const skewed = await startStand({ now: () => now });
      new MadeWorld(7, amounts, [now - 10 * 24 * hourMs, now]).fill(skewed.world, now);
      skewed.clock.jump(hours * hourMs);
      assert.equal((await skewed.sync()).outcome, 'done');
      assert.deepEqual(skewed.store.rows(), await whole());
      const through = Object.values(skewed.store.state?.through ?? {});
      assert.ok(through.length > 5 && through.every((at) => Math.abs(at - now) < 2000));
      skewed.close();
    });
  }

  it('a person who cancels: keeps what came, and continues from there', async () => {
    const abort = new AbortController();
    const report = await stand.sync({
      signal: abort.signal,
      onProgress: (share) => share > 0.3 && abort.abort(),
    });
    assert.equal(report.outcome, 'cancelled');
    assert.ok(stand.store.rows().length > 0);
    assert.equal((await stand.sync()).outcome, 'done');
    assert.deepEqual(stand.store.rows(), await whole());
  });
});
