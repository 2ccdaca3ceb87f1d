import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { deliver, type HookTarget, runPayload } from '../../test/fakes/github/hookSender.ts';
import { password, signUp } from './harness/client.ts';
import { joinAs, makeOrganization } from './harness/organization.ts';
import { type TestServer, startTestServer } from './harness/testServer.ts';

describe('the account pages in a browser', function () {
  this.timeout(90_000);
  let server: TestServer;
  let browser: Browser;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function signIn(page: Page, email: string, typed: string): Promise<void> {
    const form = page.locator('#signIn');
    await form.getByLabel('Email address').fill(email);
    await form.getByLabel('Password').fill(typed);
    await form.getByRole('button', { name: 'Sign In' }).click();
  }

  it('take a person from an account to an API key, a new password, and the end of the account', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) errors.push(message.text());
    });
    const email = 'grace@example.com';
    await page.goto(server.url);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Your name').fill('Grace <b>Hopper</b>');
    await page.getByLabel('Password, at least 10 characters').fill(password);
    await page.getByRole('button', { name: 'Create Account' }).click();
    await page.getByText('Your account is ready.').waitFor();

    await page.goto(`${server.url}/settings`);
    await signIn(page, email, 'not the password');
    await page.getByRole('status').filter({ hasText: /\S/ }).waitFor();
    await signIn(page, email, password);
    // Typed text is text on every page.
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#nameForm input')?.value === 'Grace <b>Hopper</b>',
    );
    const keys = page.locator('section', { has: page.getByRole('heading', { name: 'API keys' }) });
    await keys.locator('summary').click();
    await keys.locator('#keyName').fill('<i>ci</i>');
    await keys.getByRole('button', { name: 'Create Key' }).click();
    await keys.getByText('<i>ci</i>').first().waitFor();
    const old = await keys.locator('#secret').innerText();
    page.once('dialog', (dialog) => void dialog.accept());
    await keys.getByRole('button', { name: 'Regenerate' }).click();
    await page.waitForFunction((before) => document.getElementById('secret')?.textContent !== before, old);
    const regenerated = await keys.locator('#secret').innerText();
    const statuses = [old, regenerated].map((key) => server.client(key).status('GET', '/activities'));
    assert.deepEqual(await Promise.all(statuses), [401, 403], 'the new one is taken; sharing is all that it may do');
    await page.getByText('The server answers, and reaches its database.').waitFor();

    const hooks = page.locator('#hooksPart');
    await hooks.locator('summary').click();
    await hooks.locator('#hookName').fill('<i>app</i>');
    await hooks.getByRole('button', { name: 'Create Webhook' }).click();
    await hooks.getByText('<i>app</i>').first().waitFor();
    const hook = {
      url: await hooks.locator('#hookUrl').innerText(),
      secret: await hooks.locator('#hookSecret').innerText(),
    };
    assert.equal((await deliver(hook, 'ping', {})).status, 202);

    const change = page.locator('#passwordForm');
    await change.getByLabel('Current password').fill(password);
    await change.getByLabel('New password, at least 10 characters').fill('a newer long password');
    await change.getByRole('button', { name: 'Change Password' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /password/i })
      .waitFor();
    await page.getByRole('button', { name: 'Sign Out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.reload();
    await signIn(page, email, 'a newer long password');
    await keys.getByText('<i>ci</i>').first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);

    const data = page.locator('section', { has: page.getByRole('heading', { name: 'Your data' }) });
    await data.locator('summary').click();
    await data.getByLabel('Password').fill('a newer long password');
    await data.getByRole('button', { name: 'Delete Account' }).click();
    await page.getByRole('button', { name: 'Sign In' }).waitFor();
    const login = { email, password: 'a newer long password', client: 'app' };
    assert.equal(await server.client().status('POST', '/auth/login', login), 401);
    assert.deepEqual(errors, []);
    await context.close();
  });

  it('show a team its projects with their roles, and the status of CI as it changes', async () => {
    const owner = await signUp(server.client());
    const team = await makeOrganization(owner);
    const viewer = await joinAs(server, { owner, id: team, role: 'viewer' });
    const hook = await owner.client.ok<HookTarget>('POST', `/organizations/${team}/hooks`, { name: 'Team' });
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto(`${server.url}/team`);
    await signIn(page, owner.email, password);

    const projects = page.locator('section', { has: page.getByRole('heading', { name: 'Projects', exact: true }) });
    await projects.locator('summary').click();
    await projects.getByLabel('Name').fill('<b>Mill</b>');
    await page.locator('#renameForm').getByLabel('Name').fill('Millers');
    await page.getByRole('button', { name: 'Save Name' }).click();
    await page.getByText('Saved.').waitFor();
    assert.equal(await projects.getByLabel('Name').inputValue(), '<b>Mill</b>', 'what is typed stays');
    await projects.getByLabel(/Alias/).fill('Heron');
    await projects.getByLabel(/Tech stack/).fill('Rust, TypeScript,');
    await projects.getByRole('button', { name: 'Create Project' }).click();
    await projects.getByText('Active · Heron · Rust, TypeScript').waitFor();
    await projects.getByRole('button', { name: 'Edit…' }).click();
    await projects.getByLabel('Status').selectOption('paused');
    await projects.getByLabel('Person').selectOption(viewer.id);
    await projects.getByRole('button', { name: 'Give Role' }).click();
    await page.getByText('The role was given.').waitFor();
    await projects.getByRole('button', { name: 'Save Project' }).click();
    await projects.getByText('Paused · Heron').waitFor();
    const [listed] = await viewer.client.ok<{ name: string; role: string }[]>('GET', `/organizations/${team}/projects`);
    assert.deepEqual([listed?.name, listed?.role], ['<b>Mill</b>', 'member']);

    // The page asks for nothing by itself: what is new comes by the stream.
    for (const [id, conclusion] of ['failure', 'success'].entries()) {
      const subject = { repo: 'acme/mill', login: 'mona', at: Date.now() + id };
      await deliver(hook, 'workflow_run', runPayload(subject, { id, conclusion }));
      await page.getByText(new RegExp(`^${conclusion} · acme/mill`)).waitFor();
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    await context.close();
  });
});
