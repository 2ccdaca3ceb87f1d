import assert from 'node:assert/strict';
import { githubStateSchema, type GithubState } from '../../../../src/core/github/githubState.ts';
import type { SyncSession } from '../../../../src/integrations/github/session.ts';
import { readPushes } from '../../../../src/integrations/github/steps/pushes.ts';

const at = Date.UTC(2026, 10, 20, 9);
const created_at = new Date(at).toISOString();

/** Reads events of the person. @returns the branches that are known then, by repository */
async function pushedAfter(events: readonly object[]): Promise<GithubState['pushed']> {
  const pushed: GithubState['pushed'] = {};
  const get = async () => ({ data: events.map((event) => ({ created_at, ...event })), more: false });
  const session = {
    client: { get },
    state: { pushed, account: { login: 'me' }, etags: {} },
    request: { signal: new AbortController().signal },
    since: () => 0,
  };
  await readPushes(session as unknown as SyncSession);
  return pushed;
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
});
