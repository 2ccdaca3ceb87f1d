import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { Pairing } from '../../../src/hub/browser/pairing.ts';
import { clock, eventually, StartedHub } from '../../../test/unit/hub/startedHub.ts';
import { buildBrowser } from '../../build.ts';
import { RealFirefox } from '../lib/realFirefox.ts';

const names = ['docs.one', 'two', 'offline', 'ended', 'crash', 'last', 'private', 'allowed', 'away', 'back', 'www.fun'];
const hosts = names.map((name) => `${name}.test`);

describe('the companion in a real Firefox', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-firefox-'));
  const sites = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<title>${request.headers.host}</title><p>A page of ${request.headers.host}.`);
  });
  const hub = new StartedHub();
  let firefox: RealFirefox;
  let start: () => Promise<RealFirefox>;
  let port = 0;

  before(async () => {
    await new Promise<void>((resolve) => sites.listen(0, '127.0.0.1', resolve));
    ({ port } = sites.address() as AddressInfo);
    const xpi = path.join(folder, 'companion.xpi');
    await pack(path.join(folder, 'extension'), xpi);
    await hub.start();
    start = () => RealFirefox.start({ profile: path.join(folder, 'profile'), xpi, hosts });
    firefox = await start();
  });
  after(async () => {
    await firefox?.kill();
    await hub.stop();
    sites.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = (host: string, where?: 'private') => firefox.open(`http://${host}:${port}/a/b?secret=1#x`, where);
  /** Looks at a site for over a second, after which a visit counts. */
  const visit = async (host: string, where?: 'private') => {
    await open(host, where);
    await eventually(async () => {
      const { open: now } = (await firefox.stored()) as { open?: { host: string; start: number } | null };
      assert.equal(now?.host, host);
      assert.ok(Date.now() - now.start >= 1200);
    });
  };
  const ofHost = (host: string): SpanFact[] => [...hub.spans.values()].filter(({ file = '' }) => file.startsWith(host));
  /** Looks at the popup, which has the companion send everything. */
  const deliver = async () => {
    await firefox.openPage('popup');
    await eventually(async () => {
      const { outbox, delivery } = (await firefox.stored()) as { outbox?: unknown[]; delivery: string };
      assert.deepEqual([outbox?.length ?? 0, delivery], [0, 'delivered']);
    });
    await firefox.close();
  };

  it('records before it is paired, is paired by the code, and delivers hosts alone', async () => {
    await visit('docs.one.test');
    await visit('two.test');
    const { code } = new Pairing(hub.folder, clock).create();
    await firefox.openPage('options');
    await firefox.fill('#code', `${code}@${hub.hub.port}`);
    await firefox.click('#pairForm button');
    await eventually(async () => assert.match(await firefox.page(), /Paired with/));
    await firefox.close();
    await deliver();
    for (const host of ['docs.one.test', 'two.test']) assertOnce(ofHost(host));
    assert.equal(ofHost('docs.one.test')[0]?.kind, 'learning');
    assert.doesNotMatch(JSON.stringify([...hub.spans.values()]), /secret|\/a\/b/);
    assert.deepEqual(hub.tokens.list().length, 1);
  });

  it('goes on when its background page is ended, and after the browser crashed, and delivers each visit once', async () => {
    await hub.hub.close();
    await visit('offline.test');
    await firefox.killBackground();
    await visit('ended.test');
    await visit('crash.test');
    await open('last.test');
    await eventually(async () => assert.match(JSON.stringify((await firefox.stored())['outbox']), /crash\.test/));
    await firefox.kill();
    await hub.start([hub.hub.port]);
    firefox = await start();
    await deliver();
    for (const host of ['offline.test', 'ended.test', 'crash.test']) assertOnce(ofHost(host));
    const spans = [...hub.spans.values()].sort((a, b) => a.start - b.start);
    for (const [i, span] of spans.entries()) assert.ok(span.start >= (spans[i - 1]?.end ?? 0), 'two sites at once');
  });

  it('records nothing in a private window before the options allow it', async () => {
    await open('private.test', 'private');
    await eventually(async () => assert.equal((await firefox.stored())['open'], null));
    await firefox.close();
    await firefox.openPage('options');
    await firefox.click('#private');
    await eventually(async () =>
      assert.match(JSON.stringify((await firefox.stored())['settings']), /"privateWindows":true/),
    );
    await firefox.close();
    await visit('allowed.test', 'private');
    await firefox.close();
    await deliver();
    assert.deepEqual(ofHost('private.test'), []);
    assertOnce(ofHost('allowed.test'));
  });

  it('ends a visit where the person left the machine', async () => {
    await visit('away.test');
    await firefox.touchedBefore(10 * 60_000);
    await eventually(async () => assert.equal((await firefox.stored())['open'], null));
    await firefox.touchedBefore(0);
    await visit('back.test');
    await deliver();
    assert.deepEqual(ofHost('away.test'), []);
    assertOnce(ofHost('back.test'));
  });

  it('blocks a site during focus, and lets through who types its name', async () => {
    await firefox.openPage('options');
    await firefox.fill('#blocked', 'fun.test');
    await eventually(async () => assert.match(JSON.stringify((await firefox.stored())['settings']), /fun\.test/));
    await firefox.close();
    await firefox.openPage('popup');
    await firefox.click('#focusButtons button');
    await eventually(async () => assert.match(await firefox.page(), /Focus until/));
    await firefox.go(`http://www.fun.test:${port}/feed`);
    await eventually(async () => assert.match(await firefox.page(), /blocked\.html.* until \d/s));
    await firefox.fill('#typed', 'fun.test');
    await firefox.click('button[type=submit]');
    await eventually(async () => assert.match(await firefox.page(), /www\.fun\.test:\d+\/feed A page of/));
  });
});

function assertOnce([span, ...more]: readonly SpanFact[]): void {
  assert.deepEqual(more, []);
  assert.ok(span && span.end - span.start >= 1000 && span.end - span.start < 60_000, JSON.stringify(span));
}

/** Builds the companion as Firefox installs it. */
async function pack(extension: string, xpi: string): Promise<void> {
  await buildBrowser('firefox', extension);
  const files = readdirSync(extension).map((name) => [name, readFileSync(path.join(extension, name))] as const);
  writeFileSync(xpi, zipSync(Object.fromEntries(files)));
}
