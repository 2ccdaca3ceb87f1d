import assert from 'node:assert/strict';
import type { DocumentFact } from '../../../../src/core/facts/facts.ts';
import { commitDocument, commitRev, type RestCommit } from '../../../../src/integrations/github/commits.ts';
import { isBot, isSame, type Reader, stateDocument } from '../../../../src/integrations/github/documents.ts';
import { isFinal, statusOf } from '../../../../src/integrations/github/failures.ts';
import { issueDocuments, issueNodeDocuments, type RestIssue } from '../../../../src/integrations/github/issues.ts';
import { hasEnded, type RestRun, runDocument } from '../../../../src/integrations/github/runs.ts';

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

describe('an issue of GitHub as a document', () => {
  const rest = {
    node_id: 'I1',
    number: 7,
    title: 'Bug',
    html_url: 'https://github.com/o/r/issues/7',
    repository_url: 'https://api.github.com/repos/o/r',
    state: 'open',
    comments: 0,
    created_at: time(0),
    updated_at: time(5),
    closed_at: null,
    user: { login: 'ada' },
    assignees: [{ login: 'bob' }, { login: 'me' }],
  } as RestIssue;
  const node = {
    __typename: 'Issue',
    id: 'I1',
    number: 7,
    title: 'Bug',
    url: 'https://github.com/o/r/issues/7',
    repository: { nameWithOwner: 'o/r', isPrivate: true },
    issueState: 'OPEN',
    author: { login: 'ada' },
    assignees: { nodes: [{ login: 'bob' }, { login: 'me' }] },
    createdAt: time(0),
    updatedAt: time(5),
    closedAt: null,
  };

  it('says whose it is and who is assigned, the same from both of its interfaces', () => {
    const [one, ...others] = issueDocuments(rest, true, reader).map(told);
    assert.deepEqual(others, []);
    assert.deepEqual(one, {
      id: 'github:issue:I1',
      rev: ms(5),
      start: ms(0),
      end: ms(0),
      offset: 60,
      kind: 'issue',
      repo: 'o/r',
      isPrivate: true,
      url: rest.html_url,
      node: 'I1',
      number: 7,
      title: 'Bug',
      author: 'ada',
      isMine: false,
      isAssigned: true,
      state: 'open',
      createdAt: ms(0),
      updatedAt: ms(5),
    });
    assert.deepEqual(issueNodeDocuments(node as never, reader).map(told), [one]);
    const bodies = (changes: object, nodeChanges: object) =>
      [
        issueDocuments({ ...rest, ...changes }, true, reader),
        issueNodeDocuments({ ...node, ...nodeChanges } as never, reader),
      ].map(([first]) => {
        const { author, isMine, isAssigned } = JSON.parse(first?.body ?? '{}') as Record<string, unknown>;
        return [author, isMine, isAssigned];
      });
    const mine = bodies(
      { user: { login: 'ME' }, assignees: null },
      { author: { login: 'ME' }, assignees: { nodes: [] } },
    );
    assert.deepEqual(mine, [
      ['ME', true, false],
      ['ME', true, false],
    ]);
    // A deleted account.
    const ghost = bodies(
      { user: null, assignees: undefined },
      { author: null, assignees: { nodes: [{ login: 'bob' }] } },
    );
    assert.deepEqual(ghost, [
      ['', false, false],
      ['', false, false],
    ]);
  });

  it('that was closed has its end as a document of its own', () => {
    const closed = issueDocuments({ ...rest, state: 'closed', closed_at: time(9) }, false, reader).map(told);
    assert.deepEqual(
      closed.map(({ id, rev, start, end }) => [id, rev, start, end]),
      [
        ['github:issue:I1', ms(5), ms(0), ms(9)],
        [`github:ending:I1:${ms(9)}`, 1, ms(9), ms(9)],
      ],
    );
    const ended = issueNodeDocuments({ ...node, issueState: 'CLOSED', closedAt: time(9) } as never, reader).map(told);
    assert.deepEqual(
      ended.map(({ id }) => id),
      closed.map(({ id }) => id),
    );
  });
});

describe('a run of CI as a document', () => {
  const run = {
    id: 5,
    run_attempt: 2,
    name: 'CI',
    display_title: 'Fix it',
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    head_branch: 'main',
    head_sha: 'abc',
    html_url: 'u',
    created_at: time(0),
    run_started_at: time(1),
    updated_at: time(4),
  } as unknown as RestRun;
  const of = (changes: Partial<RestRun> = {}) =>
    told(runDocument({ ...run, ...changes }, { name: 'o/r', isPrivate: false }, reader)) as Record<string, unknown>;

  it('has its attempt, its times, and what came of it once it ended', () => {
    assert.deepEqual(of(), {
      id: 'github:run:5:2',
      rev: 2,
      start: ms(1),
      end: ms(4),
      offset: 60,
      kind: 'run',
      repo: 'o/r',
      isPrivate: false,
      url: 'u',
      run: 5,
      attempt: 2,
      workflow: 'CI',
      event: 'push',
      branch: 'main',
      sha: 'abc',
      startedAt: ms(1),
      endedAt: ms(4),
      conclusion: 'passed',
    });
    const running = of({ status: 'in_progress', conclusion: null });
    assert.deepEqual(
      [running['rev'], running['end'], 'endedAt' in running, 'conclusion' in running],
      [1, ms(1), false, false],
    );
    const bare = of({
      run_attempt: undefined,
      name: null,
      head_branch: null,
      run_started_at: undefined,
      updated_at: time(-5),
    } as never);
    assert.deepEqual(
      ['id', 'workflow', 'branch', 'startedAt', 'endedAt'].map((name) => bare[name]),
      ['github:run:5:1', 'Fix it', '', ms(0), ms(0)],
    );
    assert.deepEqual(
      ['completed', 'queued', 'in_progress', null].map((status) => hasEnded({ status })),
      [true, false, false, false],
    );
  });

  it('passed, failed, or was stopped', () => {
    for (const [conclusion, expected] of [
      ['success', 'passed'],
      ['neutral', 'passed'],
      ['failure', 'failed'],
      ['timed_out', 'failed'],
      ['startup_failure', 'failed'],
      ['cancelled', 'stopped'],
      ['skipped', 'stopped'],
      ['action_required', 'stopped'],
      [null, 'stopped'],
    ] as const)
      assert.equal(of({ conclusion })['conclusion'], expected, String(conclusion));
  });
});

describe('a commit as a document', () => {
  const commit = {
    sha: 'abc',
    node_id: 'C1',
    html_url: 'u',
    author: { login: 'me', type: 'User' },
    parents: [{}],
    commit: { message: 'Fix it\n\nbecause', author: { date: time(1) }, committer: { date: time(3) } },
  };
  const source = { repo: { name: 'o/r', isPrivate: true, defaultBranch: 'main' }, branch: 'fix' };
  const of = (changes: object = {}, size?: object) => {
    const document = commitDocument({ ...commit, ...changes } as unknown as RestCommit, source, {
      size: size as never,
      reader,
    });
    return document && told(document);
  };

  it('is of the time at which it was authored, and says when it was committed', () => {
    assert.deepEqual(of(), {
      id: 'github:commit:abc',
      rev: 2,
      start: ms(1),
      end: ms(1),
      offset: 60,
      kind: 'commit',
      repo: 'o/r',
      isPrivate: true,
      url: 'u',
      sha: 'abc',
      subject: 'Fix it',
      branch: 'fix',
      authoredAt: ms(1),
      committedAt: ms(3),
      isMerge: false,
    });
    const committed = (inner: object) =>
      (of({ commit: { message: '', ...inner } }) as { committedAt?: number } | undefined)?.committedAt;
    assert.equal(committed({ author: { date: time(1) }, committer: null }), ms(1));
    assert.equal(committed({ author: null, committer: { date: time(3) } }), undefined);
  });

  it('has its size where both numbers came, is a merge with two parents, and none of a bot', () => {
    const sized = of({ parents: [{}, {}] }, { additions: 0, deletions: 4 }) as Record<string, unknown>;
    assert.deepEqual(
      ['rev', 'additions', 'deletions', 'isMerge'].map((name) => sized[name]),
      [4, 0, 4, true],
    );
    for (const size of [{ additions: 1 }, { deletions: 1 }]) assert.equal('additions' in (of({}, size) ?? {}), false);
    assert.equal(of({ author: { login: 'x[bot]' } }), undefined);
    assert.ok(of({ author: null }));
  });
});

describe('what GitHub answered', () => {
  it('is final, or worth another try; no answer is none', () => {
    assert.deepEqual([403, 404, 409, 410, 422, 451].filter(isFinal).length, 6);
    assert.deepEqual([0, 401, 429, 500, 502].filter(isFinal), []);
    assert.deepEqual(
      [
        { status: 404 },
        { status: 500 },
        { status: 500, response: {} },
        { status: 501 },
        { status: '404' },
        new Error('x'),
      ].map(statusOf),
      [404, 0, 500, 501, 0, 0],
    );
  });

  it('names accounts in any case, and bots', () => {
    assert.deepEqual([isSame('ADA', 'ada'), isSame('ada', 'bob'), isSame(undefined, '')], [true, false, false]);
    assert.deepEqual(
      [{ type: 'Bot' }, { __typename: 'Bot' }, { login: 'a[bot]' }, { login: 'abot' }, { type: 'User' }, null].map(
        isBot,
      ),
      [true, true, true, false, false, false],
    );
  });

  it('gives a commit a later revision on another branch, and with its size', () => {
    const repo = { defaultBranch: 'main' } as never;
    assert.deepEqual(
      [
        commitRev(repo, 'main', false),
        commitRev(repo, 'fix', false),
        commitRev(repo, 'main', true),
        commitRev(repo, 'fix', true),
      ],
      [1, 2, 3, 4],
    );
    const { start, end, offset, rev, at } = stateDocument({} as never, 3, 9);
    assert.deepEqual([start, end, offset, rev, at], [0, 0, 0, 3, 9]);
  });
});
