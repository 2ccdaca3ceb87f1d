import assert from 'node:assert/strict';
import type { DocumentFact } from '../../../../src/core/facts/facts.ts';
import { type Reader } from '../../../../src/integrations/github/documents.ts';
import { pullDocuments } from '../../../../src/integrations/github/pulls.ts';

const reader: Reader = { host: 'github.com', login: 'Me', clock: { utcOffset: () => 60 } };
const time = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const ms = (minute: number) => Date.parse(time(minute));
const filed = ({ id, rev, start, end, offset, body }: DocumentFact) => ({
  id,
  rev,
  start,
  end,
  offset,
  ...(JSON.parse(body) as object),
});

/** A pull request as GraphQL answers it. */
const pull = {
  id: 'P1',
  number: 7,
  title: 'T',
  url: 'u',
  repository: { nameWithOwner: 'o/r', isPrivate: false },
  author: { login: 'ada' },
  state: 'OPEN',
  isDraft: false,
  createdAt: time(0),
  updatedAt: time(5),
  closedAt: null,
  mergedAt: null,
  additions: 1,
  deletions: 1,
  changedFiles: 1,
  headRefName: 'fix',
  mergeCommit: null,
  commits: { nodes: [] },
  head: { nodes: [] },
  reviewRequests: { nodes: [] },
  asked: { nodes: [] },
};
const pullAs = (changes: object) => pullDocuments({ ...pull, ...changes } as never, reader).map(filed);

describe('a pull request as a document', () => {
  it('lasts until it is merged or closed, which is a document of its own', () => {
    const times = (changes: object) => pullAs(changes).map(({ id, rev, start, end }) => [id, rev, start, end]);
    assert.deepEqual(times({}), [['github:pull:P1', ms(5), ms(0), ms(0)]]);
    const ending = [`github:ending:P1:${ms(9)}`, 1, ms(9), ms(9)];
    const itself = ['github:pull:P1', ms(5), ms(0), ms(9)];
    assert.deepEqual(times({ state: 'CLOSED', closedAt: time(9) }), [itself, ending]);
    assert.deepEqual(times({ state: 'MERGED', closedAt: time(10), mergedAt: time(9) }), [itself, ending]);
  });

  it('may be of an account that is gone', () => {
    const authors = [null, { login: 'ME' }].map((author) => {
      const { author: name, isMine } = pullAs({ author })[0] as unknown as { author: string; isMine: boolean };
      return [name, isMine];
    });
    assert.deepEqual(authors, [
      ['', false],
      ['ME', true],
    ]);
  });

  it('has changed when it or one of its checks did last', () => {
    const rev = (...nodes: object[]) =>
      pullAs({ head: { nodes: [{ commit: { statusCheckRollup: { state: 'SUCCESS', contexts: { nodes } } } }] } })[0]
        ?.rev;
    assert.deepEqual([rev(), rev({ startedAt: time(3) }), rev({ completedAt: time(8) })], [ms(5), ms(5), ms(8)]);
    assert.equal(rev({ createdAt: time(6) }, { startedAt: time(7), completedAt: null }), ms(7));
  });
});

describe('a review that is asked for', () => {
  it('is of the last time that the person was named', () => {
    const asked = (...nodes: object[]) => {
      return (pullAs({ asked: { nodes } })[0] as Record<string, unknown> | undefined)?.['askedAt'];
    };
    const at = (minute: number, login: string) => ({ createdAt: time(minute), requestedReviewer: { login } });
    assert.equal(asked(at(1, 'me'), at(3, 'ME'), at(2, 'me'), at(9, 'bob')), ms(3));
    assert.equal(asked(at(9, 'bob')), undefined);
    assert.equal(
      asked({}, { createdAt: time(9), requestedReviewer: null }, { requestedReviewer: { login: 'me' } }),
      undefined,
    );
  });
});
