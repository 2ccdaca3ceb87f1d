import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { ConfigError, readConfig } from '../src/config.ts';
import { connect } from '../src/database/connect.ts';
import { startTracing } from '../src/tracing/tracing.ts';
import { signUp } from './harness/client.ts';
import { Collector } from './harness/collector.ts';
import { database, startTestServer } from './harness/testServer.ts';

describe('traces and metrics of OpenTelemetry', () => {
  it('are off by default, and their address is checked', async () => {
    const base = { DATABASE_URL: 'postgres://host/name' };
    assert.equal(readConfig(base).traceEndpoint, undefined);
    for (const wrong of ['collector:4318', 'ftp://collector', 'http'])
      assert.throws(() => readConfig({ ...base, OTEL_EXPORTER_OTLP_ENDPOINT: wrong }), ConfigError);
    const url = 'https://collector.example/otlp/';
    assert.equal(readConfig({ ...base, OTEL_EXPORTER_OTLP_ENDPOINT: url }).traceEndpoint, url);
  });

  it('lead from requests and jobs to their queries, count them, and tell nothing that anybody sent', async () => {
    const collector = new Collector();
    const server = await startTestServer({ registration: 'open', traceEndpoint: await collector.start() });
    const person = await signUp(server.client());
    await person.client.ok('POST', '/organizations', { name: 'planted mill' });
    assert.equal(await person.client.status('GET', '/planted?planted=planted'), 404);
    assert.equal(await person.client.status('GET', `/organizations/${person.id}/projects`), 404);
    await server.stop();
    const { spans } = collector;
    await collector.stop();
    assert.deepEqual(new Set(collector.paths), new Set(['/v1/traces', '/v1/metrics']));
    const request = spans.find(({ name }) => name === 'POST /organizations');
    assert.ok(request, JSON.stringify(spans.map(({ name }) => name)));
    assert.equal(request.kind, 2);
    const within = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
    assert.ok(within.some(({ name }) => name === 'insert organizations'));
    for (const { traceId } of within) assert.equal(traceId, request.traceId);
    const jobs = spans.filter(({ name }) => name.startsWith('job '));
    assert.deepEqual(jobs.map(({ name }) => name).sort(), ['job expiry', 'job months', 'job nightly', 'job standings']);
    const expiry = jobs.find(({ name }) => name === 'job expiry');
    assert.ok(spans.some(({ parentSpanId, name }) => parentSpanId === expiry?.spanId && name.startsWith('delete ')));
    assert.ok(
      spans.some(({ name }) => name === 'GET'),
      'a path that nobody defined has no name',
    );
    const metric = (name: string) => collector.metrics.findLast((one) => one.name === name);
    const made = metric('daymark_request_seconds')?.histogram?.dataPoints.find(({ attributes }) =>
      JSON.stringify(attributes).includes('"/organizations"'),
    );
    assert.deepEqual([made?.count, made?.bucketCounts?.reduce((sum, one) => sum + one, 0)], [1, 1]);
    assert.equal(made?.bucketCounts?.length, (made?.explicitBounds?.length ?? 0) + 1);
    const upkeep = metric('daymark_upkeep_total')?.sum;
    assert.deepEqual([upkeep?.isMonotonic, upkeep?.dataPoints[0]?.asDouble], [true, 1]);
    assert.equal(metric('daymark_connections')?.gauge?.dataPoints.length, 2);
    const all = collector.bodies.join('\n');
    for (const text of ['planted', person.email, person.id, '127.0.0.1', 'host.name', 'process.'])
      assert.ok(!all.includes(text), text);
  });

  it('say that a query failed, without its message', async () => {
    const collector = new Collector();
    const tracing = await startTracing(await collector.start());
    const { db } = connect(await database.create(), 2, { onError: () => undefined, onQuery: tracing.query });
    const failing = tracing.span({ name: 'work' }, () => sql`select ${'planted'}::int`.execute(db));
    await assert.rejects(failing);
    await db.destroy();
    await tracing.stop();
    await collector.stop();
    assert.deepEqual(
      collector.spans.map(({ name, status }) => [name, status?.code]),
      [
        ['raw', 2],
        ['work', 2],
      ],
    );
    assert.ok(!collector.bodies.join('').includes('planted'));
  });

  it('hold up nothing while the collector is gone', async () => {
    const collector = new Collector();
    const traceEndpoint = await collector.start();
    await collector.stop();
    const server = await startTestServer({ registration: 'open', traceEndpoint });
    await signUp(server.client());
    await server.stop();
  });
});
