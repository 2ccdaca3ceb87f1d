import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { StartedHub } from './startedHub.ts';

describe('tokens of the hub', () => {
  let hub: StartedHub;
  beforeEach(async () => (hub = await new StartedHub().start()));
  afterEach(() => hub.stop());

  it('are compared in constant time: each one, whatever is sent, by hashes of one length', () => {
    const secrets = Array.from({ length: 5 }, () => hub.token('read'));
    const real = crypto.timingSafeEqual;
    let lengths: number[] = [];
    crypto.timingSafeEqual = (a, b) => {
      lengths.push(a.byteLength, b.byteLength);
      return real(a, b);
    };
    syncBuiltinESMExports();
    try {
      const [first = ''] = secrets;
      const last = secrets.at(-1) ?? '';
      const near = `${first.slice(0, -1)}${first.endsWith('0') ? '1' : '0'}`;
      for (const sent of [first, last, near, '', 'x'.repeat(4000), undefined]) {
        lengths = [];
        assert.equal(hub.tokens.verify(sent) !== undefined, secrets.includes(sent ?? ''), sent);
        assert.deepEqual(lengths, Array(10).fill(32), `compared with ${sent}`);
      }
    } finally {
      crypto.timingSafeEqual = real;
      syncBuiltinESMExports();
    }
  });

  it('are needed at every address but the health checks and pairing', async () => {
    const [waka, aw, own] = ['/api/v1/users/current', '/api/0', '/api/daymark/v1'];
    const addresses = [
      ...[
        '',
        '/heartbeats',
        '/heartbeats.bulk',
        '/statusbar/today',
        '/summaries',
        '/stats/last_7_days',
        '/projects',
      ].map((end) => waka + end),
      ...['/info', '/buckets', '/buckets/a', '/buckets/a/events', '/buckets/a/heartbeat', '/query', '/export'].map(
        (end) => aw + end,
      ),
      ...[
        '/openapi.json',
        '/events',
        '/hub/status',
        '/day.get',
        '/tasks.create',
        '/browser/visits',
        '/browser/state',
      ].map((end) => own + end),
    ];
    for (const address of addresses)
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const { status } = await hub.send(address, { method });
        // 404 and 405 tell nothing that the documentation doesn't; 429 comes after many refusals.
        assert.ok([401, 404, 405, 429].includes(status), `${method} ${address}: ${status}`);
      }
    assert.deepEqual([hub.spans.size, hub.asked.length], [0, 0]);
    assert.equal((await hub.send('/health/live')).status, 200);
  });
});
