import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { type Person, signUp } from './harness/client.ts';
import { batchOf, joinAs, makeOrganization, share } from './harness/organization.ts';
import { type Schema, nearlyOf, valuesOf } from './harness/requestsOf.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly security: readonly unknown[];
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Sent {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly isOwn: boolean;
}

/** These would take the account that the others need, and the last two have no end. */
const ending = new Set([
  'post /api/v1/auth/logout',
  'post /auth/logout',
  'post /api/v1/users/me/delete',
  'put /api/v1/auth/password',
  'get /api/v1/events',
  'get /api/v1/sync/events',
]);
const runs = Number(process.env['DAYMARK_FUZZ_RUNS'] ?? 8);

describe('the description of the API', () => {
  let server: TestServer;
  let description: Description;
  let owner: Person;
  let team: string;
  let ids: Record<string, string>;
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));

  before(async () => {
    server = await startTestServer({ registration: 'open' });
    description = (await (await fetch(`${server.url}/openapi.json`)).json()) as Description;
    owner = await signUp(server.client());
    // So that what is for operators isn't refused before it answers.
    await database.query(`update users set is_operator = true where id = '${owner.id}'`, server.databaseUrl);
    team = await makeOrganization(owner);
    const member = await joinAs(server, { owner, id: team, role: 'member' });
    await share(owner, batchOf('2026-11-02', 60));
    const project = await owner.client.ok<{ id: string }>('POST', `/organizations/${team}/projects`, {
      name: 'One',
      alias: 'Heron',
    });
    const device = await owner.client.ok<{ id: string }>('POST', '/sync/devices', {
      name: 'Laptop',
      publicKey: 'a2V5',
    });
    ids = { organization: team, user: member.id, project: project.id, device: device.id, sequence: '1', position: '1' };
  });
  after(() => server.stop());

  it('is complete: every operation has an answer and a problem', () => {
    for (const [path, operations] of Object.entries(description.paths))
      for (const [method, { responses }] of Object.entries(operations)) {
        // Device codes have separate errors: RFC 8628, section 3.5.
        const [status = '', ...others] = Object.keys(responses).filter(
          (one) => !['default', '304', '400'].includes(one),
        );
        assert.deepEqual(others, [], `${method} ${path}`);
        assert.ok(status === '204' || responses[status]?.content, `${method} ${path}: ${status}`);
        assert.ok(responses['default']?.content?.['application/problem+json'], `${method} ${path}`);
      }
  });

  /** Sends a request, and compares its answer with the description. */
  async function tryOne(name: string, operation: Operation, sent: Sent): Promise<number> {
    const [method = '', template = ''] = name.split(' ');
    // Calls that delete something by its id leave what the others need.
    const isOwn = sent.isOwn && method !== 'delete' && !/\/(?:leave|revoke|members\/\{user\})$/.test(template);
    const fill = (_all: string, at: string): string =>
      encodeURIComponent(text((isOwn ? ids[at] : undefined) ?? sent.path[at] ?? randomUUID()));
    const query = new URLSearchParams(
      Object.entries(sent.query).map(([key, value]): [string, string] => [key, text(value)]),
    );
    const [type = ''] = Object.keys(operation.requestBody?.content ?? {});
    const answer = await fetch(`${server.url}${template.replaceAll(/\{(\w+)\}/g, fill)}?${query.toString()}`, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        ...(operation.security.length > 0 ? { authorization: `Bearer ${owner.client.token}` } : {}),
        ...(type === '' ? {} : { 'content-type': type }),
        'idempotency-key': randomUUID(),
      },
      ...(type === '' || method === 'get' ? {} : { body: encode(type, sent.body) }),
    });
    const body = await answer.text();
    const about = `${name} ${JSON.stringify(sent)}: ${answer.status} ${body.slice(0, 500)}`;
    assert.ok(answer.status < 500, about);
    const described = operation.responses[String(answer.status)] ?? operation.responses['default'];
    // A success that isn't described may not hide among the problems.
    assert.ok(answer.status >= 400 || operation.responses[String(answer.status)], about);
    const is = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const contents = { ...operation.responses['default']?.content, ...described?.content };
    if (answer.status === 204) assert.equal(body, '', about);
    else {
      assert.ok(contents[is], `${is}: ${about}`);
      if (is.endsWith('json')) {
        const validate = ajv.compile(contents[is]?.schema ?? {});
        assert.ok(validate(JSON.parse(body)), `${JSON.stringify(validate.errors)} ${about}`);
      }
    }
    return answer.status;
  }

  /** Valid requests, each with the text in another place. */
  function* withText(operation: Operation, bad: string): Generator<Sent> {
    const [{ path, query, body }] = fc.sample(parts(operation, valuesOf), { numRuns: 1, seed: 1 }) as [Sent];
    for (const { in: place, name } of operation.parameters ?? []) {
      yield { path: place === 'path' ? { ...path, [name]: bad } : path, query, body, isOwn: false };
      yield { path, query: place === 'query' ? { ...query, [name]: bad } : query, body, isOwn: true };
    }
    if (typeof body === 'object' && body !== null)
      for (const name of Object.keys(body)) {
        const was = (body as Record<string, unknown>)[name];
        const now = Array.isArray(was) ? [bad] : bad;
        yield { path, query, body: { ...body, [name]: now }, isOwn: true };
      }
  }

  const parts = (
    { parameters = [], requestBody }: Operation,
    make: (schema: Schema) => fc.Arbitrary<unknown>,
  ): fc.Arbitrary<Sent> => {
    const of = (place: string): fc.Arbitrary<Record<string, unknown>> => {
      const here = parameters.filter((one) => one.in === place);
      const arbitraries = Object.fromEntries(here.map(({ name, schema }) => [name, make(schema)]));
      return fc.record(arbitraries, { requiredKeys: here.filter(({ required }) => required).map(({ name }) => name) });
    };
    const [content] = Object.values(requestBody?.content ?? {});
    return fc.record({
      path: of('path'),
      query: of('query'),
      body: content ? make(content.schema) : fc.constant(undefined),
      isOwn: fc.boolean(),
    });
  };

  it('is kept when any text is one that the database refuses', async function () {
    this.timeout(120_000);
    let tries = 0;
    for (const [path, operations] of Object.entries(description.paths))
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method} ${path}`;
        if (ending.has(name)) continue;
        for (const bad of ['a\u0000b', 'a\ud800b'])
          for (const sent of withText(operation, bad)) {
            await tryOne(name, operation, sent);
            tries++;
          }
      }
    assert.ok(tries > 100, `${tries}`);
  });

  it('is kept by every answer to valid and nearly valid requests', async function () {
    this.timeout(120_000);
    const seen = new Map<string, Set<number>>();
    for (const [path, operations] of Object.entries(description.paths))
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method} ${path}`;
        if (ending.has(name)) continue;
        for (const make of [valuesOf, nearlyOf])
          await fc.assert(
            fc.asyncProperty(parts(operation, make), async (sent) => {
              const status = await tryOne(name, operation, sent);
              seen.set(name, (seen.get(name) ?? new Set()).add(status));
            }),
            { numRuns: runs, endOnFailure: true, includeErrorInReport: true },
          );
      }
    const succeeded = [...seen]
      .filter(([, statuses]) => [...statuses].some((status) => status < 300))
      .map(([name]) => name);
    // Else it would only show that everything is refused.
    assert.ok(succeeded.length >= 25, `${succeeded.length} of ${seen.size}: ${succeeded.join(', ')}`);
  });
});

function text(value: unknown): string {
  // fetch refuses half of a surrogate pair in an address.
  return (typeof value === 'string' ? value : JSON.stringify(value ?? null)).toWellFormed();
}

function encode(type: string, body: unknown): string | URLSearchParams {
  if (type === 'application/json') return JSON.stringify(body ?? null);
  if (type !== 'application/x-www-form-urlencoded') return text(body);
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, text(value)])).toString();
}
