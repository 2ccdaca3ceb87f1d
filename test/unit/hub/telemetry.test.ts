import assert from 'node:assert/strict';
import { StartedHub } from './startedHub.ts';

describe('OpenTelemetry at the hub', () => {
  let hub: StartedHub;
  let secret = '';
  beforeEach(async () => {
    hub = await new StartedHub().start();
    hub.operations = [{ name: 'agents.receive', title: '', description: '', access: 'write', params: {}, result: {} }];
    hub.answerOf = () => ({ calls: 1 });
    secret = hub.tokens.create('Claude Code', ['write'], 0).secret;
  });
  afterEach(() => hub.stop());

  const post = (
    path: string,
    { type = 'application/json', token = secret, body = { resourceLogs: [{}] } as unknown } = {},
  ) => hub.send(path, { method: 'POST', body, headers: { 'content-type': type, authorization: `Bearer ${token}` } });

  it('hands logs to the operation, one request after another, and tells who sent them', async () => {
    let running = 0;
    hub.answerOf = async () => {
      assert.equal(++running, 1, 'two at once');
      await new Promise((resolve) => setTimeout(resolve, 20));
      running--;
      return { calls: 1 };
    };
    for (const answer of await Promise.all([post('/v1/logs'), post('/v1/logs')])) {
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json(), { partialSuccess: {} });
    }
    const call = { operation: 'agents.receive', params: { resourceLogs: [{}] }, names: false };
    assert.deepEqual(hub.asked, [call, call]);
    const [client] = hub.hub.status().clients;
    assert.deepEqual([client?.app, client?.token, client?.accepted], ['OpenTelemetry', 'Claude Code', 2]);
  });

  it('takes metrics without reading them, and logs and traces for what agents do now', async () => {
    for (const path of ['/v1/metrics', '/v1/traces']) assert.equal((await post(path)).status, 200);
    assert.deepEqual(hub.asked, []);
    assert.deepEqual(hub.states, [{ resourceLogs: [{}] }]);
    await post('/v1/logs');
    assert.equal(hub.states.length, 2);
    // Codex sends more than a megabyte of spans at once.
    const large = { resourceSpans: ['x'.repeat(2 * 1024 * 1024)] };
    assert.equal((await post('/v1/traces', { body: large })).status, 200);
    assert.equal((await post('/v1/logs', { body: large })).status, 413);
  });

  it('takes what was used also where the states of agents cannot be kept, and says so', async () => {
    hub.refuseStates = new Error('the disk is full');
    assert.equal((await post('/v1/logs')).status, 200);
    assert.equal(hub.asked.length, 1);
    assert.deepEqual(
      hub.hub.status().refusals.map(({ status }) => status),
      [507],
    );
  });

  it('refuses Protobuf with what to set, and whoever has no token that may write', async () => {
    for (const path of ['/v1/logs', '/v1/metrics']) {
      const refused = await post(path, { type: 'application/x-protobuf' });
      assert.equal(refused.status, 415);
      assert.match(refused.text, /OTEL_EXPORTER_OTLP_PROTOCOL=http\/json/);
    }
    assert.equal((await post('/v1/logs', { token: 'x' })).status, 401);
    const reader = hub.tokens.create('Reader', ['read'], 0).secret;
    assert.equal((await post('/v1/logs', { token: reader })).status, 403);
    hub.operations = [];
    assert.equal((await post('/v1/logs')).status, 503);
    assert.deepEqual(hub.asked, []);
  });
});
