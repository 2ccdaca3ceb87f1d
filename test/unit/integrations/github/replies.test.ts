import assert from 'node:assert/strict';
import type { DocumentFact } from '../../../../src/core/facts/facts.ts';
import { type Reader } from '../../../../src/integrations/github/documents.ts';
import { replyDocuments } from '../../../../src/integrations/github/replies.ts';

const reader: Reader = { host: 'github.com', login: 'Me', clock: { utcOffset: () => 60 } };
const time = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const ms = (minute: number) => Date.parse(time(minute));
const told = ({ id, rev, start, end, offset, body }: DocumentFact) => ({
  id,
  rev,
  start,
  end,
  offset,
  ...(JSON.parse(body) as object),
});

describe('what was said on GitHub', () => {
  const author = (login: string | null, more: object = {}) =>
    login === null ? null : { __typename: 'User', login, ...more };
  const comment = (id: string, login: string | null, more: object = {}) => ({
    id,
    url: `u/${id}`,
    author: author(login, more),
    createdAt: time(1),
    updatedAt: time(2),
  });
  const review = (id: string, login: string | null, more: object = {}) => ({
    ...comment(id, login),
    state: 'APPROVED',
    submittedAt: time(3),
    comments: { totalCount: 4 },
    ...more,
  });
  const replies = (of: { mine: boolean; author?: null; type?: string; comments?: object[]; reviews?: object[] }) =>
    replyDocuments(
      {
        __typename: of.type ?? 'PullRequest',
        id: 'N1',
        number: 7,
        author: of.author === undefined ? { login: of.mine ? 'me' : 'ada' } : of.author,
        repository: { nameWithOwner: 'o/r', isPrivate: false },
        comments: { nodes: of.comments ?? [] },
        reviews: { nodes: of.reviews ?? [] },
      } as never,
      reader,
    ).map(told);
  const ids = (of: Parameters<typeof replies>[0]) => replies(of).map(({ id }) => id.slice('github:'.length));

  it('counts where the person said it, or others to what the person opened, and no bot did', () => {
    const comments = [
      comment('a', 'ME'),
      comment('b', 'bob'),
      comment('c', 'x[bot]'),
      comment('d', 'y', { __typename: 'Bot' }),
      comment('e', null),
    ];
    assert.deepEqual(ids({ mine: true, comments }), ['comment:a', 'comment:b']);
    assert.deepEqual(ids({ mine: false, comments }), ['comment:a']);
    assert.deepEqual(ids({ mine: true, type: 'Issue', comments, reviews: [review('r', 'bob')] }), [
      'comment:a',
      'comment:b',
    ]);
  });

  it('is a review once it was submitted, and a comment where it answers on one’s own', () => {
    const reviews = [
      review('a', 'bob'),
      review('b', 'bob', { state: 'PENDING' }),
      review('c', 'bob', { submittedAt: null }),
      review('d', 'me'),
      review('e', 'x[bot]'),
    ];
    assert.deepEqual(ids({ mine: true, reviews }), ['review:a', 'comment:d']);
    assert.deepEqual(ids({ mine: false, reviews }), ['review:d']);
    const [one] = replies({ mine: false, reviews: [review('d', 'me', { state: 'CHANGES_REQUESTED' })] });
    assert.deepEqual(one, {
      id: 'github:review:d',
      rev: ms(2),
      start: ms(3),
      end: ms(3),
      offset: 60,
      kind: 'review',
      repo: 'o/r',
      isPrivate: false,
      url: 'u/d',
      number: 7,
      about: 'github:pull:N1',
      author: 'me',
      isMine: true,
      at: ms(3),
      verdict: 'changes',
      comments: 4,
    });
    const gone = { mine: false, author: null, reviews: [review('d', 'me'), review('f', 'bob')] } as const;
    assert.deepEqual(ids({ ...gone, reviews: [...gone.reviews] }), ['review:d'], 'of an account that is gone');
    const [answer] = replies({ mine: true, reviews: [review('d', 'me')] });
    assert.deepEqual([answer?.start, answer?.rev], [ms(3), 1]);
  });

  it('is about the issue or the pull request', () => {
    const abouts = ['Issue', 'PullRequest'].map((type) => {
      const [one] = replies({ mine: true, type, comments: [comment('a', 'bob')] });
      const { about, of } = one as unknown as { about: string; of: string };
      return [about, of];
    });
    assert.deepEqual(abouts, [
      ['github:issue:N1', 'issue'],
      ['github:pull:N1', 'pull'],
    ]);
  });
});
