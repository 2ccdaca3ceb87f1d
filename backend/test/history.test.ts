import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { buildWeb } from '../../scripts/lib/webBundle.ts';
import { SyncClient } from '../../src/integrations/backend/syncClient.ts';
import { withRecovery } from '../../src/storage/sync/recoveryRing.ts';
import { toRecoveryKey } from '../../src/storage/vault/recoveryKey.ts';
import { openHeadless } from '../../src/headless/openHeadless.ts';
import type { Fact } from '../../src/core/facts/facts.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { allFacts } from '../../test/unit/storage/allFacts.ts';
import { span } from '../../test/unit/storage/facts.ts';
import { Laptop } from '../../test/unit/storage/sync/laptop.ts';
import { StorageFolder, wasmPath } from '../../test/unit/storage/storageFolder.ts';
import { password, type Person, signUp } from './harness/client.ts';
import { database, type TestServer, startTestServer } from './harness/testServer.ts';

const dayMs = 86_400_000;
const project = '/planted/mill';

/** A device with half a year of work in two projects, some of which a second device did. */
async function syncedLaptops(clients: readonly SyncClient[], secret: Uint8Array): Promise<readonly Laptop[]> {
  const laptops = [new Laptop(), new Laptop()];
  const [first, second] = laptops as [Laptop, Laptop];
  const [one, other] = clients as [SyncClient, SyncClient];
  await first.join(one);
  await second.join(other);
  await first.admit(one, second);
  first.ring = withRecovery(first.ring, secret);
  const end = Date.now() - 3_600_000;
  for (const [i, laptop] of laptops.entries())
    await laptop.record(
      ...Array.from({ length: 180 }, (_, day) => {
        const start = end - day * dayMs - i * 3_600_000;
        const changes = { project: day % 3 === 0 ? '/planted/loom' : project, file: `src/planted${day}.ts` };
        return span({ id: `w${i}:${day + 1}`, start, end: start + (20 + (day % 30)) * 60_000, ...changes });
      }),
    );
  await first.record(...(await plannedFacts()));
  for (let round = 0; round < 2; round++)
    for (const [i, laptop] of laptops.entries())
      assert.equal((await laptop.sync(clients[i] as SyncClient)).outcome, 'ok');
  return laptops;
}

/** The facts of records of each kind that the dashboard can change in VS Code. */
async function plannedFacts(): Promise<readonly Fact[]> {
  const disk = new StorageFolder();
  const { folder, clock } = disk;
  const sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
  const journal = disk.journal({ sealer });
  journal.append(span({ id: journal.nextId(), start: Date.now() - 60_000, end: Date.now() }));
  await journal.close();
  const headless = openHeadless({ folder, wasmPath, mayWrite: true });
  const day = headless.today();
  // A time of today, at any hour.
  const start = Date.parse(`${day}T00:00:00`);
  const operations: readonly (readonly [operation: string, params: object])[] = [
    ['tasks.add', { text: 'Grease the axle ^today 1h #mill' }],
    ['tasks.add', { text: 'Mend the loom' }],
    ['plan.saveTask', { day, title: 'Turn the wheel', priority: 'high', minutes: 30 }],
    ['plan.saveTask', { day, title: 'Sweep the floor', priority: 'low', minutes: 30 }],
    [
      'goals.save',
      {
        measure: 'time',
        direction: 'atLeast',
        target: 60,
        period: 'day',
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        firstDay: day,
      },
    ],
    ['restDays.add', { from: day, to: day }],
    ['entries.save', { title: 'Carding', start, end: start + 60_000 }],
    ['activity.save', { title: 'At the mill pond', kind: 'meeting', start, minutes: 1, errors: 0, notes: '' }],
  ];
  try {
    for (const [operation, params] of operations) await headless.operate({ transport: 'view', operation, params });
    return allFacts(await disk.store({ sealer }));
  } finally {
    await headless.close();
    disk.remove();
  }
}

describe('the history in a browser', function () {
  this.timeout(180_000);
  let server: TestServer;
  let browser: Browser;
  let person: Person;
  let clients: readonly SyncClient[] = [];
  let laptops: readonly Laptop[] = [];
  const secret = randomBytes(32);
  const key = toRecoveryKey(secret);

  before(async () => {
    await buildWeb();
    server = await startTestServer({ registration: 'open' });
    person = await signUp(server.client());
    clients = [await signIn(), await signIn()].map((token) => new SyncClient(server.url, token));
    laptops = await syncedLaptops(clients, secret);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    for (const { storage } of laptops) storage.remove();
    await server?.stop();
  });

  const signIn = async (): Promise<string> =>
    (
      await server
        .client()
        .ok<{ accessToken: string }>('POST', '/auth/login', { email: person.email, password, client: 'app' })
    ).accessToken;

  interface Visit {
    readonly page: Page;
    /** Complaints of the browser, blocked requests too. */
    readonly complaints: string[];
    /** Everything that was sent to the server. */
    readonly sent: string[];
  }

  /** The page, signed in, as a phone shows it. */
  async function visit(): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const [complaints, sent]: [string[], string[]] = [[], []];
    page.on('console', (message) => {
      const { url } = message.location();
      // Nobody was signed in before.
      const isExpected = url.endsWith('/auth/refresh');
      if (message.type() === 'error' && !isExpected) complaints.push(`${message.text()} ${url}`);
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    context.on('request', (request) =>
      sent.push(JSON.stringify([request.url(), request.headers(), request.postData()])),
    );
    await page.goto(`${server.url}/app`);
    await page.getByLabel('Email address').fill(person.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign In' }).click();
    await page.getByLabel('Recovery key for sync').waitFor();
    return { page, complaints, sent };
  }

  async function open(page: Page, typed: string): Promise<void> {
    await page.getByLabel('Recovery key for sync').fill(typed);
    await page.getByRole('button', { name: 'Open History' }).click();
  }

  /** Asks as the dashboard does. */
  const ask = (page: Page, method: string, params: unknown): Promise<{ result?: unknown; error?: { code: string } }> =>
    page.evaluate(
      ([operation, given]) =>
        new Promise((resolve) => {
          const id = Math.floor(Math.random() * 1e9) + 1e6;
          window.addEventListener('message', ({ data }: MessageEvent<{ id?: number }>) => {
            if (data.id === id) resolve(data as object);
          });
          const { acquireVsCodeApi } = window as unknown as {
            acquireVsCodeApi: () => { postMessage(message: unknown): void };
          };
          acquireVsCodeApi().postMessage({ id, method: operation, params: given });
        }),
      [method, params] as const,
    );

  /** Presses every control of the dashboard, and those that appear then. @returns the answers that refused something */
  async function pressEverything(page: Page): Promise<unknown> {
    const main = page.locator('main');
    for (const name of ['Tasks', 'Time Entries', 'Habits'])
      await main.getByRole('button', { name, exact: true }).click();
    for (const text of ['Mend the loom', 'Turn the wheel', 'Carding', 'At the mill pond'])
      await main.getByText(text).first().waitFor();
    await page.evaluate(() => {
      const refused: unknown[] = [];
      Object.assign(window, { refused });
      window.addEventListener('message', ({ data }: MessageEvent<{ error?: unknown }>) => {
        if (data.error) refused.push(data.error);
      });
    });
    let count = 0;
    // Twice, since what was opened has controls of its own; but what was open is closed then.
    for (let round = 0; round < 2; round++) {
      count += await page.evaluate(() => {
        const controls = [
          ...document.querySelectorAll<HTMLElement>('main :is(button, vscode-button, vscode-checkbox)'),
        ];
        const visible = controls.filter((control) => control.checkVisibility());
        for (const control of visible) control.click();
        return visible.length;
      });
      // Answered after what the controls asked.
      await ask(page, 'activity.range', { days: 14, by: 'kind' });
    }
    assert.ok(count > 20, `${count} controls`);
    return page.evaluate(() => (window as unknown as { refused: unknown[] }).refused);
  }

  it('shows the totals that the extension reads, has no control that needs VS Code, and sends the key nowhere', async () => {
    const { page, complaints, sent } = await visit();
    await open(page, key.toLowerCase());
    await page.getByText('This is your synced history').waitFor();
    const [first] = laptops as [Laptop];
    const headless = openHeadless({ folder: first.storage.folder, wasmPath });
    try {
      for (const params of [
        { days: 14, by: 'project' },
        { days: 90, by: 'project' },
        { days: 90, by: 'kind' },
      ]) {
        const expected = await headless.operate({ transport: 'view', operation: 'activity.range', params });
        assert.deepEqual((await ask(page, 'activity.range', params)).result, expected);
        assert.match(JSON.stringify(expected), /mill|coding/);
      }
    } finally {
      await headless.close();
    }
    assert.equal((await ask(page, 'goals.save', {})).error?.code, 'not-allowed');
    assert.ok((await page.locator('main').innerText()).includes('mill'));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    const plain = [key, key.replaceAll('-', ''), secret.toString('hex'), secret.toString('base64'), 'planted'];
    for (const text of plain) assert.ok(!sent.join('\n').toLowerCase().includes(text.toLowerCase()), text);
    assert.ok(
      sent.some((one) => one.includes('/sync/contents')),
      'requests are looked through',
    );
    assert.deepEqual(complaints, []);
    const now = Date.now();
    // Newly synced data shows without a reload.
    await first.record(
      span({ id: 'w9:1', start: now - 60_000, end: now, project: '/planted/wheel', file: 'wheel.ts' }),
    );
    assert.equal((await first.sync(clients[0] as SyncClient)).outcome, 'ok');
    await page.locator('main').getByText('wheel').first().waitFor();
    assert.deepEqual(await pressEverything(page), []);
    assert.ok(!(await database.dump(server.databaseUrl)).includes('planted'));
    await page.context().close();
  });

  it('keeps the shell only, and says what is wrong with another key', async () => {
    const { page } = await visit();
    await open(page, toRecoveryKey(randomBytes(32)));
    await page.getByText('This is another recovery key.').waitFor();
    await open(page, 'ABCD');
    await page.getByText('not a recovery key, or it is mistyped').waitFor();
    await open(page, key);
    await page.getByText('This is your synced history').waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.getByLabel('Recovery key for sync').waitFor();
    const stored = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      const paths = requests.flat().map(({ url }) => new URL(url).pathname);
      return {
        paths,
        local: localStorage.length,
        session: sessionStorage.length,
        databases: await indexedDB.databases(),
      };
    });
    assert.ok(stored.paths.includes('/app'));
    for (const path of stored.paths) assert.match(path, /^\/(app|assets)(\/|$)/);
    assert.deepEqual({ ...stored, paths: [] }, { paths: [], local: 0, session: 0, databases: [] });
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText("The server can't be reached").waitFor();
    assert.ok(await page.getByLabel('Email address').isVisible());
    await page.context().close();
  });

  it('is readable by the proof of the recovery key, and by nothing less', async () => {
    const client = server.client(await signIn());
    for (const path of ['/sync/segments', '/sync/contents', '/sync/segments/1']) {
      assert.equal(await client.status('GET', path), 403);
      const headers = { 'recovery-proof': randomBytes(32).toString('base64') };
      assert.equal((await client.send('GET', path, { headers })).status, 403);
      assert.equal((await server.client().send('GET', path, { headers })).status, 401);
    }
  });
});
