import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildWeb } from '../../scripts/lib/webBundle.ts';
import { password, signUp } from './harness/client.ts';
import { batchOf, share } from './harness/organization.ts';
import { type TestServer, startTestServer } from './harness/testServer.ts';

const scripted = {
  '/app': 'app.js',
  '/days': 'days.js',
  '/team': 'team.js',
  '/leaderboards': 'leaderboards.js',
  '/settings': 'settings.js',
  '/admin': 'admin.js',
} as const;
const pages = [
  '/',
  '/setup',
  '/invitation',
  '/device',
  '/forgot',
  '/reset',
  '/verify',
  '/github',
  '/docs',
  ...Object.keys(scripted),
];
const script = (name: string): string => readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');

describe('the pages', () => {
  let server: TestServer;
  before(async () => {
    await buildWeb();
    server = await startTestServer({ registration: 'open' });
  });
  after(() => server.stop());
  const get = async (at: string): Promise<string> => (await fetch(server.url + at)).text();

  for (const at of pages)
    it(`${at} has nothing that its policy blocks, a label for each field, and files that exist`, async () => {
      const response = await fetch(server.url + at);
      const policy = response.headers.get('content-security-policy') ?? '';
      for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
        assert.ok(policy.includes(part), policy);
      const page = await response.text();
      assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/i);
      for (const [, file = ''] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
        assert.equal((await fetch(server.url + file)).status, 200, file);
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
      assert.equal(new Set(ids).size, ids.length, 'an id is there twice');
      const fields = page.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*?\sid="([^"]+)"/g);
      for (const [, id = ''] of fields) assert.ok(page.includes(`for="${id}"`), id);
    });

  it('have every element that their scripts use', async () => {
    for (const [at, name] of Object.entries(scripted)) {
      const page = await get(at);
      const parts = { '/team': ['hooks.js', 'projects.js', 'status.js'], '/settings': ['hooks.js'] }[at] ?? [];
      const text = [name, 'session.js', ...parts].map(script).join('\n');
      const used = [...text.matchAll(/\b(?:at|on|valuesOf|fillOptions|save)\(\s*'(\w+)'/g)].map(([, id = '']) => id);
      assert.ok(used.length > 15);
      // The organization select has options if there is one.
      for (const id of used)
        if (id !== 'organization' || !['/app', '/settings', '/admin'].includes(at))
          assert.ok(page.includes(`id="${id}"`), `${at} ${id}`);
    }
    const forms = (
      await Promise.all(['/', '/setup', '/invitation', '/device', '/forgot', '/reset', '/verify', '/github'].map(get))
    ).join('');
    for (const [, id = ''] of script('page.js').matchAll(/onSubmit\('(\w+)'/g))
      assert.ok(forms.includes(`id="${id}"`), id);
  });

  it('load no script that the server does not have', async () => {
    for (const name of ['page.js', 'session.js', ...Object.values(scripted)])
      for (const [, file = ''] of script(name).matchAll(/from '\.\/([^']+)'/g))
        assert.equal((await fetch(`${server.url}/assets/${file}`)).status, 200, file);
  });

  it('offer to verify an address only where the server sends mail', async () => {
    const mailing = await startTestServer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'daymark@example.com' });
    try {
      assert.match(await (await fetch(`${mailing.url}/settings`)).text(), /<body\s[^>]*data-mail/);
      assert.doesNotMatch(await get('/settings'), /data-mail/);
    } finally {
      await mailing.stop();
    }
  });

  it('leave the root to the aliases of the API', async () => {
    const person = await signUp(server.client());
    const { email } = person;
    await share(person, batchOf('2026-11-02', 60));
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const login = await fetch(`${server.url}/auth/login`, { ...json, body: JSON.stringify({ email, password }) });
    const { data } = (await login.json()) as { data: { accessToken: string } };
    const headers = { authorization: `Bearer ${data.accessToken}` };
    const answer = await fetch(`${server.url}/dashboard?from=2026-11-01&to=2026-11-30`, { headers });
    assert.equal(((await answer.json()) as { data: { totalSeconds: number } }).data.totalSeconds, 60);
    const sent = await fetch(`${server.url}/receive_telemetry`, {
      ...json,
      headers: { ...json.headers, ...headers, 'idempotency-key': 'one-of-a-kind' },
      body: JSON.stringify(batchOf('2026-11-03', 30)),
    });
    assert.equal(sent.status, 202);
  });
});
