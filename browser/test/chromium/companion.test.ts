import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { Pairing } from '../../../src/hub/browser/pairing.ts';
import { clock, eventually, StartedHub } from '../../../test/unit/hub/startedHub.ts';
import { buildBrowser } from '../../build.ts';
import { RealBrowser } from '../lib/realBrowser.ts';

describe('the companion in a real Chromium', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-companion-'));
  const [extension, profile] = [path.join(folder, 'extension'), path.join(folder, 'profile')];
  const sites = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<title>${request.headers.host}</title><p>A page of ${request.headers.host}.`);
  });
  const hub = new StartedHub();
  let browser: RealBrowser;
  let port = 0;

  before(async () => {
    await new Promise<void>((resolve) => sites.listen(0, '127.0.0.1', resolve));
    ({ port } = sites.address() as AddressInfo);
    await buildBrowser('chromium', extension);
    await hub.start();
    browser = await RealBrowser.start(profile, extension);
  });
  after(async () => {
    await browser?.kill();
    await hub.stop();
    sites.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Looks at a site for a while in a separate tab. */
  const visit = async (host: string, { ms = 1200, address = '/a/b?secret=1#x' } = {}): Promise<Page> => {
    const page = await browser.context.newPage();
    await page.goto(`http://${host}:${port}${address}`);
    await page.waitForTimeout(ms);
    return page;
  };
  const byHost = (): Record<string, SpanFact[]> => Object.groupBy(hub.spans.values(), ({ file = '' }) => file) as never;
  const deliver = async (): Promise<void> => {
    const page = await browser.open('popup');
    await eventually(async () => {
      const { outbox, delivery } = (await browser.stored()) as { outbox?: unknown[]; delivery: string };
      assert.deepEqual([outbox?.length ?? 0, delivery], [0, 'delivered']);
    });
    await page.close();
  };

  it('records before it is paired, is paired by the code, and delivers hosts alone', async () => {
    await visit('docs.one.test');
    await visit('two.test');
    const options = await browser.open('options');
    const { code } = new Pairing(hub.folder, clock).create();
    await options.fill('#code', `wrong@${hub.hub.port}`);
    await options.click('#pairForm button');
    await options.getByText('The code is wrong').waitFor();
    await options.fill('#code', `${code}@${hub.hub.port}`);
    await options.click('#pairForm button');
    await options.getByText('Paired with').waitFor();
    await deliver();
    const found = byHost();
    assert.deepEqual(Object.keys(found).sort(), ['docs.one.test', 'two.test']);
    for (const [span, ...more] of Object.values(found)) {
      assert.deepEqual(more, []);
      assert.ok(span && span.end - span.start >= 1000 && span.end - span.start < 30_000, JSON.stringify(span));
    }
    assert.doesNotMatch(JSON.stringify([...hub.spans.values()]), /secret|\/a\/b/);
    assert.equal(found['docs.one.test']?.[0]?.kind, 'learning');
  });

  it('sends the path of a site only where the user allows it, and never its query', async () => {
    const options = await browser.open('options');
    await options.fill('#paths', `https://paths.test:${port}/x\n`);
    await options.locator('#paths').blur();
    await options.getByText('Saved.').waitFor();
    await visit('paths.test');
    await deliver();
    assert.deepEqual(byHost()['paths.test/a/b']?.length, 1);
    assert.equal(byHost()['paths.test'], undefined);
    await options.close();
  });

  it('goes on when its worker is killed, and after the browser crashed, and delivers each visit once', async () => {
    await hub.hub.close();
    await visit('offline.test');
    await browser.killWorker();
    await visit('killed.test');
    await eventually(async () => assert.match(JSON.stringify((await browser.stored())['open']), /killed\.test/));
    // Switching tabs updates the current visit.
    await visit('crash.test');
    await visit('last.test', { ms: 100 });
    const before = await browser.stored();
    assert.ok((before['outbox'] as object[]).length >= 3, JSON.stringify(before['outbox']));
    await browser.kill();
    await hub.start([hub.hub.port]);
    browser = await RealBrowser.start(profile, extension);
    await deliver();
    const found = byHost();
    for (const host of ['offline.test', 'killed.test', 'crash.test']) {
      assert.equal(found[host]?.length, 1, host);
      const [span] = found[host] ?? [];
      assert.ok(span && span.end - span.start >= 1000, JSON.stringify(span));
    }
    const spans = [...hub.spans.values()].sort((a, b) => a.start - b.start);
    for (const [i, span] of spans.entries()) assert.ok(span.start >= (spans[i - 1]?.end ?? 0), 'two sites at once');
  });

  it('blocks chosen sites during focus, and lets through who types the name of the site', async () => {
    const options = await browser.open('options');
    await options.fill('#blocked', 'fun.test');
    await options.locator('#blocked').blur();
    await options.getByText('Saved.').waitFor();
    const popup = await browser.open('popup');
    await popup.getByRole('button', { name: 'Focus for 25 min' }).click();
    await popup.getByText('Focus until').waitFor();
    const page = await browser.context.newPage();
    await page.goto(`http://www.fun.test:${port}/feed`).catch(() => undefined);
    await page.waitForURL(/blocked\.html/);
    assert.match((await page.textContent('h1')) ?? '', /until \d/);
    await expectAccessible(page);
    await page.fill('#typed', 'x');
    await page.keyboard.press('Enter');
    await page.getByText('Type fun.test to go on.').waitFor();
    await page.fill('#typed', 'fun.test');
    await page.keyboard.press('Enter');
    await page.waitForURL(/fun\.test:\d+\/feed/);
    await page.getByText('A page of').waitFor();
    await popup.getByRole('button', { name: 'End Focus' }).click();
    await popup.getByText('No focus session.').waitFor();
  });

  it('follows the focus session of Daymark', async () => {
    const schema = { title: '', description: '', access: 'read' as const, params: {}, result: {} };
    hub.operations = [{ name: 'focus.state', ...schema }];
    hub.answerOf = () => ({ phase: 'focus', until: Date.now() + 60_000 });
    const popup = await browser.open('popup');
    await popup.getByText('started in Daymark').waitFor();
    hub.answerOf = () => ({ phase: 'break', until: Date.now() + 60_000 });
    await popup.reload();
    await popup.getByText('No focus session.').waitFor();
    hub.operations = [];
  });

  it('has pages without faults of accessibility, light and dark, that do not wait for the hub', async () => {
    for (const name of ['popup', 'options'] as const) {
      const page = await browser.open(name);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await page.close();
    }
    await hub.hub.close();
    const popup = await browser.open('popup');
    const took = await popup.evaluate(() => performance.now());
    console.log(`       the popup was ready ${Math.round(took)} ms after its start`);
    await hub.start([hub.hub.port]);
  });

  it('changes the category of a site with one click', async () => {
    await visit('three.test', { ms: 0 });
    const popup = await browser.open('popup');
    const page = await visit('three.test', { ms: 0 });
    await (await browser.worker()).evaluate(() => chrome.storage.local.get(null));
    await popup.evaluate(() =>
      chrome.runtime.sendMessage({ type: 'category', host: 'three.test', category: 'planning' }),
    );
    await eventually(async () => {
      const { open } = (await browser.stored()) as { open: { category: string } };
      assert.equal(open.category, 'planning');
    });
    await page.close();
  });

  it('leaves a web page no way to the hub', async () => {
    // The companion itself goes on: it delivers, and asks for the focus session.
    const added = () => hub.asked.filter(({ operation }) => operation === 'tasks.add').length;
    const before = [added(), hub.tokens.list().length];
    const secret = hub.token('read', 'write', 'names');
    hub.operations = [{ name: 'tasks.add', title: '', description: '', access: 'write', params: {}, result: {} }];
    const { code } = new Pairing(hub.folder, clock).create();
    const page = await visit('evil.test', { ms: 0 });
    const results = await page.evaluate(
      async ({ url, secret: token, code: stolen }) => {
        const post = (path: string, options: RequestInit): Promise<string> =>
          fetch(url + path, { method: 'POST', ...options }).then(
            async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`,
            () => 'failed',
          );
        const form = document.createElement('form');
        const frame = document.createElement('iframe');
        frame.name = 'sink';
        Object.assign(form, {
          method: 'POST',
          action: `${url}/api/daymark/v1/tasks.add?api_key=${token}`,
          target: 'sink',
        });
        form.enctype = 'text/plain';
        document.body.append(frame, form);
        form.submit();
        const bearer = { authorization: `Bearer ${token}` };
        return [
          await post(`/api/daymark/v1/tasks.add?api_key=${token}`, { body: '{}', mode: 'no-cors' }),
          await post(`/api/daymark/v1/tasks.add`, { body: '{}', headers: bearer }),
          await post('/api/daymark/v1/browser/pair', {
            body: JSON.stringify({ code: stolen, name: 'x' }),
            mode: 'no-cors',
          }),
          await fetch(`${url}/api/daymark/v1/events?api_key=${token}`).then(
            () => 'read',
            () => 'failed',
          ),
        ];
      },
      { url: hub.hub.url, secret, code },
    );
    assert.equal(results[1], 'failed');
    assert.equal(results[3], 'failed');
    assert.doesNotMatch(results.join(), /"token"|200/);
    assert.deepEqual([added(), hub.tokens.list().length - 1], before);
    await eventually(() => assert.match(JSON.stringify(hub.hub.status().refusals), /no web pages/));
  });
});

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(faults, []);
}
