import assert from 'node:assert/strict';
import { githubStateSchema, type GithubState } from '../../../../src/core/github/githubState.ts';
import type { SyncSession } from '../../../../src/integrations/github/session.ts';
import { readPushes } from '../../../../src/integrations/github/steps/pushes.ts';

const at = Date.UTC(2026, 10, 20, 9);
const created_at = new Date(at).toISOString();

/** Reads events of the person. @returns the branches that are known then, by repository */
async function pushedAfter(
  events: readonly object[],
  pushed: GithubState['pushed'] = {},
): Promise<GithubState['pushed']> {
  const get = async () => ({ data: events.map((event) => ({ created_at, ...event })), more: false });
  await readPushes(sessionOf(get, pushed, () => 0));
  return pushed;
}

function sessionOf(get: unknown, pushed: GithubState['pushed'], since: () => number): SyncSession {
  return {
    client: { get },
    state: { pushed, account: { login: 'me' }, etags: {} },
    request: { signal: new AbortController().signal },
    since,
  } as unknown as SyncSession;
}

const push = (repo: string, branch: string) => ({
  type: 'PushEvent',
  repo: { name: repo },
  payload: { ref: `refs/heads/${branch}` },
});
const deletion = (repo: string, branch: string) => ({
  type: 'DeleteEvent',
  repo: { name: repo },
  payload: { ref: branch, ref_type: 'branch' },
});

describe('the branches that the person pushed to', () => {
  it('may have a name that every object knows', async () => {
    const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
    const pushed = await pushedAfter(names.map((name) => push('mona/app', name)));
    assert.deepEqual(pushed, { 'mona/app': Object.fromEntries(names.map((name) => [name, at])) });
    assert.deepEqual(githubStateSchema.shape.pushed.parse(JSON.parse(JSON.stringify(pushed))), pushed);
    assert.deepEqual(await pushedAfter([deletion('mona/app', names[0] ?? ''), push('mona/app', names[0] ?? '')]), {
      'mona/app': {},
    });
  });

  it('change nothing that all objects inherit, and are those of repositories', async () => {
    const before = [Object, Object.prototype, Function.prototype].map((one) => Object.getOwnPropertyNames(one));
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'mona',
      'mona/..',
      '../user',
      'a/b/c',
      'a\u202Eb/c',
      'a/b\n',
    ];
    const all = names.flatMap((name) => [push(name, 'zq7'), push('mona/app', name), deletion(name, 'name')]);
    const pushed = await pushedAfter(all);
    assert.deepEqual(Object.keys(pushed), ['mona/app']);
    assert.equal('zq7' in {}, false);
    assert.deepEqual(
      [Object, Object.prototype, Function.prototype].map((one) => Object.getOwnPropertyNames(one)),
      before,
    );
  });

  it('are those of pushes to branches, each with its last push, and without those that were deleted later', async () => {
    const later = (ms: number) => ({ created_at: new Date(at + ms).toISOString() });
    const tag = { ...push('mona/app', 'x'), payload: { ref: 'refs/tags/v1' } };
    const events = [
      { ...push('mona/app', 'again'), ...later(5) },
      { ...deletion('mona/app', 'gone'), ...later(4) },
      { ...deletion('mona/app', 'again'), ...later(3) },
      tag,
      { ...push('mona/app', 'none'), created_at: null },
      { ...push('mona/app', 'none'), type: 'CreateEvent' },
      { ...push('mona/app', 'none'), payload: {} },
      { ...deletion('mona/app', 'kept'), payload: { ref: 'kept', ref_type: 'tag' } },
      deletion('mona/unknown', 'x'),
      push('mona/app', 'kept'),
      push('mona/app', 'gone'),
      push('mona/app', 'again'),
      { ...push('mona/app', 'kept'), ...later(-9) },
    ];
    assert.deepEqual(await pushedAfter(events), { 'mona/app': { again: at + 5, kept: at } });
  });

  it('stay known where a push was seen after the deletion', async () => {
    const pushed: GithubState['pushed'] = { 'mona/app': { later: at + 1, same: at } };
    const gone = [deletion('mona/app', 'later'), deletion('mona/app', 'same')];
    assert.deepEqual(await pushedAfter(gone, pushed), { 'mona/app': { later: at + 1 } });
    assert.deepEqual(await pushedAfter([push('mona/app', 'later')], pushed), { 'mona/app': { later: at + 1 } });
  });

  it('are read in three pages at most, and no further than the last reading', async () => {
    const pagesOf = async (events: readonly (readonly object[])[]) => {
      const read: number[] = [];
      const get = async (_: string, { page = 1 }: { page?: number }) => {
        read.push(page);
        return { data: events[page - 1] ?? [{ ...push('mona/app', `b${page}`), created_at }], more: true };
      };
      await readPushes(sessionOf(get, {}, () => at));
      return read;
    };
    assert.deepEqual(await pagesOf([]), [1, 2, 3]);
    const before = { ...push('mona/app', 'x'), created_at: new Date(at - 1).toISOString() };
    assert.deepEqual(await pagesOf([[{ ...before, created_at }, before]]), [1]);
    assert.deepEqual(await pagesOf([[{ ...before, created_at: null }]]), [1]);
  });
});
