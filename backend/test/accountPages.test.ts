import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { deliver } from '../../test/fakes/github/hookSender.ts';
import { password } from './harness/client.ts';
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
    // What people typed is text on every page.
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#nameForm input')?.value === 'Grace <b>Hopper</b>',
    );
    const keys = page.locator('section', { has: page.getByRole('heading', { name: 'API keys' }) });
    await keys.locator('summary').click();
    await keys.locator('#keyName').fill('<i>ci</i>');
    await keys.getByRole('button', { name: 'Create Key' }).click();
    await keys.getByText('<i>ci</i>').first().waitFor();

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
});
