import { randomUUID } from 'node:crypto';
import { scopes } from '../../src/accounts/caller.ts';
import { type Person, signUp } from './client.ts';
import type { TestServer } from './testServer.ts';

export async function makeOrganization(owner: Person): Promise<string> {
  return (await owner.client.ok<{ id: string }>('POST', '/organizations', { name: 'Team' })).id;
}

/** Makes an account and takes it into an organization. */
export async function joinAs(
  server: TestServer,
  { owner, id, role }: { readonly owner: Person; readonly id: string; readonly role: 'admin' | 'member' | 'viewer' },
): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const person = await signUp(server.client(), email);
  const { link } = await owner.client.ok<{ link: string }>('POST', `/organizations/${id}/invitations`, { email, role });
  await person.client.ok('POST', '/invitations/accept', { invitation: link.split('#')[1] });
  return person;
}

/** A batch of one day. */
export function batchOf(day: string, seconds: number, more: object = {}): object {
  return { level: 'totals', source: 'laptop', days: [{ day, revision: 1, items: [{ seconds }] }], ...more };
}

export function share(person: Person, body: object, organization?: string): Promise<unknown> {
  return person.client
    .send('POST', `/activities/batches${organization === undefined ? '' : `?organization=${organization}`}`, {
      body,
      headers: { 'idempotency-key': randomUUID() },
    })
    .then((answer) => {
      if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
      return answer.data;
    });
}

/** Approves a program with every scope for a person. @returns its access token */
export async function signInDevice(server: TestServer, { client }: Person): Promise<string> {
  const form = async <T>(path: string, fields: Record<string, string>): Promise<T> =>
    (await server.client().send('POST', path, { body: new URLSearchParams({ client_id: 'Test', ...fields }) }))
      .data as T;
  const grant = await form<{ device_code: string; user_code: string }>('/auth/device', { scope: scopes.join(' ') });
  await client.ok('POST', '/auth/device/grant', { code: grant.user_code, approve: true });
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const fields = { grant_type, device_code: grant.device_code };
  return (await form<{ access_token: string }>('/auth/device/token', fields)).access_token;
}
