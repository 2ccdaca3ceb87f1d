import assert from 'node:assert/strict';
import {
  detailsAtOnce,
  type DetailNode,
  type IssueNode,
  type PullNode,
} from '../../../../src/integrations/github/queries.ts';
import type { SyncSession } from '../../../../src/integrations/github/session.ts';
import { DetailQueue } from '../../../../src/integrations/github/steps/detailQueue.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

const day = '2026-11-20T09:00:00Z';
const repository = { nameWithOwner: 'acme/shop', isPrivate: false };
const noPages = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

const base = (id: string) => ({
  id,
  number: 1,
  title: id,
  url: `https://github.com/acme/shop/${id}`,
  createdAt: day,
  updatedAt: day,
  closedAt: null,
  author: { login: 'me', __typename: 'User' },
  repository,
  comments: noPages,
});

const issue = (id: string, changes: Partial<IssueNode> = {}) =>
  ({
    ...base(id),
    __typename: 'Issue',
    issueState: 'OPEN',
    assignees: { nodes: [] },
    ...changes,
  }) as unknown as DetailNode;

const pull = (id: string, changes: Partial<PullNode> = {}) =>
  ({
    ...base(id),
    __typename: 'PullRequest',
    state: 'OPEN',
    isDraft: false,
    mergedAt: null,
    additions: 1,
    deletions: 1,
    changedFiles: 1,
    headRefName: 'fix',
    mergeCommit: null,
    commits: { nodes: [] },
    head: { nodes: [] },
    asked: { nodes: [] },
    reviewRequests: { nodes: [] },
    reviews: noPages,
    ...changes,
  }) as unknown as DetailNode;

/** A queue over these things, with what it asked for, what it kept, and what it holds to be open. */
function given(nodes: readonly (DetailNode | null)[] = [], open: string[] = [], more: object = {}) {
  const asked: string[][] = [];
  const kept: string[] = [];
  const state = { open, account: { login: 'me' } };
  const graphql = async (_: string, { ids }: { ids: string[] }) => {
    asked.push(ids);
    return { nodes: nodes.filter((node) => node === null || ids.includes(node.id)) };
  };
  const session = {
    client: { graphql },
    reader: { login: 'me', host: 'github.com', clock: new FakeClock() },
    state,
    request: { isPrivate: false },
    isOff: (repo: string) => repo === 'acme/off',
    keep: async (documents: readonly { id: string }[]) => void kept.push(...documents.map(({ id }) => id)),
    ...more,
  };
  return { queue: new DetailQueue(session as unknown as SyncSession), asked, kept, state };
}

describe('pull requests and issues that are read by id', () => {
  it('are asked for once each, not if they were seen as they are, and as many at once as a request may hold', async () => {
    const { queue, asked } = given();
    queue.see('seen');
    const ids = Array.from({ length: detailsAtOnce }, (_, n) => `n${n}`);
    await queue.add(['seen', 'n0', 'n0', ...ids.slice(1, -1)]);
    assert.deepEqual(asked, [], 'one is missing for a full request');
    await queue.add([ids.at(-1) ?? '', 'n1']);
    assert.deepEqual(asked, [ids]);
    await queue.flush();
    assert.equal(asked.length, 1, 'nothing waits');
    await queue.add(['last']);
    await queue.flush();
    assert.deepEqual(asked.slice(1), [['last']]);
  });

  it('stay open while GitHub says so, and are left when they are closed or gone', async () => {
    const nodes = [
      issue('i1'),
      issue('i2', { issueState: 'CLOSED' }),
      pull('p1'),
      pull('p2', { state: 'MERGED', mergedAt: day }),
      null,
    ];
    const { queue, state, kept } = given(nodes, ['i2', 'p1', 'p2', 'gone', 'other']);
    await queue.add(['i1', 'i2', 'p1', 'p2', 'gone']);
    await queue.flush();
    assert.deepEqual(state.open.toSorted(), ['i1', 'other', 'p1']);
    assert.equal(kept.filter((id) => /:(?:issue|pull):/.test(id)).length, 4);
  });

  it('name the repositories of one’s own pull requests alone, and whether they are private', async () => {
    const isPrivate = { nameWithOwner: 'acme/secret', isPrivate: true };
    const others = { nameWithOwner: 'acme/others', isPrivate: false };
    const nodes = [
      pull('mine'),
      pull('secret', { repository: isPrivate }),
      pull('theirs', { repository: others, author: { login: 'you', __typename: 'User' } } as Partial<PullNode>),
      issue('issue', { repository: { nameWithOwner: 'acme/issues', isPrivate: false } }),
    ];
    const { queue } = given(nodes, [], { request: { isPrivate: true } });
    await queue.add(nodes.map(({ id }) => id));
    await queue.flush();
    assert.deepEqual(
      [...queue.repositories],
      [
        ['acme/shop', false],
        ['acme/secret', true],
      ],
    );
  });

  it('are not kept of a repository that is switched off, nor of a private one without leave', async () => {
    const nodes = [
      issue('off', { repository: { nameWithOwner: 'acme/off', isPrivate: false } }),
      issue('private', { repository: { nameWithOwner: 'acme/secret', isPrivate: true } }),
    ];
    const { queue, kept, state } = given(nodes, ['off']);
    await queue.add(['off', 'private']);
    await queue.flush();
    assert.deepEqual([kept, state.open], [[], ['off']]);
  });

  it('may be no pull request and no issue, and are then gone', async () => {
    const { queue, kept, state } = given([{ ...issue('d'), __typename: 'Discussion' } as never], ['d']);
    await queue.add(['d']);
    await queue.flush();
    assert.deepEqual([kept, state.open], [[], []]);
  });

  it('have replies of as many pages as there are, but not of a list without an end', async () => {
    const page = (cursor: string) => ({ nodes: [], pageInfo: { hasNextPage: true, endCursor: cursor } });
    for (const [cursorOf, most] of [
      [() => 'same', 2],
      [(page: number) => ['a', 'b'][page % 2] ?? '', 3],
      [String, 201],
    ] as const) {
      let pages = 0;
      const graphql = async () => {
        assert.ok(pages <= most, 'there is no end');
        return { nodes: [pull('p', { comments: page(cursorOf(pages++)) } as never)] };
      };
      const { queue } = given([], [], { client: { graphql } });
      await queue.add(['p']);
      await queue.flush();
      assert.equal(pages, most);
    }
  });
});
