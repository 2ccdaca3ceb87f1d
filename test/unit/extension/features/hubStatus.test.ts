import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { Token } from '../../../../src/hub/tokens.ts';
import { hubFacts } from '../../../../src/extension/features/setup/hubFacts.ts';
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
    assert.match(
      text,
      /^- \*\*vim\*\*, token My \\\| editors: last heartbeat at 5\. Accepted: 3\. Not counted: 2 \(plain browsing\)\.$/m,
    );
    assert.match(text, /^- \*\*My \\\| editors\*\*: write, read\. Created at 2\.$/m);
    assert.match(text, /another program has port 5600/);
    assert.match(text, /^- \*\*401\*\*: A valid token is required\. Count: 4, last at 9\.$/m);
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
      return /Nothing has arrived from: (.*)\.$/m.exec(text)?.[1];
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

describe('the hub on the settings page', () => {
  const t = translator();
  const token: Token = { id: 'a', name: 'editors', scopes: ['write', 'read'], created: 2 };

  it('is off, not running yet, or answers', () => {
    const stateOf = (isOn: boolean): unknown => hubFacts({ isOn, hub: undefined, ownPid: 7, tokens: [] }, t)[0];
    assert.deepEqual(stateOf(false), { label: 'Hub', text: 'Off: no port is open' });
    assert.deepEqual(stateOf(true), { label: 'Hub', text: 'On, but not running yet' });
  });

  it('lists the five clients that sent last, what was refused last and why, and the tokens with their scopes', () => {
    const clients = Array.from({ length: 6 }, (_, i) => ({
      token: 'editors',
      app: `app ${i}`,
      last: i,
      accepted: 1,
      ignored: {},
    }));
    const refusals = [
      { status: 403, reason: 'Not for web pages.', count: 1, last: 4 },
      { status: 400, reason: 'Long ago.', count: 1, last: 1 },
      { status: 413, reason: 'Too long.', count: 1, last: 3 },
      { status: 401, reason: 'A valid token is required.', count: 2, last: 9 },
    ];
    const hub = { url: 'http://127.0.0.1:1', port: 1, pid: 7, since: 1, watchers: 'taken', clients, refusals };
    assert.deepEqual(hubFacts({ isOn: true, hub, ownPid: 7, tokens: [token] }, t), [
      { label: 'Hub', text: 'Answers on http://127.0.0.1:1', tone: 'good' },
      { label: "ActivityWatch's watchers", text: 'Another program has port 5600', tone: 'bad' },
      ...clients.slice(0, 5).map(({ app, last }) => ({ label: app, text: 'last heartbeat', at: last })),
      { label: 'Refused', text: '2 requests: A valid token is required. Last', at: 9 },
      { label: 'Refused', text: '1 request: Not for web pages. Last', at: 4 },
      { label: 'Refused', text: '1 request: Too long. Last', at: 3 },
      { label: 'Tokens', text: 'editors: write, read' },
    ]);
  });
});
