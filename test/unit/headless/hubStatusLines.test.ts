import assert from 'node:assert/strict';
import { hubStatusLines } from '../../../src/headless/hubStatusLines.ts';

describe('the status of the hub on the command line', () => {
  const hub = { url: 'http://127.0.0.1:1', port: 1, pid: 7, since: 0, watchers: '', clients: [], refusals: [] };

  it('has the address, and says that nobody has sent anything', () => {
    const lines = hubStatusLines(hub);
    assert.match(lines[0] ?? '', /^The Daymark hub answers on http:\/\/127\.0\.0\.1:1 \(process 7\) since .*19[67]\d/);
    assert.deepEqual(lines.slice(1), ['No client has sent anything since then.']);
  });

  it('lists watchers, clients, and refusals with their reasons', () => {
    const clients = [{ token: '', app: 'vim', last: 0, accepted: 3, ignored: {} }];
    const refusals = [{ status: 401, reason: 'The token is unknown.', count: 2, last: 0 }];
    const lines = hubStatusLines({ ...hub, watchers: 'http://127.0.0.1:5600', clients, refusals }).slice(1);
    const expected = [
      /^ActivityWatch's watchers may send to http:\/\/127\.0\.0\.1:5600 without a token\.$/,
      /^Clients:$/,
      /^ {2}vim, token \(none\): last .*, accepted 3$/,
      /^Refused requests:$/,
      /^ {2}401 The token is unknown\. Count: 2, last /,
    ];
    assert.equal(lines.length, expected.length);
    assert.match(hubStatusLines({ ...hub, watchers: 'taken' })[1] ?? '', /can't send: another program has their port/);
    for (const [i, pattern] of expected.entries()) assert.match(lines[i] ?? '', pattern);
  });
});
