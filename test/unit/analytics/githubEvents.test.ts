import assert from 'node:assert/strict';
import { readCollaboration } from '../../../src/analytics/collaboration/collaboration.ts';
import { readGithubPart } from '../../../src/analytics/collaboration/githubFeed.ts';
import { workReportOf } from '../../../src/analytics/workReport.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context, day, nine } from './given.ts';
import { commit, connected, document, ending, issue, local, pull, review } from './githubGiven.ts';

const aDay = 24 * 60;

describe('GitHub in the feed', () => {
  const range = { from: at(-aDay), to: at(aDay) };
  const items = (...facts: Fact[]) =>
    readGithubPart(new MemoryReader(facts), range, context())
      .items((root) => root.slice(1))
      .map(({ title, kind, detail, project, start }) => [title, kind, detail, project, (start - nine) / 60_000]);

  it('has pull requests and issues that the person opened, with the wait for the first review', () => {
    const opened = (wait: string) => [
      'Opened pull request #1',
      'coding',
      ['Change 1', '+1 −1', wait].filter((part) => part !== '').join(' · '),
      'acme/shop',
      5,
    ];
    assert.deepEqual(items(pull(1, 5)), [opened('')]);
    assert.deepEqual(items(pull(1, 5), review(1, 35, true))[0], opened(''));
    // Even one that comes after what is shown.
    assert.deepEqual(items(pull(1, 5), review(1, 5 + 2 * aDay)), [opened('first review after 48 h')]);
    const reviews = [review(1, 65), review(1, 35), review(1, 95)];
    assert.deepEqual(items(pull(1, 5), ...reviews)[0], opened('first review after 30 min'));
    assert.deepEqual(items(issue(2, 7)), [['Opened issue #2', 'planning', 'Issue 2', 'acme/shop', 7]]);
    assert.deepEqual(items(pull(1, 5, { isMine: false }), issue(2, 7, { isMine: false })), []);
  });

  it('has the end of what the person opened, or is assigned to', () => {
    const facts = [pull(1, 0), ending(['pull', 1], 90, 'merged'), issue(2, 0), ending(['issue', 2], 60)];
    assert.deepEqual(
      items(...facts)
        .slice(-4)
        .filter(([title]) => !String(title).startsWith('Opened')),
      [
        ['Issue #2 was closed', 'planning', 'Issue 2 · after 1 h', 'acme/shop', 60],
        ['Pull request #1 was merged', 'coding', 'Change 1 · after 1 h 30 min', 'acme/shop', 90],
      ],
    );
    const ended = (...some: Fact[]) =>
      items(...some)
        .filter(([title]) => /was/.test(String(title)))
        .map(([title]) => title);
    assert.deepEqual(ended(pull(1, 0), ending(['pull', 1], 90)), ['Pull request #1 was closed']);
    assert.deepEqual(ended(pull(1, 0, { isMine: false }), ending(['pull', 1], 90)), []);
    assert.deepEqual(ended(issue(2, 0, { isMine: false }), ending(['issue', 2], 60)), []);
    const assigned = { isMine: false, isAssigned: true };
    assert.deepEqual(ended(issue(2, 0, assigned), ending(['issue', 2], 60)), ['Issue #2 was closed']);
    assert.deepEqual(ended(ending(['issue', 2], 60)), [], 'nothing is known of it');
  });

  it('has reviews and comments, given or received', () => {
    const comment = (isMine: boolean) =>
      document(`github:comment:${isMine}`, 9, {
        kind: 'comment',
        of: 'issue',
        number: 3,
        about: 'x',
        author: 'mona',
        isMine,
        at: at(9),
        url: '',
      });
    assert.deepEqual(
      items(review(1, 5), review(1, 6, true), comment(true), comment(false)).map((item) => item.slice(0, 3)),
      [
        ['mona reviewed pull request #1', 'reviewing', 'approved'],
        ['Reviewed pull request #1', 'reviewing', 'approved'],
        ['Commented on #3', 'reviewing', undefined],
        ['mona commented on #3', 'reviewing', undefined],
      ],
    );
  });

  it('has commits with their branch and lines, under the project here or the repository there', () => {
    assert.deepEqual(
      items(
        commit('a', 1, { additions: 5, deletions: 2 }),
        commit('b', 2),
        local('c', 3),
        local('d', 4, { branch: undefined }),
      ),
      [
        ['c', 'coding', 'main · +3 −1', 'home/me/shop', 3],
        ['d', 'coding', '+3 −1', 'home/me/shop', 4],
        ['a', 'coding', 'main · +5 −2', 'acme/shop', 1],
        ['b', 'coding', 'main', 'acme/shop', 2],
      ],
    );
  });

  it('knows squashed commits by pull requests of thirty days around it', () => {
    const made = (opened: number) => {
      const squash = { mergeSha: 's'.padEnd(40, '0'), shas: ['o'.padEnd(40, '0')] };
      const facts = [pull(1, opened, squash), local('o', 3), commit('s', 5)];
      return items(...facts)
        .filter(([, kind, , , start]) => kind === 'coding' && start !== opened)
        .map(([title]) => title);
    };
    const [from, to] = [-aDay, aDay];
    assert.deepEqual([made(0), made(from - 30 * aDay), made(from - 30 * aDay - 1)], [['o'], ['o'], ['o', 's']]);
    assert.deepEqual([made(to), made(to + 30 * aDay - 1), made(to + 30 * aDay)], [['o'], ['o'], ['o', 's']]);
  });

  it('says how much was read for it', () => {
    const read = (...facts: Fact[]) => readGithubPart(new MemoryReader(facts), range, context()).read;
    assert.deepEqual([read(), read(local('c', 3)), read(pull(1, -2 * aDay)), read(pull(1, 2 * aDay))], [0, 1, 1, 1]);
  });
});

describe('deeds on GitHub', () => {
  it('are reviews, comments, and pull requests of the person’s, opened and ended, within the range', () => {
    const comment = document('github:comment:1', 9, {
      kind: 'comment',
      of: 'issue',
      number: 3,
      about: 'x',
      author: 'me',
      isMine: true,
      at: at(9),
      url: '',
    });
    const facts = [
      pull(1, 0),
      pull(2, 1, { isMine: false }),
      pull(3, 60),
      issue(4, 2),
      review(2, 3, true),
      review(1, 4),
      comment,
      ending(['pull', 1], 10, 'merged'),
      ending(['pull', 2], 11, 'merged'),
      ending(['issue', 4], 12),
    ];
    const { deeds = [], known } =
      readCollaboration(new MemoryReader([connected([], { firstSince: 5, through: {} }), ...facts]), {
        from: at(0),
        to: at(60),
      }) ?? {};
    assert.deepEqual(
      deeds.map(({ kind, about, at: when, offset }) => [kind, about, (when - nine) / 60_000, offset]),
      [
        ['pull', 'github:pull:PR1', 0, 0],
        ['review', 'github:pull:PR2', 3, 0],
        ['comment', 'x', 9, 0],
        ['pull', 'github:pull:PR1', 10, 0],
      ],
    );
    assert.deepEqual(known, { from: 5, to: 0 });
    const asked = pull(5, 0, { isMine: false, askedAt: at(5), awaitsMe: true });
    const about = {
      kind: 'comment',
      of: 'pull',
      number: 5,
      about: 'github:pull:PR5',
      author: 'me',
      isMine: true,
      at: at(9),
      url: '',
    };
    const { waits } =
      readCollaboration(new MemoryReader([connected(), asked, document('github:comment:5', 9, about)]), {
        from: at(0),
        to: at(60),
      }) ?? {};
    assert.deepEqual(waits, [{ from: at(5), to: Infinity }], 'a comment is no answer');
  });
});

describe('GitHub in a report of work', () => {
  const done = (...facts: Fact[]) =>
    workReportOf(new MemoryReader(facts), { from: day, to: day }, context())
      .facts.filter(({ section }) => section === 'done')
      .map(({ fact }) => fact);

  it('has pull requests that were opened, merged, or reviewed, the person’s own deeds only', () => {
    const names = { project: 'acme/shop' };
    assert.deepEqual(
      done(
        pull(1, 0),
        ending(['pull', 1], 20, 'merged'),
        pull(2, 1, { isMine: false }),
        ending(['pull', 2], 21, 'merged'),
        review(2, 30, true),
        review(2, 31, true),
        review(1, 32),
        pull(3, 5),
        ending(['pull', 3], 40),
        issue(4, 6),
        ending(['issue', 4], 7),
      ).map(({ id, topic, names: named, labels, text }) => [id, topic, named, labels['state'], text]),
      [
        [
          'report:opened:github:pull:PR1',
          'github',
          { ...names, task: 'Change 1' },
          'opened',
          'Opened pull request acme/shop#1: Change 1',
        ],
        [
          'report:opened:github:pull:PR3',
          'github',
          { ...names, task: 'Change 3' },
          'opened',
          'Opened pull request acme/shop#3: Change 3',
        ],
        ['report:merged:github:ending:pull1', 'github', names, 'merged', 'Merged pull request acme/shop#1'],
        ['report:reviewed:github:review:2-30', 'review', names, 'reviewed', 'Reviewed acme/shop#2'],
      ],
    );
  });

  it('has those of its days, the last eight', () => {
    const texts = (...facts: Fact[]) => done(...facts).map(({ text }) => text.slice(-12));
    assert.deepEqual(texts(pull(1, -9 * 60), pull(2, -9 * 60 - 1), pull(3, 15 * 60 - 1), pull(4, 15 * 60)), [
      '#1: Change 1',
      '#3: Change 3',
    ]);
    assert.deepEqual(texts(review(2, -9 * 60 - 1, true)), []);
    assert.deepEqual(texts(pull(1, -3 * aDay), ending(['pull', 1], -9 * 60 - 1, 'merged')), []);
    const nine_ = Array.from({ length: 9 }, (_, i) => pull(i, i));
    assert.deepEqual([texts(...nine_).length, texts(...nine_)[0]], [8, '#1: Change 1']);
  });
});
