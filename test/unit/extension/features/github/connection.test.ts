import assert from 'node:assert/strict';
import { errorCode } from '../../../../../src/core/base/appError.ts';
import { authentication, workspace } from '../../../../fakes/viewHost/vscode.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { accessOf, connectionOf, pinned, scopesFor, setConnection } = await withFakeVscode(
  () => import('../../../../../src/extension/githubConnection.ts'),
);
const connection = { provider: 'github-enterprise', isPrivate: false } as const;
const before = { ...workspace, getSession: authentication.getSession };

describe('a connection to an enterprise server', () => {
  let setting: Readonly<Record<string, string>> = {};
  let sessions = 0;
  beforeEach(() => {
    [setting, sessions] = [{ globalValue: 'https://git.example.com' }, 0];
    workspace.getConfiguration = () => ({ inspect: () => setting }) as never;
    authentication.getSession = async () => (sessions++, { accessToken: 'token' });
  });
  after(() => {
    workspace.getConfiguration = before.getConfiguration;
    authentication.getSession = before.getSession;
  });

  async function connected() {
    const access = await accessOf(connection, { silent: true });
    assert.ok(access);
    return pinned(connection, access);
  }

  it('holds for the host that the user signed in to, whatever the settings say later', async () => {
    const kept = await connected();
    assert.equal((await accessOf(kept, { silent: true }))?.host, 'git.example.com');
    for (const other of [
      { globalValue: 'https://evil.example' },
      { globalValue: 'https://git.example.com.evil.example' },
      { globalValue: 'https://git.example.com:8443' },
      { globalValue: 'https://git.example.com', workspaceValue: 'https://evil.example' },
      { globalValue: 'http://git.example.com' },
    ]) {
      [setting, sessions] = [other, 0];
      assert.equal(await accessOf(kept, { silent: true }).then(() => 'none', errorCode), 'invalid-input');
      assert.equal(sessions, 0, 'no token was requested for it');
    }
  });

  it('keeps no name of the host', async () => {
    const { pin } = await connected();
    assert.match(pin ?? '', /^[0-9a-f]{16}$/);
  });

  it('is kept until it is taken away, and asks for no more than it needs', async () => {
    const state = new Map<string, unknown>();
    const globalState = {
      get: (key: string) => state.get(key),
      update: async (key: string, value: unknown) =>
        void (value === undefined ? state.delete(key) : state.set(key, value)),
    };
    const services = { context: { globalState } } as never;
    assert.equal(connectionOf(services), undefined);
    await setConnection(services, connection);
    assert.deepEqual(connectionOf(services), connection);
    await setConnection(services, undefined);
    assert.equal(state.size, 0);
    assert.deepEqual([scopesFor(true), scopesFor(false)], [['repo'], ['read:user']]);
  });
});
