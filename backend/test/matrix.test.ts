import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { endpoints } from '../src/endpoints.ts';
import { apiBase, makeApp } from '../src/http/app.ts';
import type { Endpoint } from '../src/http/endpoint.ts';
import type { Lifecycle } from '../src/http/health.ts';
import type { Services } from '../src/services.ts';
import { type Role, isAtLeast, roles } from '../src/organizations/roles.ts';
import { scopes } from '../src/accounts/caller.ts';
import { type Client, type Person, signUp } from './harness/client.ts';
import { joinAs, makeOrganization, signInDevice } from './harness/organization.ts';
import { type TestServer, startTestServer } from './harness/testServer.ts';

/** An endpoint's answers to permitted callers: any other means forbidden. No request here has a valid body, so nothing changes. */
const isLetThrough = (status: number): boolean => ![401, 403].includes(status);

/** Endpoints without a body that change something immediately; they are called with an unknown id, or on a separate organization. */
const destructive = new Set([
  'delete /organizations/{organization}',
  'post /organizations/{organization}/leave',
  'post /auth/logout',
]);

describe('every endpoint × every role × own and other organization', () => {
  let server: TestServer;
  let people: Record<Role, Person>;
  let organization: string;
  let stranger: Person;
  let owner: Person;
  const keys = new Map<string, Client>();
  let device: Client;

  before(async () => {
    server = await startTestServer({ registration: 'open' });
    owner = await signUp(server.client());
    stranger = await signUp(server.client());
    organization = await makeOrganization(owner);
    people = {
      owner,
      admin: await joinAs(server, { owner, id: organization, role: 'admin' }),
      member: await joinAs(server, { owner, id: organization, role: 'member' }),
      viewer: await joinAs(server, { owner, id: organization, role: 'viewer' }),
    };
    for (const scope of scopes) {
      const { secret } = await owner.client.ok<{ secret: string }>('POST', '/auth/keys', {
        name: scope,
        scopes: [scope],
      });
      keys.set(scope, server.client(secret));
    }
    device = server.client(await signInDevice(server, owner));
  });
  after(() => server.stop());

  const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

  function addressOf(endpoint: Endpoint, id: string): string {
    const path = endpoint.path
      .replace('{organization}', id)
      .replaceAll(/\{(sequence|position)\}/g, '1')
      .replaceAll(/\{\w+\}/g, randomUUID());
    return endpoint.role && !endpoint.path.includes('{organization}') ? `${path}?organization=${id}` : path;
  }

  async function ask(endpoint: Endpoint, client: Client, id: string): Promise<number> {
    const hasBody = !['get', 'delete'].includes(endpoint.method);
    const answer = await client.send(
      endpoint.method.toUpperCase(),
      addressOf(endpoint, id),
      // No event has this id, or the stream would never end.
      { headers: { 'last-event-id': 'none' }, ...(hasBody && { body: { nothing: 'valid' } }) },
    );
    return answer.status;
  }

  for (const endpoint of endpoints.filter(({ role }) => role)) {
    const needed = endpoint.role ?? 'owner';
    for (const role of roles)
      it(`${nameOf(endpoint)} ${isAtLeast(role, needed) ? 'lets' : 'refuses'} ${role}`, async () => {
        if (destructive.has(nameOf(endpoint)) && isAtLeast(role, needed)) {
          const own = await makeOrganization(owner);
          const person = role === 'owner' ? owner : await joinAs(server, { owner, id: own, role });
          assert.ok(isLetThrough(await ask(endpoint, person.client, own)));
        } else {
          const status = await ask(endpoint, people[role].client, organization);
          // A request with a sufficient role may be refused for another reason, but never as forbidden.
          if (isAtLeast(role, needed)) assert.ok(isLetThrough(status), String(status));
          else assert.equal(status, 403);
        }
      });

    it(`${nameOf(endpoint)} hides the organization from others, and from those who are not signed in`, async () => {
      assert.equal(await ask(endpoint, stranger.client, organization), 404);
      assert.equal(await ask(endpoint, stranger.client, randomUUID()), 404);
      assert.equal(await ask(endpoint, server.client(), organization), 401);
    });
  }

  for (const endpoint of endpoints.filter(({ access }) => access !== 'open')) {
    it(`${nameOf(endpoint)} refuses nobody's tokens`, async () => {
      for (const token of [undefined, 'x', `dma_${'A'.repeat(43)}`, `dmk_${'A'.repeat(43)}`])
        assert.equal(await ask(endpoint, server.client(token), organization), 401);
    });

    it(`${nameOf(endpoint)} takes keys by their scopes`, async () => {
      for (const [scope, key] of keys)
        if (endpoint.access !== scope) assert.equal(await ask(endpoint, key, organization), 403, scope);
      // A program with every scope is still no person.
      if (['session', 'operator'].includes(endpoint.access))
        assert.equal(await ask(endpoint, device, organization), 403);
    });
  }

  for (const endpoint of endpoints.filter(({ access }) => access === 'operator'))
    it(`${nameOf(endpoint)} refuses owners of organizations, who operate no server`, async () =>
      assert.equal(await ask(endpoint, owner.client, organization), 403));

  it('knows a role or a reason for each endpoint', () => {
    const open = endpoints.filter(({ access }) => access === 'open').map(nameOf);
    assert.deepEqual(open.sort(), [
      'post /auth/device',
      'post /auth/device/token',
      'post /auth/email/verify',
      'post /auth/github/finish',
      'post /auth/github/sign-in',
      'post /auth/login',
      'post /auth/passkeys/sign-in',
      'post /auth/passkeys/sign-in/begin',
      'post /auth/password/forgot',
      'post /auth/password/reset',
      'post /auth/refresh',
      'post /auth/register',
      'post /auth/setup',
      'post /hooks/github/{hook}',
    ]);
    assert.ok(endpoints.every(({ path, role }) => !path.includes('{organization}') || role));
  });

  it('covers every route: what is no endpoint is a page or a file to read', () => {
    // Routes are added without the services, which requests use.
    const { routes } = makeApp({} as Services, {} as Lifecycle);
    const covered = new Set(
      endpoints.flatMap(({ method, path, alias }) =>
        [`${apiBase}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, ...(alias === undefined ? [] : [alias])].map(
          (address) => `${method.toUpperCase()} ${address}`,
        ),
      ),
    );
    // Without what every request passes.
    const others = routes.filter(({ path, method }) => method !== 'ALL' || path !== '/*');
    const names = new Set(others.map(({ method, path }) => `${method} ${path}`));
    assert.ok([...covered].every((name) => names.has(name)));
    const rest = [...names].filter((name) => !covered.has(name));
    assert.deepEqual(
      rest.filter((name) => !/^GET \/(?!api\/)/.test(name)),
      [],
    );
  });
});
