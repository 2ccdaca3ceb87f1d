import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fuzzRuns } from '../fuzz/runs.ts';
import { anyText, otherBodies, withMore } from '../integrations/anyAnswer.ts';
import { StartedHub } from './startedHub.ts';

const json = (value: unknown): string => JSON.stringify(value);
const now = Date.now();
const timestamp = new Date(now - 60_000).toISOString();
const bucket = '/api/0/buckets/aw-watcher-window_desk';
const companion = '/api/daymark/v1/browser';
const visit = { id: 'v', start: now - 60_000, end: now - 30_000, host: 'example.com', kind: 'browsing' };
const attributes = [{ key: 'event.name', value: { stringValue: 'api_request' } }];

/** Usual requests of programs to each address. */
const sent: Readonly<Record<string, string>> = {
  '/api/v1/users/current/heartbeats': json({ entity: '/p/a.ts', type: 'file', time: now / 1000 }),
  '/api/v1/users/current/heartbeats.bulk': json([{ entity: '/p/a.ts', type: 'file', time: now / 1000 }]),
  [bucket]: json({ client: 'aw-watcher-window', hostname: 'desk', type: 'currentwindow' }),
  [`${bucket}/heartbeat?pulsetime=2`]: json({ timestamp, duration: 1, data: { app: 'Slack', title: 't' } }),
  [`${bucket}/events`]: json([{ timestamp, duration: 1, data: { app: 'Slack', title: 't' } }]),
  '/api/0/query': json({ query: ['RETURN = [1, "a"];'], timeperiods: [`${timestamp}/${timestamp}`] }),
  '/v1/logs': json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] }),
  '/v1/traces': json({ resourceSpans: [{ scopeSpans: [{ spans: [{ name: 'run_turn', attributes }] }] }] }),
  [`${companion}/visits`]: json({ install: 'i', visits: [visit] }),
  [`${companion}/category`]: json({ host: 'example.com', category: null }),
  [`${companion}/pair`]: json({ code: '123456', name: 'x' }),
  [`${companion}/proof`]: json({ mark: 'ab'.repeat(8), nonce: 'ab'.repeat(16) }),
};

describe('whatever is sent to the hub', function () {
  this.timeout(600_000);
  let hub: StartedHub;
  let headers: Record<string, string>;
  before(async () => {
    hub = await new StartedHub().start([0], { requestsPerSecond: 100_000, requestsAtOnce: 100_000 });
    hub.operations = [{ name: 'agents.receive' }] as unknown as typeof hub.operations;
    const token = hub.token('read', 'write', 'names', 'browser');
    headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  });
  after(() => hub.stop());

  const check = async (address: string, raw: string): Promise<void> => {
    const began = performance.now();
    const { status, text } = await hub.send(address, { method: 'POST', headers, raw });
    assert.ok(status < 500, `${address} ${raw.slice(0, 100)}: ${status} ${text}`);
    const took = performance.now() - began;
    assert.ok(took < 4000, `${took} ms`);
  };

  for (const [address, usual] of Object.entries(sent))
    it(`${address} takes it, or says what is wrong`, async () => {
      for (const body of [...otherBodies, ...withMore(usual)]) if (body.length < 1_000_000) await check(address, body);
      await fc.assert(
        fc.asyncProperty(anyText([usual]), (text) => check(address, text)),
        { numRuns: fuzzRuns(15) },
      );
      const { status } = await hub.send(address, { method: 'POST', headers, raw: usual });
      assert.ok(status < 500, 'it still answers');
    });
});
