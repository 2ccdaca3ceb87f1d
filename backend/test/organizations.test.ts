import assert from 'node:assert/strict';
import { type Person, password, signIn, signUp } from './harness/client.ts';
import { joinAs, makeOrganization } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

describe('organizations', () => {
  let server: TestServer;
  let owner: Person;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    owner = await signUp(server.client());
  });
  after(() => server.stop());

  it('take people in by an invitation that works once, for one address', async () => {
    const id = await makeOrganization(owner);
    const { link } = await owner.client.ok<{ link: string }>('POST', `/organizations/${id}/invitations`, {
      email: 'guest@example.com',
      role: 'member',
    });
    const invitation = link.split('#')[1] ?? '';
    const stranger = await signUp(server.client());
    assert.equal(await stranger.client.status('POST', '/invitations/accept', { invitation }), 403);
    await server.client().ok('POST', '/auth/register', { name: 'Guest', password, invitation });
    const guest = await signIn(server.client(), 'guest@example.com');
    assert.equal((await guest.client.ok<{ role: string }>('GET', `/organizations/${id}`)).role, 'member');
    assert.equal(await guest.client.status('POST', '/invitations/accept', { invitation }), 403);
    assert.equal(await server.client().status('POST', '/auth/register', { name: 'Again', password, invitation }), 403);
  });

  it('keep an owner, and let admins change only those below them', async () => {
    const id = await makeOrganization(owner);
    const admin = await joinAs(server, { owner, id, role: 'admin' });
    const member = await joinAs(server, { owner, id, role: 'member' });
    const at = (person: Person) => `/organizations/${id}/members/${person.id}`;
    assert.equal(await admin.client.status('PATCH', at(member), { role: 'admin' }), 204);
    assert.equal(await admin.client.status('PATCH', at(member), { role: 'viewer' }), 403);
    assert.equal(await admin.client.status('PATCH', at(admin), { role: 'owner' }), 403);
    assert.equal(await admin.client.status('DELETE', at(owner)), 403);
    assert.equal(await owner.client.status('PATCH', at(owner), { role: 'member' }), 409);
    assert.equal(await owner.client.status('POST', `/organizations/${id}/leave`), 409);
    assert.equal(await owner.client.status('POST', '/users/me/delete', { password }), 409);
    await owner.client.ok('PATCH', at(admin), { role: 'owner' });
    await owner.client.ok('POST', `/organizations/${id}/leave`);
    assert.equal(await owner.client.status('GET', `/organizations/${id}`), 404);
  });

  it('never lose their last owner when two step down at once', async () => {
    const id = await makeOrganization(owner);
    const other = await joinAs(server, { owner, id, role: 'admin' });
    await owner.client.ok('PATCH', `/organizations/${id}/members/${other.id}`, { role: 'owner' });
    const at = { url: server.databaseUrl, lock: 'select from memberships for update', waiting: 2 };
    const left = await database.meetAt(at, () =>
      Promise.all([owner, other].map(({ client }) => client.status('POST', `/organizations/${id}/leave`))),
    );
    assert.deepEqual(
      left.sort((a, b) => a - b),
      [204, 409],
    );
  });

  it('have projects that are changed from the version that was seen', async () => {
    const id = await makeOrganization(owner);
    const projects = `/organizations/${id}/projects`;
    const made = await owner.client.ok<{ id: string; version: number }>('POST', projects, {
      name: 'Compiler',
      alias: 'Project A',
      techStack: ['TypeScript'],
    });
    assert.equal(await owner.client.status('POST', projects, { name: 'Compiler', alias: 'B' }), 409);
    const change = (body: object) => owner.client.status('PATCH', `${projects}/${made.id}`, body);
    assert.deepEqual(
      [await change({ version: 1, status: 'paused' }), await change({ version: 1, status: 'done' })],
      [200, 409],
    );
    const listed = await owner.client.ok<{ name: string; techStack: string[] }[]>('GET', `${projects}?status=paused`);
    assert.deepEqual(
      listed.map(({ name, techStack }) => [name, techStack]),
      [['Compiler', ['TypeScript']]],
    );
    await owner.client.ok('DELETE', `${projects}/${made.id}`);
    assert.equal(await owner.client.status('GET', `${projects}/${made.id}`), 404);
  });

  it('give roles in single projects, which reach no further', async () => {
    const id = await makeOrganization(owner);
    const viewer = await joinAs(server, { owner, id, role: 'viewer' });
    const member = await joinAs(server, { owner, id, role: 'member' });
    const projects = `/organizations/${id}/projects`;
    const make = (by: Person, name: string) =>
      by.client.ok<{ id: string; role: string }>('POST', projects, { name, alias: name });
    const [first, second] = [await make(owner, 'One'), await make(member, 'Two')];
    assert.equal(second.role, 'owner', 'of what they made');
    const change = (by: Person, project: string) =>
      by.client.status('PATCH', `${projects}/${project}`, { version: 1, name: `By ${by.id}` });
    const give = (by: Person, project: string, { to, role }: { to: Person; role: string }) =>
      by.client.status('PUT', `${projects}/${project}/roles/${to.id}`, { role });

    assert.equal(await change(viewer, first.id), 403);
    assert.equal(await give(member, first.id, { to: viewer, role: 'member' }), 403);
    assert.equal(await give(member, second.id, { to: viewer, role: 'admin' }), 204);
    assert.equal(await give(viewer, second.id, { to: viewer, role: 'owner' }), 403, 'admins make no owner');
    assert.equal(await give(viewer, second.id, { to: member, role: 'member' }), 403, 'nor change one');
    assert.equal(
      await give(viewer, first.id, { to: viewer, role: 'member' }),
      403,
      'it is a role in the other project',
    );
    assert.deepEqual([await change(viewer, first.id), await change(viewer, second.id)], [403, 200]);
    assert.equal(await viewer.client.status('POST', projects, { name: 'Three', alias: 'Three' }), 403);
    const listed = await viewer.client.ok<{ role: string }[]>('GET', projects);
    assert.deepEqual(listed.map(({ role }) => role).sort(), ['admin', 'viewer']);
    const elsewhere = await makeOrganization(viewer);
    const path = `/organizations/${elsewhere}/projects/${second.id}/roles`;
    assert.equal(await viewer.client.status('GET', path), 404);
    assert.equal(await viewer.client.status('PUT', `${path}/${viewer.id}`, { role: 'owner' }), 404);

    await member.client.ok('DELETE', `${projects}/${second.id}/roles/${viewer.id}`);
    assert.equal(await change(viewer, second.id), 403);
    assert.equal(await member.client.status('DELETE', `${projects}/${first.id}`), 403);
    assert.equal(await member.client.status('DELETE', `${projects}/${second.id}`), 204);
    assert.equal(await give(owner, first.id, { to: viewer, role: 'owner' }), 204);
    await viewer.client.ok('POST', `/organizations/${id}/leave`);
    const left = await owner.client.ok<{ userId: string }[]>('GET', `${projects}/${first.id}/roles`);
    assert.deepEqual(left, [{ userId: owner.id, role: 'owner' }]);
  });

  it('note who changed what, without names', async () => {
    const id = await makeOrganization(owner);
    await owner.client.ok('POST', `/organizations/${id}/projects`, { name: 'Secret name', alias: 'A' });
    await joinAs(server, { owner, id, role: 'viewer' });
    const log = await owner.client.send('GET', `/organizations/${id}/audit`);
    const entries = log.data as { action: string; actorId: string }[];
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['member.joined', 'invitation.made', 'project.made', 'organization.created'],
    );
    assert.equal(entries[1]?.actorId, owner.id);
    assert.ok(!log.text.includes('Secret name') && !log.text.includes('@example.com'));
  });
});
