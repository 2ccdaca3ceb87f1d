import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { hookEventSchema } from '../../src/core/github/hookEvent.ts';
import * as sender from '../../test/fakes/github/hookSender.ts';
import { type Person, signUp } from './harness/client.ts';
import { joinAs, makeOrganization } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

const { deliver, deliverAs, pushPayload, signatureOf } = sender;
const at = Date.UTC(2026, 10, 20, 9);
const subject = { repo: 'mona/app', isPrivate: true, login: 'mona', at };
const push = (sha = 'a'.repeat(40)): object => pushPayload(subject, { branch: 'main', sha });

describe('webhooks of GitHub', () => {
  let server: TestServer;
  let owner: Person;
  let path: string;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    owner = await signUp(server.client());
    path = `/organizations/${owner.personalOrganization}/hooks`;
  });
  after(() => server.stop());

  const make = () => owner.client.ok<{ id: string; url: string; secret: string }>('POST', path, { name: 'App' });
  const counts = async (id: string): Promise<number[]> => {
    const hooks = await owner.client.ok<{ id: string; accepted: number; ignored: number; repeated: number }[]>(
      'GET',
      path,
    );
    const hook = hooks.find((one) => one.id === id);
    return [hook?.accepted ?? -1, hook?.ignored ?? -1, hook?.repeated ?? -1];
  };
  const eventsOf = async (organization: string): Promise<unknown[]> =>
    (
      await database.query(
        `select body from github_events where organization_id = '${organization}' order by position`,
        server.databaseUrl,
      )
    ).rows.map(({ body }) => body);
  const resultOf = async (response: Response): Promise<unknown> =>
    ((await response.json()) as { data?: { result: string } }).data?.result ?? response.status;

  it("are signed by the sender of these tests as GitHub's documentation says", () =>
    assert.equal(
      signatureOf("It's a Secret to Everybody", 'Hello, World!'),
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    ));

  it('keep what Daymark uses of each event, and nothing else', async () => {
    const other = await signUp(server.client());
    const hook = await other.client.ok<sender.HookTarget>(
      'POST',
      `/organizations/${other.personalOrganization}/hooks`,
      { name: 'App' },
    );
    const payloads: [string, object][] = [
      ['push', push()],
      ['pull_request', sender.pullPayload(subject, { node: 'PR_1', number: 7 })],
      [
        'pull_request_review',
        sender.pullPayload(subject, { node: 'PR_1', number: 7, action: 'submitted', author: 'hubot' }),
      ],
      ['issues', sender.issuePayload(subject, { node: 'I_1', number: 8 })],
      ['check_run', sender.checkPayload(subject, 'check_run')],
      ['check_suite', sender.checkPayload(subject, 'check_suite')],
      ['workflow_run', sender.runPayload(subject, { id: 99, conclusion: 'failure' })],
      ['deployment', sender.deploymentPayload(subject, { id: 5 })],
      ['deployment_status', sender.deploymentPayload(subject, { id: 5, state: 'success' })],
      ['release', sender.releasePayload(subject, 'v1')],
    ];
    for (const [event, payload] of payloads)
      assert.equal(await resultOf(await deliver(hook, event, payload)), 'accepted', event);
    const events = await eventsOf(other.personalOrganization);
    assert.deepEqual(
      events.map((event) => hookEventSchema.parse(event).event),
      payloads.map(([event]) => event),
    );
    assert.ok(!JSON.stringify(events).includes('unneeded'));
    assert.deepEqual(events[2], {
      event: 'pull_request_review',
      action: 'submitted',
      repo: 'mona/app',
      isPrivate: true,
      defaultBranch: 'main',
      at,
      nodes: ['PR_1'],
      number: 7,
      people: ['mona', 'hubot'],
      branch: 'topic',
      sha: 'a'.repeat(40),
    });
    assert.ok(!(await database.dump(server.databaseUrl)).includes('unneeded'));
  });

  it('lead to no request, whatever addresses somebody sends (SSRF)', async () => {
    let requests = 0;
    const inside = createServer((_request, response) => {
      requests += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(inside, 'listening');
    const address = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/metadata`;
    const hook = await make();
    const payloads: readonly (readonly [event: string, payload: object])[] = [
      ['push', push()],
      ['workflow_run', sender.runPayload(subject, { id: 1, conclusion: 'success' })],
      ['deployment_status', sender.deploymentPayload(subject, { id: 2, state: 'success' })],
    ];
    for (const [event, payload] of payloads) {
      const text = JSON.stringify({ ...payload, sender: { login: 'mona', avatar_url: address, url: address } });
      const aimed = JSON.parse(text.replaceAll(/"https?:[^"]*"/g, JSON.stringify(address))) as object;
      assert.ok(JSON.stringify(aimed).includes(address));
      assert.equal((await deliver(hook, event, aimed)).status, 202);
    }
    for (const field of ['name', 'avatar', 'avatarUrl'])
      await owner.client.status('PATCH', '/users/me', { [field]: address });
    await owner.client.ok('POST', `/organizations/${await makeOrganization(owner)}/projects`, {
      name: address,
      alias: address,
      description: address,
    });
    await database.query(`update users set is_operator = true where id = '${owner.id}'`, server.databaseUrl);
    await owner.client.ok('POST', '/admin/jobs/run');
    assert.equal(requests, 0);
    inside.close();
  });

  it('answer a ping, and count what they do not use', async () => {
    const hook = await make();
    assert.equal(await resultOf(await deliver(hook, 'ping', { zen: 'Keep it logically awesome.' })), 'pong');
    assert.equal(await resultOf(await deliver(hook, 'star', { action: 'created' })), 'ignored');
    assert.equal(await resultOf(await deliver(hook, 'push', { ref: 7 })), 'ignored');
    assert.deepEqual(await counts(hook.id), [0, 2, 0]);
  });

  it('take nothing that is forged, changed, or signed with another secret', async () => {
    const hook = await make();
    const other = await make();
    const body = JSON.stringify(push());
    const signed = signatureOf(hook.secret, body);
    const tries: Record<string, string>[] = [
      { 'x-hub-signature-256': '' },
      { 'x-hub-signature-256': 'sha256=' },
      { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      { 'x-hub-signature-256': signatureOf(other.secret, body) },
      { 'x-hub-signature-256': signatureOf('', body) },
      { 'x-hub-signature-256': signed.replace('sha256=', '') },
      { 'x-hub-signature-256': signed.replace('sha256=', 'sha1=') },
      { 'x-hub-signature-256': `${signed}00` },
      { 'x-hub-signature-256': signed.slice(0, -2) },
      { 'x-hub-signature-256': signatureOf(hook.secret, `${body} `) },
    ];
    for (const headers of tries)
      assert.equal((await deliverAs(hook, { event: 'push', payload: push(), headers })).status, 401);
    assert.deepEqual(await counts(hook.id), [0, 0, 0]);
    const unknown = { ...hook, url: hook.url.replace(hook.id, randomUUID()) };
    const wrong = await deliver({ ...hook, secret: 'wrong' }, 'push', push());
    const none = await deliver(unknown, 'push', push());
    const detail = async (response: Response) => ((await response.json()) as { detail: string }).detail;
    assert.deepEqual([none.status, await detail(none)], [wrong.status, await detail(wrong)]);
  });

  it('count a delivery once, also under another id and at the same time', async () => {
    const hook = await make();
    const before = (await eventsOf(owner.personalOrganization)).length;
    const payload = push('b'.repeat(40));
    const id = randomUUID();
    const all = await Promise.all(
      [id, id, randomUUID(), id].map(async (one) =>
        resultOf(await deliverAs(hook, { event: 'push', payload, id: one })),
      ),
    );
    assert.deepEqual(all.map(String).toSorted(), ['accepted', 'repeated', 'repeated', 'repeated']);
    assert.equal(await resultOf(await deliver(hook, 'pull_request', payload)), 'repeated', 'the event is not signed');
    assert.equal((await eventsOf(owner.personalOrganization)).length, before + 1);
    assert.deepEqual(await counts(hook.id), [1, 0, 4]);
  });

  it('refuse what is too long, compressed, or no JSON', async () => {
    const hook = await make();
    const { status } = await deliver(hook, 'push', { ...push(), filler: 'x'.repeat(1024 * 1024) });
    assert.equal(status, 413);
    const send = (body: BodyInit, headers: Record<string, string>) =>
      fetch(hook.url, {
        method: 'POST',
        headers: { 'x-github-delivery': 'a', 'x-github-event': 'push', ...headers },
        body,
      });
    const form = new URLSearchParams({ payload: JSON.stringify(push()) });
    assert.equal((await send(form, {})).status, 415);
    const zipped = gzipSync(JSON.stringify(push()));
    const json = { 'content-type': 'application/json' };
    assert.equal((await send(zipped, { ...json, 'content-encoding': 'gzip' })).status, 415);
    const signed = (text: string) => ({ ...json, 'x-hub-signature-256': signatureOf(hook.secret, text) });
    assert.equal((await send('{', signed('{'))).status, 400);
    assert.equal((await send('{}', { ...signed('{}'), 'x-github-delivery': 'x'.repeat(65) })).status, 400);
    // Text that PostgreSQL refuses.
    const hostile = { ...push('\u0000\ud800'), ref: 'refs/heads/a\u0000b\ud800' };
    assert.equal(await resultOf(await deliver(hook, 'push', hostile)), 'accepted');
  });

  it('get a new secret, and end, at once', async () => {
    const hook = await make();
    const rotated = await owner.client.ok<{ url: string; secret: string }>('POST', `${path}/${hook.id}/rotate`);
    assert.notEqual(rotated.secret, hook.secret);
    assert.equal((await deliver(hook, 'push', push('c'.repeat(40)))).status, 401);
    assert.equal(await resultOf(await deliver(rotated, 'push', push('c'.repeat(40)))), 'accepted');
    await owner.client.ok('DELETE', `${path}/${hook.id}`);
    assert.equal((await deliver(rotated, 'push', push('d'.repeat(40)))).status, 401);
    const listed = JSON.stringify(await owner.client.ok('GET', path));
    assert.ok(!listed.includes(hook.id) && !listed.includes('dmw_'));
  });

  it('belong to their organization alone', async () => {
    const stranger = await signUp(server.client());
    const team = await makeOrganization(owner);
    const member = await joinAs(server, { owner, id: team, role: 'member' });
    const hook = await owner.client.ok<{ id: string }>('POST', `/organizations/${team}/hooks`, { name: 'Team' });
    const own = `/organizations/${stranger.personalOrganization}/hooks`;
    for (const one of [`${own}/${hook.id}`, `/organizations/${team}/hooks/${hook.id}`]) {
      assert.equal(await stranger.client.status('POST', `${one}/rotate`), 404);
      assert.equal(await stranger.client.status('DELETE', one), 404);
    }
    assert.equal(await member.client.status('GET', `/organizations/${team}/hooks`), 403);
    const log = await owner.client.ok<{ action: string }[]>('GET', `/organizations/${team}/audit`);
    assert.equal(log[0]?.action, 'hook.made');
  });

  it('have a limit of their own, since GitHub sends in bursts and not again', async () => {
    const small = await startTestServer({ registration: 'open', requestsPerMinute: 5 });
    try {
      const person = await signUp(small.client());
      const hook = await person.client.ok<sender.HookTarget>(
        'POST',
        `/organizations/${person.personalOrganization}/hooks`,
        {
          name: 'App',
        },
      );
      const answers = await Promise.all(Array.from({ length: 101 }, (_one, i) => deliver(hook, 'star', { i })));
      const taken = answers.filter(({ status }) => status === 202);
      assert.equal(taken.length, 100);
      assert.equal(answers.find(({ status }) => status !== 202)?.status, 429);
    } finally {
      await small.stop();
    }
  });
});
