import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { WorldItem } from '../../../fakes/github/world.ts';
import { shaOf } from '../../../fakes/github/world.ts';
import { kept, now, startStand, token, type Stand } from './given.ts';

const repo = 'acme/secret-thing';
const commit = (name: string, more: object = {}) => ({
  sha: shaOf(name),
  repo,
  branches: ['main'],
  message: `${name}\n\nbody`,
  author: 'mona',
  authoredAt: now - 2 * hourMs,
  committedAt: now - 2 * hourMs,
  parents: 1,
  additions: 7,
  deletions: 3,
  ...more,
});
const item = (of: 'pull' | 'issue', number: number, more: Partial<WorldItem> = {}): WorldItem => ({
  node: `${of}_${number}`,
  of,
  repo,
  number,
  title: `${of} ${number}`,
  author: 'mona',
  createdAt: now - dayMs,
  updatedAt: now - hourMs,
  assignees: [],
  asked: [],
  replies: [],
  ...more,
});

describe('what a sync brings', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await startStand();
    stand.world.repos.push({ name: repo, isPrivate: true, defaultBranch: 'main', pushedAt: now - hourMs });
  });
  afterEach(() => {
    assert.deepEqual(stand.github.problems, []);
    stand.close();
  });

  it('commits with their branch and size, of the person alone, each once', async () => {
    const late = { committedAt: now - 5 * dayMs, authoredAt: now - 5 * dayMs };
    stand.world.commits.push(
      commit('on main'),
      commit('on both', { branches: ['main', 'fix'] }),
      commit('of another', { author: 'ada' }),
      commit('merge', { parents: 2, ...late }),
    );
    stand.world.pushes.push({ repo, branch: 'fix', at: now - hourMs });
    const report = await stand.sync();
    assert.equal(report.counts.commits, 3);
    const found = kept(stand.store, 'commit').sort((a, b) => (a.subject < b.subject ? -1 : 1));
    assert.deepEqual(
      found.map(({ subject, branch, additions, deletions, isMerge }) => [
        subject,
        branch,
        additions,
        deletions,
        isMerge,
      ]),
      [
        ['merge', 'main', 7, 3, true],
        ['on both', 'fix', 7, 3, false],
        ['on main', 'main', 7, 3, false],
      ],
    );
    assert.ok(found.every(({ id, sha, isPrivate }) => id === `github:commit:${sha}` && isPrivate));
  });

  it('a commit that was made long before it was pushed', async () => {
    await stand.sync();
    stand.clock.jump(dayMs);
    stand.world.commits.push(commit('late', { committedAt: now - 3 * dayMs, authoredAt: now - 3 * dayMs }));
    const [first] = stand.world.repos;
    assert.ok(first);
    first.pushedAt = stand.clock.now();
    assert.equal((await stand.sync()).counts.commits, 1);
  });

  it('a pull request from its opening to its merge, with what was said, bots left out', async () => {
    const pull = item('pull', 7, {
      size: [20, 5, 2],
      branch: 'fix',
      shas: [shaOf('x')],
      replies: [
        { id: 'r1', by: 'ada', at: now - 20 * hourMs, verdict: 'CHANGES_REQUESTED', lines: 3 },
        { id: 'r2', by: 'mona', at: now - 19 * hourMs, verdict: 'COMMENTED' },
        { id: 'r3', by: 'dependabot[bot]', at: now - 18 * hourMs, verdict: 'APPROVED' },
        { id: 'c1', by: 'ada', at: now - 17 * hourMs },
      ],
      checks: { state: 'FAILURE', at: now - 30 * minuteMs },
    });
    stand.world.items.push(pull);
    await stand.sync();
    const [open] = kept(stand.store, 'pull');
    assert.deepEqual([open?.state, open?.checks, open?.additions, open?.branch], ['open', 'failing', 20, 'fix']);
    assert.deepEqual(
      kept(stand.store, 'review').map(({ author, verdict, isMine }) => [author, verdict, isMine]),
      [['ada', 'changes', false]],
    );
    assert.deepEqual(
      kept(stand.store, 'comment').map(({ author, isMine }) => [author, isMine]),
      [
        ['ada', false],
        ['mona', true],
      ],
      "a person's own review of their own pull request is an answer",
    );
    stand.clock.jump(2 * hourMs);
    Object.assign(pull, { closedAt: now + hourMs, updatedAt: now + hourMs, isMerged: true, mergeSha: shaOf('m') });
    const report = await stand.sync();
    assert.deepEqual([report.counts.pulls, report.counts.reviews], [1, 0]);
    assert.equal(kept(stand.store, 'pull')[0]?.state, 'merged');
    assert.deepEqual(
      kept(stand.store, 'ending').map(({ how, at }) => [how, at]),
      [['merged', now + hourMs]],
    );
    assert.deepEqual(stand.store.state?.open, []);
  });

  it('checks that turned red without the pull request changing', async () => {
    const pull = item('pull', 8, { checks: { state: 'SUCCESS', at: now - hourMs } });
    stand.world.items.push(pull);
    await stand.sync();
    stand.clock.jump(hourMs);
    pull.checks = { state: 'FAILURE', at: now + 10 * minuteMs };
    await stand.sync();
    assert.equal(kept(stand.store, 'pull')[0]?.checks, 'failing');
  });

  it('more reviews and comments than one page holds', async () => {
    const replies = Array.from({ length: 250 }, (_, i) => ({
      id: `c${i}`,
      by: 'ada',
      at: now - 20 * hourMs + i * 1000,
    }));
    const reviews = Array.from({ length: 120 }, (_, i) => ({
      id: `v${i}`,
      by: 'ada',
      at: now - 10 * hourMs,
      verdict: 'COMMENTED' as const,
    }));
    stand.world.items.push(item('pull', 9, { replies: [...replies, ...reviews] }));
    const { counts } = await stand.sync();
    assert.deepEqual([counts.comments, counts.reviews], [250, 120]);
  });

  it('more than a thousand finds of one search', async () => {
    for (let i = 0; i < 1150; i++)
      stand.world.items.push(item('issue', i, { updatedAt: now - 9 * dayMs + i * 60_000 }));
    assert.equal((await stand.sync()).counts.issues, 1150);
  });

  it('a requested review, and one who is no longer assigned', async () => {
    const pull = item('pull', 10, {
      author: 'ada',
      asked: ['mona'],
      createdAt: now - 90 * dayMs,
      updatedAt: now - 90 * dayMs,
    });
    const issue = item('issue', 11, {
      author: 'ada',
      assignees: ['mona'],
      createdAt: now - 80 * dayMs,
      updatedAt: now - 80 * dayMs,
    });
    stand.world.items.push(pull, issue);
    await stand.sync();
    assert.equal(kept(stand.store, 'pull')[0]?.awaitsMe, true, 'open ones are found however old they are');
    assert.equal(kept(stand.store, 'issue')[0]?.isAssigned, true);
    stand.clock.jump(hourMs);
    Object.assign(issue, { assignees: [], updatedAt: now + minuteMs });
    Object.assign(pull, { asked: [], updatedAt: now + minuteMs });
    await stand.sync();
    assert.equal(kept(stand.store, 'issue')[0]?.isAssigned, false);
    assert.equal(kept(stand.store, 'pull')[0]?.awaitsMe, false);
  });

  it('workflow runs with every attempt, and the end of one that ran on', async () => {
    stand.world.commits.push(commit('pushed'));
    const run = {
      id: 5,
      repo,
      workflow: 'CI',
      actor: 'mona',
      branch: 'main',
      sha: shaOf('pushed'),
      createdAt: now - hourMs,
    };
    const first = { startedAt: now - hourMs, endedAt: now - 50 * minuteMs, conclusion: 'failure' as const };
    const attempts: { startedAt: number; endedAt?: number; conclusion?: 'failure' | 'success' }[] = [
      first,
      { startedAt: now - 40 * minuteMs },
    ];
    stand.world.runs.push({ ...run, attempts });
    await stand.sync();
    assert.deepEqual(
      kept(stand.store, 'run').map(({ attempt, conclusion }) => [attempt, conclusion]),
      [
        [1, 'failed'],
        [2, undefined],
      ],
    );
    stand.clock.jump(5 * dayMs);
    attempts[1] = { startedAt: now - 40 * minuteMs, endedAt: now + dayMs, conclusion: 'success' };
    await stand.sync();
    assert.deepEqual(
      kept(stand.store, 'run').map(({ conclusion }) => conclusion),
      ['failed', 'passed'],
    );
  });

  it('a quiet account costs a handful of requests, the unchanged lists by ETag', async () => {
    stand.world.commits.push(commit('one'));
    await stand.sync();
    stand.clock.jump(8 * dayMs);
    const before = stand.github.requests.length;
    const report = await stand.sync();
    assert.equal(report.requests, stand.github.requests.length - before);
    assert.ok(report.requests <= 8, stand.github.requests.slice(before).join('\n'));
    assert.ok(stand.github.unchanged >= 3);
  });

  it('nothing of a private repository where only public ones are to be read', async () => {
    stand.world.repos.push({ name: 'mona/open', isPrivate: false, defaultBranch: 'main', pushedAt: now - hourMs });
    stand.world.commits.push(commit('hidden'), commit('shown', { repo: 'mona/open' }));
    stand.world.items.push(item('issue', 1), item('issue', 2, { repo: 'mona/open' }));
    await stand.sync({ isPrivate: false });
    assert.ok(stand.store.rows().length > 0);
    assert.ok(!JSON.stringify([stand.store.rows(), stand.store.state]).includes('secret-thing'));
  });

  it('nothing of a repository that is switched off, which is not even asked after', async () => {
    stand.world.commits.push(commit('one'));
    stand.world.items.push(item('issue', 1), item('pull', 2));
    await stand.sync({ off: [repo] });
    assert.deepEqual(stand.store.rows(), []);
    assert.ok(!stand.github.requests.some((request) => request.includes('/repos/acme')));
  });

  it('what happened in a repository while it was switched off, once it is on again', async () => {
    stand.world.items.push(item('pull', 1));
    await stand.sync();
    stand.world.commits.push(commit('one'));
    stand.world.items.push(item('issue', 2), item('pull', 3));
    stand.clock.advance(hourMs);
    for (const one of stand.world.repos) one.pushedAt = stand.clock.now();
    await stand.sync({ off: [repo] });
    stand.clock.advance(hourMs);
    assert.deepEqual(kept(stand.store, 'issue'), []);
    await stand.sync();
    assert.equal(kept(stand.store, 'commit').length, 1);
    assert.equal(kept(stand.store, 'issue').length, 1);
    assert.equal(kept(stand.store, 'pull').length, 2);
  });

  it('starts over for another account, and keeps what there is', async () => {
    stand.world.commits.push(commit('one'));
    await stand.sync();
    stand.world.me = { login: 'ada', id: 2 };
    stand.world.commits.push(commit('two', { author: 'ada' }));
    await stand.sync();
    assert.equal(stand.store.state?.account.login, 'ada');
    assert.equal(kept(stand.store, 'commit').length, 2);
  });

  it('ids of an enterprise server carry a mark of it, and not its name', async () => {
    stand.world.items.push(item('issue', 3));
    await stand.sync({ host: 'git.acme.example' });
    assert.match(kept(stand.store, 'issue')[0]?.id ?? '', /^github:issue:issue_3@[\da-f]{8}$/);
  });

  it('the token is in nothing that is kept or reported', async () => {
    stand.world.commits.push(commit('one'));
    stand.github.fail(/commits/, 'server-error', 9);
    const report = await stand.sync();
    assert.ok(!JSON.stringify([report, stand.store.written, stand.store.state]).includes(token));
  });
});
