import assert from 'node:assert/strict';
import { AppError } from '../../../src/core/base/appError.ts';
import type { ApiOperation } from '../../../src/hub/hubStore.ts';
import { StartedHub } from './startedHub.ts';

const base = '/api/daymark/v1';
const operation = (name: string, access: ApiOperation['access']): ApiOperation => ({
  name,
  title: `Title of ${name}`,
  description: 'What it does.',
  access,
  params: {
    type: 'object',
    properties: { day: { type: 'string' }, limit: { type: 'number' }, tags: { type: 'array' } },
    required: ['day'],
  },
  result: { type: 'object' },
});

describe('operations over HTTP', () => {
  let hub: StartedHub;
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  beforeEach(async () => {
    hub = await new StartedHub().start();
    hub.operations = [operation('day.get', 'read'), operation('plan.tick', 'write')];
    hub.answerOf = () => ({ total: 1 });
  });
  afterEach(() => hub.stop());

  it('run by GET and by POST, with their parameters', async () => {
    const headers = bearer(hub.token('read'));
    assert.deepEqual((await hub.send(`${base}/day.get?day=2026&limit=3`, { headers })).json(), { total: 1 });
    await hub.send(`${base}/day.get`, { method: 'POST', headers, body: { day: 'x' } });
    assert.deepEqual(hub.asked, [
      { operation: 'day.get', params: { day: '2026', limit: 3 }, names: false },
      { operation: 'day.get', params: { day: 'x' }, names: false },
    ]);
  });

  it('get no key among their parameters', async () => {
    const key = hub.token('read');
    await hub.send(`${base}/day.get?api_key=${key}&day=x`);
    assert.deepEqual(hub.asked.at(-1)?.params, { day: 'x' });
  });

  it('answer HEAD as GET, without the body', async () => {
    const headers = bearer(hub.token('read', 'write'));
    const { status, text, headers: sent } = await hub.send(`${base}/day.get`, { method: 'HEAD', headers });
    assert.deepEqual([status, text], [200, '']);
    assert.ok(sent.etag);
    assert.equal((await hub.send(`${base}/plan.tick`, { method: 'HEAD', headers })).status, 405);
    assert.equal((await hub.send(`${base}/events`, { method: 'HEAD', headers })).status, 200);
  });

  it('that write need the scope, and POST', async () => {
    const read = bearer(hub.token('read'));
    const both = bearer(hub.token('read', 'write'));
    assert.equal((await hub.send(`${base}/plan.tick`, { method: 'POST', headers: read, body: {} })).status, 403);
    assert.equal((await hub.send(`${base}/plan.tick`, { headers: both })).status, 405);
    assert.deepEqual(hub.asked, []);
    assert.equal((await hub.send(`${base}/plan.tick`, { method: 'POST', headers: both, body: {} })).status, 200);
  });

  it('give names only to a token with that scope', async () => {
    await hub.send(`${base}/day.get`, { headers: bearer(hub.token('read', 'names')) });
    assert.equal(hub.asked[0]?.names, true);
  });

  it('are answered with 304 while the answer is the same', async () => {
    const headers = bearer(hub.token('read'));
    const { etag = '' } = (await hub.send(`${base}/day.get`, { headers })).headers;
    const again = await hub.send(`${base}/day.get`, { headers: { ...headers, 'if-none-match': etag } });
    assert.deepEqual([again.status, again.text], [304, '']);
    const many = { ...headers, 'if-none-match': `"x", W/${etag}` };
    assert.equal((await hub.send(`${base}/day.get`, { headers: many })).status, 304);
    hub.answerOf = () => ({ total: 2 });
    assert.equal((await hub.send(`${base}/day.get`, { headers: { ...headers, 'if-none-match': etag } })).status, 200);
  });

  it('fail with a problem that says what is wrong, and hides what is not the caller’s business', async () => {
    const headers = bearer(hub.token('read'));
    hub.answerOf = () => {
      throw new AppError('invalid-input', 'The parameter "day" must be a day.');
    };
    const wrong = await hub.send(`${base}/day.get`, { headers });
    assert.equal(wrong.headers['content-type'], 'application/problem+json');
    const { instance, ...problem } = wrong.json() as Record<string, unknown>;
    assert.deepEqual(problem, {
      type: 'about:blank',
      title: 'Invalid parameters',
      status: 422,
      detail: 'The parameter "day" must be a day.',
    });
    assert.equal(instance, `urn:uuid:${String(wrong.headers['x-request-id'])}`);
    hub.answerOf = () => {
      throw new Error('/home/ada/secret');
    };
    const broken = await hub.send(`${base}/day.get`, { headers });
    assert.equal(broken.status, 500);
    assert.doesNotMatch(broken.text, /ada/);
    assert.equal((await hub.send(`${base}/no.such`, { headers })).status, 404);
  });

  it('are described as OpenAPI 3.1', async () => {
    const headers = bearer(hub.token('read'));
    const described = await hub.send(`${base}/openapi.json`, { headers });
    const { openapi, paths } = described.json() as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; parameters?: object[] }>>;
    };
    assert.equal(openapi, '3.1.0');
    assert.deepEqual(
      Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods)]),
      [
        [`${base}/day.get`, ['get', 'post']],
        [`${base}/plan.tick`, ['post']],
      ],
    );
    // As they are read: a text and a number as they stand, a list as JSON.
    assert.deepEqual(paths[`${base}/day.get`]?.['get']?.parameters, [
      { name: 'day', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'limit', in: 'query', required: false, schema: { type: 'number' } },
      { name: 'tags', in: 'query', required: false, content: { 'application/json': { schema: { type: 'array' } } } },
    ]);
    const { etag = '' } = described.headers;
    const again = await hub.send(`${base}/openapi.json`, { headers: { ...headers, 'if-none-match': etag } });
    assert.equal(again.status, 304);
  });

  it('health says whether it lives, and whether it can write', async () => {
    assert.equal((await hub.send('/health/live')).status, 200);
    assert.equal((await hub.send('/health/ready')).status, 200);
    hub.refuse = new AppError('storage-full', 'The disk is full.');
    assert.equal((await hub.send('/health/live')).status, 200);
    assert.equal((await hub.send('/health/ready')).status, 503);
  });
});
