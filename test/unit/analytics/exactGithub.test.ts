import assert from 'node:assert/strict';
import { githubWorkOf } from '../../../src/analytics/collaboration/githubWork.ts';
import { readDigest } from '../../../src/analytics/digest/digest.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, span } from './given.ts';
import { commit, connected, document, issue, local, pull, review } from './githubGiven.ts';

const aDay = 24 * 60;
const aWeek = 7 * aDay;
/** Now, in minutes after nine. */
const now = 8 * 60;

describe('what waits for the person on GitHub', () => {
  const works = (open: readonly string[], ...facts: Fact[]) =>
    githubWorkOf(new MemoryReader([connected(open), ...facts]), context()).map(
      ({ kind, number, days, evidence: [{ text }] }) => [
        kind,
        number,
        days,
        text.slice(0, text.indexOf(': acme/shop')),
      ],
    );
  const untouched = (minutes: number, more: object = {}) => ({ updatedAt: at(now - minutes), ...more });

  it('are reviews, then checks, stale pull requests, and issues; of each what rests longest first', () => {
    const facts = [
      issue(1, 0, untouched(30 * aDay, { isAssigned: true })),
      pull(2, 0, untouched(aWeek)),
      pull(3, 0, untouched(aDay, { checks: 'failing' })),
      pull(4, 0, untouched(aDay - 1, { isMine: false, awaitsMe: true })),
      pull(5, 0, untouched(2 * aDay, { isMine: false, awaitsMe: true })),
      pull(6, 0, untouched(9 * aDay, { checks: 'failing' })),
    ];
    assert.deepEqual(works(['I1', 'PR2', 'PR3', 'PR4', 'PR5', 'PR6'], ...facts), [
      ['review', 5, 2, 'Your review was requested; untouched for 2 days'],
      ['review', 4, 0, 'Your review is requested'],
      ['checks', 6, 9, 'The checks of your pull request fail'],
      ['checks', 3, 1, 'The checks of your pull request fail'],
      ['stale', 2, 7, 'Your pull request is untouched for 7 days'],
      ['issue', 1, 30, 'An open issue is assigned to you'],
    ]);
    assert.deepEqual(works(['I1'], ...facts).length, 1, 'only what the last sync found open');
    assert.deepEqual(githubWorkOf(new MemoryReader(facts), context()), [], 'GitHub was never connected');
  });

  it('are neither what is closed, nor what is somebody else’s, nor what was touched within a week or in the future', () => {
    for (const [name, fact] of [
      ['closed', pull(1, 0, untouched(aWeek, { state: 'closed' }))],
      ['merged while its checks fail', pull(1, 0, untouched(aWeek, { state: 'merged', checks: 'failing' }))],
      ['somebody else’s', pull(1, 0, untouched(aWeek, { isMine: false, checks: 'failing' }))],
      ['touched within a week', pull(1, 0, untouched(aWeek - 1, { checks: 'passing' }))],
      ['an issue that is assigned to nobody', issue(1, 0, untouched(aWeek))],
      ['an issue that was closed', issue(1, 0, untouched(aWeek, { isAssigned: true, state: 'closed' }))],
    ] as const)
      assert.deepEqual(works(['PR1', 'I1'], fact), [], name);
    assert.deepEqual(works(['I1'], issue(1, 0, untouched(-3 * aDay, { isAssigned: true })))[0]?.[2], 0);
    const mine = pull(1, 0, untouched(0, { awaitsMe: true }));
    assert.deepEqual(works(['PR1'], mine), [], 'one’s own pull request asks nobody for a review of oneself');
  });

  it('are ordered by address where they rest as long, and not of repositories that are switched off', () => {
    const facts = [pull(2, 0, untouched(aWeek)), pull(1, 0, untouched(aWeek))];
    assert.deepEqual(
      works(['PR2', 'PR1'], ...facts).map(([, number]) => number),
      [1, 2],
    );
    const pushed = { 'acme/shop': { left: at(now - 40 * aDay) } };
    const repos = [{ name: 'acme/shop', defaultBranch: 'main', pushedAt: 0, isPrivate: false }];
    const left = [connected(['I1', 'PR1'], { pushed, repos }), commit('a', now - 41 * aDay, { branch: 'left' })];
    const all = [...left, issue(1, 0, untouched(0, { isAssigned: true })), pull(1, 0, untouched(aWeek))];
    assert.deepEqual(
      githubWorkOf(new MemoryReader(all), context()).map(({ kind, days, number }) => [kind, days, number]),
      [
        ['stale', 7, 1],
        ['issue', 0, 1],
        ['branch', 40, undefined],
      ],
    );
    const choice = document('github:choice', 0, { off: ['acme/shop'] });
    assert.deepEqual(works(['PR2'], ...facts, choice), []);
  });

  it('are facts of a digest, four of a kind; a private name stays in the text', () => {
    const pulls = [1, 2, 3, 4, 5].map((number) => pull(number, 0, untouched(aWeek + number * aDay)));
    const secret = issue(9, 0, untouched(aDay, { isAssigned: true, isPrivate: true }));
    const nodes = ['PR1', 'PR2', 'PR3', 'PR4', 'PR5', 'I9'];
    const facts = readDigest(new MemoryReader([span(0, 30), connected(nodes), ...pulls, secret]), 14, context()).facts;
    assert.deepEqual(
      facts
        .filter(({ topic }) => topic === 'github')
        .map(({ id, weight, names, labels, values, url }) => [id, weight, names['task'], labels['about'], values, url]),
      [
        ...[5, 4, 3, 2].map((number, i) => [
          `github:pull:PR${number}:stale`,
          40 + 7 + number - i,
          `Change ${number}`,
          'stale',
          { days: 7 + number, ofThem: 5 },
          `https://github.example/pull/${number}`,
        ]),
        ['github:issue:I9:issue', 31, undefined, 'issue', { days: 1, ofThem: 1 }, 'https://github.example/issues/9'],
      ],
    );
    const [old] = readDigest(
      new MemoryReader([span(0, 30), connected(['PR1']), pull(1, 0, untouched(60 * aDay))]),
      14,
      context(),
    ).facts.filter(({ topic }) => topic === 'github');
    assert.deepEqual([old?.weight, old?.names], [90, { project: 'acme/shop', task: 'Change 1' }]);
  });
});

describe('commits in a digest', () => {
  const told = (...facts: Fact[]) =>
    readDigest(new MemoryReader([span(0, 30), ...facts]), 14, context()).facts.find(
      ({ id }) => id === 'github:commits',
    );

  it('are not the squashed ones of work that is known, however old it is', () => {
    const [old, squashed] = ['o'.padEnd(40, '0'), 's'.padEnd(40, '0')];
    const merged = (mark = '') => ({
      ...pull(1, -30, { mergeSha: squashed, shas: [old] }),
      id: `github:pull:PR1${mark}`,
    });
    const long = -400 * aDay;
    const there = (mark: string) => ({ ...commit('o', long), id: `github:commit:${old}${mark}` });
    assert.equal(told(merged(), commit('s', 0))?.values['commits'], 1);
    assert.equal(told(merged(), commit('s', 0), local('o', long)), undefined);
    assert.equal(told(merged(), commit('s', 0), there('')), undefined);
    assert.equal(told(merged('@0123abcd'), commit('s', 0), there('@0123abcd')), undefined);
    assert.equal(told(merged('@0123abcd'), commit('s', 0), there(''))?.values['commits'], 1, 'of another server');
  });

  it('are counted by day, with their lines where these are known', () => {
    const commits = [
      commit('a', 0, { additions: 5, deletions: 2 }),
      commit('b', 10),
      commit('c', -aDay, { additions: 1, deletions: 1 }),
    ];
    assert.deepEqual(told(...commits)?.values, { commits: 3, days: 2, linesAdded: 6, linesRemoved: 3 });
    assert.equal(told(...commits)?.text, '3 commits on 2 days, +6 −3 lines');
    assert.deepEqual([told(...commits)?.weight, told(...commits)?.labels], [20, { about: 'commits' }]);
    assert.equal(told(commit('e', 0, { additions: 5 }))?.values['linesAdded'], 0, 'half is nothing');
    assert.equal(told(local('d', 5))?.text, '1 commit on 1 day, +3 −1 lines');
    assert.equal(told(), undefined);
  });

  it('are those of fourteen days, by when the work was done', () => {
    const since = now - 14 * aDay;
    assert.equal(told(commit('a', since), commit('b', since - 1))?.values['commits'], 1);
    assert.equal(told(commit('a', 0), commit('b', now + aDay))?.values['commits'], 1);
    const rebased = local('b', 20, { authoredAt: at(since - 1) });
    assert.equal(told(commit('a', 0), rebased)?.values['commits'], 1);
    assert.equal(
      told(local('a', 0, { authoredAt: at(since) }), local('c', 0, { authoredAt: at(now + aDay) }))?.values['commits'],
      1,
    );
  });
});

describe('reviews in a digest', () => {
  const told = (...facts: Fact[]) => readDigest(new MemoryReader([span(0, 30), ...facts]), 14, context()).facts;
  const reviews = (...facts: Fact[]) => told(...facts).find(({ id }) => id === 'reviews');

  it('tell the median wait and the longest, and keep private titles in the text', () => {
    const one = reviews(pull(1, 0), review(1, 60));
    assert.deepEqual(
      [one?.text, one?.weight, one?.names],
      ['1 review came after 1 working hour: Change 1', 36, { task: 'Change 1' }],
    );
    const two = reviews(pull(1, 0, { isPrivate: true }), review(1, 240), pull(2, 0), review(2, 60));
    assert.deepEqual(
      [two?.text, two?.weight, two?.names],
      ['The median of 2 reviews came after 2.5 working hours, the last after 4: Change 1', 42.5, {}],
    );
    const many = Array.from({ length: 12 }, (_, i) => [pull(i, 0), review(i, 240)]).flat();
    assert.equal(reviews(...many)?.weight, 90);
  });

  it('count the first one by someone else, and pull requests that wait until now', () => {
    const hours = (...facts: Fact[]) => reviews(...facts)?.values['longestWorkingHours'];
    assert.equal(hours(pull(1, 0), review(1, 240), review(1, 60), review(1, 30, true)), 1);
    assert.equal(hours(pull(1, 0)), 8);
    assert.equal(hours(pull(1, 0, { isDraft: true })), undefined);
    assert.equal(hours(pull(1, 0, { state: 'closed' })), undefined);
    assert.equal(hours(pull(1, 0, { isMine: false }), review(1, 60)), undefined);
  });

  it('are beside the waiting that was logged, for reviews and for others', () => {
    const logs = [
      activity(60, 120, { title: 'Waiting for access' }),
      activity(130, 220, { title: 'blocked by the network' }),
      activity(230, 240, { title: 'Waiting for a review' }),
      activity(240, 300, { title: 'Unblocked the team' }),
    ];
    assert.deepEqual(
      told(...logs)
        .filter(({ labels }) => labels['about'] === 'logged')
        .map(({ id, weight, names, labels, text }) => [id, weight, names['task'], labels['of'], text]),
      [
        [
          'waiting:logged',
          35,
          'blocked by the network',
          'other',
          '2.5 h of waiting logged on 1 day, such as: blocked by the network',
        ],
        [
          'reviews:logged',
          30.4,
          'Waiting for a review',
          'review',
          '0.2 h of waiting logged on 1 day, such as: Waiting for a review',
        ],
      ],
    );
  });
});
