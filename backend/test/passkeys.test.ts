import assert from 'node:assert/strict';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { type Person, password, signUp } from './harness/client.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

/** In a real browser with an authenticator that Chromium simulates. */
describe('passkeys', function () {
  this.timeout(60_000);
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let cdp: CDPSession;
  let person: Person;
  let authenticatorId: string;
  /** Passkeys need a host name. */
  const at = (path: string): string => server.url.replace('127.0.0.1', 'localhost') + path;

  before(async () => {
    [server, browser] = await Promise.all([startTestServer({ registration: 'open' }), launchChromium()]);
    person = await signUp(server.client());
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    authenticatorId = id;
  });
  afterEach(() => page.context().close());

  const said = (text: string): Promise<unknown> => page.getByRole('status').filter({ hasText: text }).waitFor();

  async function addPasskey(): Promise<void> {
    await page.goto(at('/settings'));
    await page.locator('#email').fill(person.email);
    await page.locator('#password').fill(password);
    await page.getByRole('button', { name: 'Sign In' }).click();
    await page.getByText('Add a passkey…').click();
    await page.locator('#passkeyName').fill('Laptop');
    await page.locator('#passkeyPassword').fill(password);
    await page.getByRole('button', { name: 'Add Passkey' }).click();
    await said('You can sign in with this passkey');
  }

  it('sign in without a password, and no longer once they are removed', async () => {
    await addPasskey();
    await page.getByRole('button', { name: 'Sign Out' }).click();
    await said('You are signed out.');
    await page.getByRole('button', { name: 'Use a Passkey' }).click();
    await page.locator('#passkeys').getByText('Last used').waitFor();
    assert.equal(await page.locator('#address').textContent(), person.email);
    await page.locator('#passkeys').getByRole('button', { name: 'Remove' }).click();
    await said('The passkey is removed.');
    await page.getByRole('button', { name: 'Sign Out' }).click();
    await page.getByRole('button', { name: 'Use a Passkey' }).click();
    await said('The passkey was not accepted.');
    assert.ok(await page.locator('#signIn').isVisible());
  });

  it('are accepted once for each challenge, from the own site, and only if the person was verified', async () => {
    await addPasskey();
    const send = (path: string, body: unknown): Promise<number> => server.client().status('POST', path, body);
    const sign = (): Promise<unknown> =>
      page.evaluate(async () => {
        const json = { 'content-type': 'application/json' };
        const begun = await fetch('/api/v1/auth/passkeys/sign-in/begin', { method: 'POST', headers: json });
        const { data } = (await begun.json()) as { data: { options: PublicKeyCredentialRequestOptionsJSON } };
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(data.options);
        return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
      });
    const post = (credential: unknown): Promise<number> =>
      page.evaluate(async (body) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/v1/auth/passkeys/sign-in', { method: 'POST', headers, body })).status;
      }, JSON.stringify({ credential }));
    const first = await sign();
    assert.equal(await post(first), 200);
    assert.equal(await post(first), 401, 'a challenge is used up');
    // At another address of the server it is another site, which these passkeys aren't of.
    assert.notEqual(await send('/auth/passkeys/sign-in', { credential: await sign() }), 200);
    server.wait(6 * 60_000);
    const late = await sign();
    server.wait(6 * 60_000);
    assert.equal(await post(late), 401, 'it has expired');
    const other = await sign();
    const changed = {
      ...(other as object),
      response: { ...(other as { response: object }).response, signature: 'AAAA' },
    };
    assert.equal(await post(changed), 401, 'another signature');
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await assert.rejects(sign());
  });

  it('can be added only with the password, by the person to whom the challenge was given', async () => {
    const stranger = await signUp(server.client());
    assert.equal(await person.client.status('POST', '/auth/passkeys/begin', { password: 'not it' }), 409);
    await page.goto(at('/settings'));
    const answers = await page.evaluate(
      async ({ mine, theirs, password: typed }) => {
        const call = (path: string, token: string, body: unknown): Promise<Response> =>
          fetch(`/api/v1${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify(body),
          });
        const refused = await call('/auth/passkeys/begin', mine, { password: 'not it' });
        const begun = await call('/auth/passkeys/begin', mine, { password: typed });
        const { data } = (await begun.json()) as { data: { options: PublicKeyCredentialCreationOptionsJSON } };
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(data.options);
        const credential = ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON();
        const body = { name: 'x', credential };
        const statuses = [refused.status];
        for (const token of [theirs, mine, mine]) statuses.push((await call('/auth/passkeys', token, body)).status);
        return statuses;
      },
      { mine: person.client.token ?? '', theirs: stranger.client.token ?? '', password },
    );
    assert.deepEqual(answers, [403, 422, 201, 422]);
    const { rows } = await database.query(`select user_id from passkeys where name = 'x'`, server.databaseUrl);
    assert.deepEqual(rows, [{ user_id: person.id }]);
  });
});
