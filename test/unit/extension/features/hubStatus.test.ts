import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { Token } from '../../../../src/hub/tokens.ts';
import { statusText } from '../../../../src/extension/features/hub/statusText.ts';

const voice = { t: translator(), timeOf: (at: number) => `at ${at}` };

describe('the page “Hub Status”', () => {
  it('shows where the hub answers, who sent what, and what was refused', () => {
    const hub = {
      url: 'http://127.0.0.1:38417',
      port: 38_417,
      pid: 7,
      since: 1,
      watchers: 'taken',
      clients: [{ token: 'My | editors', app: 'vim', last: 5, accepted: 3, ignored: { browsing: 2 } }],
      refusals: [{ status: 401, reason: 'A valid token is required.', count: 4, last: 9 }],
    };
    const token: Token = { id: 'a', name: 'My | editors', scopes: ['write', 'read'], created: 2 };
    const text = statusText({ isOn: true, hub, ownPid: 8, tokens: [token] }, voice);
    assert.match(
      text,
      /`http:\/\/127\.0\.0\.1:38417`\. It has been running in another window or program \(process 7\) since at 1\./,
    );
    assert.match(text, /\| My \\\| editors \| vim \| at 5 \| 3 \| 2 \\\(plain browsing\\\) \|/);
    assert.match(text, /\| My \\\| editors \| write, read \| at 2 \|/);
    assert.match(text, /another program has port 5600/);
    assert.match(text, /\| 401 \| A valid token is required\. \| 4 \| at 9 \|/);
    assert.match(
      statusText({ isOn: true, hub, ownPid: 7, tokens: [] }, voice),
      /It has been running in this window since/,
    );
  });

  it('says which of ActivityWatch’s watchers are missing, without which the others make no time', () => {
    const noteFor = (...apps: string[]): string | undefined => {
      const clients = apps.map((app) => ({ token: '', app, last: 5, accepted: 3, ignored: {} }));
      const hub = { url: '', port: 1, pid: 7, since: 1, watchers: '', clients, refusals: [] };
      const text = statusText({ isOn: true, hub, ownPid: 7, tokens: [] }, voice);
      return /Nothing has come from: (.*)\.$/m.exec(text)?.[1];
    };
    assert.equal(noteFor('aw-client-web'), 'aw-watcher-window, aw-watcher-afk');
    assert.equal(noteFor('aw-watcher-web-chrome', 'aw-watcher-window'), 'aw-watcher-afk');
    assert.equal(noteFor('aw-watcher-window'), 'aw-watcher-afk');
    assert.equal(noteFor('aw-watcher-window', 'aw-watcher-web-firefox', 'aw-watcher-afk'), undefined);
    assert.equal(noteFor('vim', 'aw-watcher-vscode'), undefined);
  });

  it('tells off from not running yet', () => {
    const none = { hub: undefined, ownPid: 7, tokens: [] };
    assert.match(statusText({ ...none, isOn: false }, voice), /The hub is off/);
    assert.match(statusText({ ...none, isOn: true }, voice), /not running yet/);
  });
});
