import assert from 'node:assert/strict';
import { readCommits } from '../../../src/analytics/collaboration/readCommits.ts';
import { ofKind, readCodeHosts } from '../../../src/analytics/collaboration/events.ts';
import { seenCommits } from '../../../src/analytics/collaboration/seenCommits.ts';
import { readDay } from '../../../src/analytics/history/dayView.ts';
import { readFeed } from '../../../src/analytics/feed.ts';
import { commitsIn } from '../../../src/core/facts/commits.ts';
import { dayMs } from '../../../src/core/time/days.ts';
import type { DocumentFact } from '../../../src/core/facts/facts.ts';
import type { HostedCommit, PullRequest } from '../../../src/core/codeHosts/codeHostEvent.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { shaOf } from '../../fakes/github/world.ts';
import { at, context, day } from './given.ts';

const range = { from: at(-5 * 24 * 60), to: at(24 * 60) };

function document(id: string, minutes: number, body: object): DocumentFact {
  const collection = id.startsWith('github:') ? 'github' : 'commits';
  const times = { at: at(minutes), start: at(minutes), end: at(minutes), offset: 0 };
  return { type: 'document', collection, id, rev: 1, ...times, body: JSON.stringify(body) };
}

interface Made {
  /** Minutes after nine. */
  readonly authored: number;
  readonly committed?: number;
  readonly subject?: string;
  readonly more?: Partial<HostedCommit>;
}

/** A commit from the local git. */
function local(name: string, { authored, committed = authored, subject = name }: Made): DocumentFact {
  const hash = shaOf(name);
  const figures = { files: 1, insertions: 3, deletions: 1, authoredAt: at(authored) };
  return document(`commit:${hash}`, committed, { hash, subject, project: '/home/me/shop', ...figures });
}

/** The same on GitHub. */
function pushed(name: string, { authored, committed = authored, subject = name, more = {} }: Made): DocumentFact {
  const sha = shaOf(name);
  const url = `https://github.example/acme/shop/commit/${sha}`;
  const where = { repo: 'acme/shop', isPrivate: false, url, branch: 'main', isMerge: false };
  const times = { authoredAt: at(authored), committedAt: at(committed) };
  return document(`github:commit:${sha}`, authored, {
    kind: 'commit',
    ...where,
    sha,
    subject,
    ...times,
    ...more,
  });
}

function counted(...facts: DocumentFact[]): string[] {
  const reader = new MemoryReader(facts);
  return readCommits(reader, range, readCodeHosts(reader, range)).map(({ id }) => id.slice(0, id.lastIndexOf(':') + 9));
}

const idOf = (of: 'local' | 'github', name: string): string =>
  `${of === 'local' ? 'commit' : 'github:commit'}:${shaOf(name).slice(0, 8)}`;

describe('a commit that was seen here and on GitHub', () => {
  it('is one, with the link of the one and the lines and folder of the other; both facts stay', () => {
    const facts = [local('a', { authored: 1 }), pushed('a', { authored: 1, more: { additions: 9, deletions: 9 } })];
    assert.deepEqual(counted(...facts), [idOf('github', 'a')]);
    const reader = new MemoryReader(facts);
    const [commit, ...others] = readCommits(reader, range, readCodeHosts(reader, range));
    assert.deepEqual(others, []);
    assert.deepEqual([commit?.additions, commit?.project, commit?.repo], [3, '/home/me/shop', 'acme/shop']);
    assert.match(commit?.url ?? '', /^https:/);
    assert.equal(reader.documents('commits', range).length + reader.documents('github', range).length, 2);
  });

  it('is one in the feed and in the view of its day, and one that was not pushed is there too', () => {
    const facts = [local('a', { authored: 1 }), pushed('a', { authored: 1 }), local('b', { authored: 2 })];
    const reader = new MemoryReader(facts);
    const { items } = readFeed(reader, { before: Infinity, limit: 9 }, context());
    assert.deepEqual(
      items.map(({ title, source, project, url }) => [title, source, project, url !== undefined]),
      [
        ['b', 'editor', 'shop', false],
        ['a', 'github', 'shop', true],
      ],
    );
    const marks = readDay(reader, day, context()).marks.map(({ type, title, url }) => [type, title, url !== undefined]);
    assert.deepEqual(marks, [
      ['commit', 'a', true],
      ['commit', 'b', false],
    ]);
  });

  it('amended and rebased work counts once, whatever of it was pushed', () => {
    const first = local('first', { authored: 1, subject: 'Fix' });
    const amended = local('amended', { authored: 1, committed: 5, subject: 'Fix' });
    const rebased = local('rebased', { authored: 1, committed: 24 * 60, subject: 'Fix' });
    assert.deepEqual(counted(first, amended, rebased), [idOf('local', 'rebased')]);
    const there = pushed('rebased', { authored: 1, committed: 24 * 60, subject: 'Fix' });
    assert.deepEqual(counted(first, amended, rebased, there), [idOf('github', 'rebased')]);
    // Rebased on GitHub itself, so the local commit was never there.
    assert.deepEqual(counted(first, amended, there), [idOf('github', 'rebased')]);
  });

  it('squashed work counts as the commits that were made here', () => {
    const pull: Partial<PullRequest> = {
      kind: 'pull',
      repo: 'acme/shop',
      isPrivate: false,
      url: '',
      node: 'PR',
      number: 1,
      title: 'Fix (#1)',
      author: 'mona',
      isMine: true,
      state: 'merged',
      isDraft: false,
      createdAt: at(3),
      updatedAt: at(9),
      additions: 6,
      deletions: 2,
      files: 1,
      branch: 'fix',
      awaitsMe: false,
      mergeSha: shaOf('squashed'),
      shas: [shaOf('one'), shaOf('two')],
    };
    const facts = [
      local('one', { authored: 1 }),
      local('two', { authored: 2 }),
      pushed('squashed', { authored: 9 }),
      document('github:pull:PR', 3, pull),
    ];
    assert.deepEqual(counted(...facts), [idOf('local', 'one'), idOf('local', 'two')]);
  });

  it('keeps apart what was written at the same second in two repositories that are known', () => {
    const other = pushed('b', { authored: 1, committed: 5, subject: 'Fix', more: { repo: 'acme/site' } });
    const facts = [local('a', { authored: 1, subject: 'Fix' }), pushed('a', { authored: 1, subject: 'Fix' }), other];
    assert.equal(counted(...facts).length, 2);
  });

  it('is the same in whatever order the facts come', () => {
    const facts = [local('a', { authored: 1 }), pushed('a', { authored: 1 }), pushed('c', { authored: 3 })];
    const ids = (list: readonly DocumentFact[]): string[] => {
      const reader = new MemoryReader([...list]);
      const seen = seenCommits(
        commitsIn(reader.documents('commits', range)),
        ofKind(readCodeHosts(reader, { from: range.from - dayMs, to: range.to }), 'commit'),
      );
      return seen.map(({ id }) => id).sort();
    };
    assert.deepEqual(ids(facts.toReversed()), ids(facts));
  });
});
