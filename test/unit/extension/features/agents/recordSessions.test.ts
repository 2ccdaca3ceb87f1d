import assert from 'node:assert/strict';
import { agentResults, markOfResult } from '../../../../../src/agents/attribution/resultRecords.ts';
import { agentSessions } from '../../../../../src/agents/sessionRecords.ts';
import { agentTelemetry } from '../../../../../src/agents/telemetry/telemetryRecords.ts';
import { markOf } from '../../../../../src/agents/usageQuery.ts';
import { recordSessions } from '../../../../../src/extension/features/agents/recordSessions.ts';
import { isOwnCommit } from '../../../../../src/extension/features/commits/ownCommits.ts';

type Found = Parameters<typeof recordSessions>[1];

describe('the sessions of agents', () => {
  let stored: Record<string, string>;
  let results: Record<string, { mark: string; isCompared: boolean }>;
  let parts: { id: string; key?: string; start: number }[];
  let written: string[];
  beforeEach(() => {
    [stored, results, parts, written] = [{}, {}, [], []];
  });

  const services = {
    read: async (name: string) =>
      ({ 'agents.stored': stored, 'agents.storedResults': results, 'agents.reportedParts': parts })[name],
    records: ({ name }: { readonly name: string }) => ({
      put: async (id: string) => void written.push(`${name} ${id}`),
      remove: async (id: string) => void written.push(`${name} -${id}`),
    }),
  } as never;
  const session = (id: string, of: object = {}) => ({
    id,
    session: { key: id, start: 0, end: 100, turns: 1, toolCalls: 1, work: [], usage: [], ...of },
  });
  const found = (of: object): Found => ({ sessions: [], results: [], excluded: [], ...of }) as unknown as Found;
  const record = async (of: object) => {
    written = [];
    const count = await recordSessions(services, found(of));
    return [count, ...written];
  };

  it('are recorded where they are new or have changed', async () => {
    const [one, two] = [session('a'), session('b')];
    stored = { a: markOf(one.session as never) };
    assert.deepEqual(await record({ sessions: [one, two] }), [1, `${agentSessions.name} b`]);
    assert.deepEqual(await record({ sessions: [session('a', { end: 200 })] }), [1, `${agentSessions.name} a`]);
    assert.deepEqual(await record({}), [0]);
  });

  it('have their results, which a repository that is gone takes nothing of', async () => {
    const compared = { id: 'a', result: { legs: [], commits: [], lines: { kept: 1 } } };
    const gone = { id: 'a', result: { legs: [], commits: [] } };
    const put = `${agentResults.name} a`;
    assert.deepEqual(await record({ results: [gone] }), [1, put]);
    results = { a: { mark: 'other', isCompared: true } };
    assert.deepEqual(await record({ results: [gone] }), [0]);
    assert.deepEqual(await record({ results: [compared] }), [1, put]);
    results = { a: { mark: 'other', isCompared: false } };
    assert.deepEqual(await record({ results: [gone] }), [1, put]);
    results = { a: { mark: markOfResult(compared.result as never), isCompared: true } };
    assert.deepEqual(await record({ results: [compared] }), [0]);
    assert.deepEqual(
      await record({ sessions: [session('b')], results: [{ ...compared, id: 'c' }] }).then(([count]) => count),
      2,
    );
  });

  it('take the place of what tools reported of them', async () => {
    parts = [
      { id: 'before', key: 'a', start: 100 },
      { id: 'after', key: 'a', start: 101 },
      { id: 'other', key: 'b', start: 0 },
      { id: 'keyless', start: 0 },
      { id: 'hidden', key: 'x', start: 1e12 },
    ];
    const sessions = [session('a'), { ...session('a', { end: 50 }), id: 'a2' }];
    stored = Object.fromEntries(sessions.map((one) => [one.id, markOf(one.session as never)]));
    const removed = (...ids: string[]) => [0, ...ids.map((id) => `${agentTelemetry.name} -${id}`)];
    assert.deepEqual(await record({ sessions }), removed('before'));
    assert.deepEqual(await record({ sessions: sessions.toReversed() }), removed('before'), 'in any order');
    assert.deepEqual(await record({ excluded: ['x'] }), removed('hidden'));
  });
});

describe('a commit', () => {
  const own = { emails: new Set(['ada@example.org']), hashes: new Set(['h']) };
  const commit = { hash: 'x', authorEmail: 'Ada@Example.org', parents: ['p'] };

  it('is the user’s by its address or by the reflog, unless it merges', () => {
    assert.ok(isOwnCommit(commit, own));
    assert.ok(isOwnCommit({ ...commit, parents: [] }, own), 'the first one');
    assert.ok(!isOwnCommit({ ...commit, authorEmail: 'bo@example.org' }, own));
    assert.ok(isOwnCommit({ ...commit, authorEmail: 'bo@example.org', hash: 'h' }, own));
    assert.ok(!isOwnCommit({ hash: 'x', parents: ['p'] }, own) && isOwnCommit({ hash: 'h', parents: ['p'] }, own));
    assert.ok(!isOwnCommit({ ...commit, hash: 'h', parents: ['p', 'q'] }, own));
  });
});
