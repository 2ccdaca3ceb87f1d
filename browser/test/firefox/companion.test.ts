import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { eventually } from '../../../test/unit/hub/startedHub.ts';
import { buildBrowser } from '../../build.ts';
import { CompanionWorld } from '../lib/companionWorld.ts';
import { RealFirefox } from '../lib/realFirefox.ts';

const names = ['docs.one', 'two', 'offline', 'ended', 'crash', 'last', 'private', 'allowed', 'away', 'back', 'www.fun'];
const hosts = names.map((name) => `${name}.test`);

describe('the companion in a real Firefox', function () {
  this.timeout(120_000);
  const world = new CompanionWorld();
  const { hub, folder } = world;
  let firefox: RealFirefox;
  let start: () => Promise<RealFirefox>;

  before(async () => {
    const xpi = path.join(folder, 'companion.xpi');
    await pack(path.join(folder, 'extension'), xpi);
    await world.start();
    start = () => RealFirefox.start({ profile: path.join(folder, 'profile'), xpi, hosts });
    firefox = await start();
  });
  after(async () => {
    await firefox?.kill();
    await world.stop();
  });

  const open = (host: string, where?: 'private') => firefox.open(world.address(host), where);
  /** Looks at a site for over a second, after which a visit counts. */
  const visit = async (host: string, where?: 'private') => {
    await open(host, where);
    await world.expectSeen(firefox, host);
  };
  /** Looks at the popup, which has the companion send everything. */
  const deliver = async () => {
    await firefox.openPage('popup');
    await world.expectDelivered(firefox);
    await firefox.close();
  };

  it('records before it is paired, is paired by the code, and delivers hosts alone', async () => {
    await visit('docs.one.test');
    await visit('two.test');
    await firefox.openPage('options');
    await firefox.fill('#code', world.code());
    await firefox.click('#pairForm button');
    await eventually(async () => assert.match(await firefox.page(), /Paired with/));
    await firefox.close();
    await deliver();
    for (const host of ['docs.one.test', 'two.test']) world.expectOnce(host);
    assert.equal(world.spansOf('docs.one.test')[0]?.kind, 'learning');
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
    for (const host of ['offline.test', 'ended.test', 'crash.test']) world.expectOnce(host);
    world.expectInTurn();
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
    assert.deepEqual(world.spansOf('private.test'), []);
    world.expectOnce('allowed.test');
  });

  it('ends a visit where the person left the machine', async () => {
    await visit('away.test');
    await firefox.touchedBefore(10 * 60_000);
    await eventually(async () => assert.equal((await firefox.stored())['open'], null));
    await firefox.touchedBefore(0);
    await visit('back.test');
    await deliver();
    assert.deepEqual(world.spansOf('away.test'), []);
    world.expectOnce('back.test');
  });

  it('blocks a site during focus, and lets through who types its name', async () => {
    await firefox.openPage('options');
    await firefox.fill('#blocked', 'fun.test');
    await eventually(async () => assert.match(JSON.stringify((await firefox.stored())['settings']), /fun\.test/));
    await firefox.close();
    await firefox.openPage('popup');
    await firefox.click('#focusButtons button');
    await eventually(async () => assert.match(await firefox.page(), /Focus until/));
    await firefox.go(world.address('www.fun.test', '/feed'));
    await eventually(async () => assert.match(await firefox.page(), /blocked\.html.* until \d/s));
    await firefox.fill('#typed', 'fun.test');
    await firefox.click('button[type=submit]');
    await eventually(async () => assert.match(await firefox.page(), /www\.fun\.test:\d+\/feed A page of/));
  });
});

/** Builds the companion as Firefox installs it. */
async function pack(extension: string, xpi: string): Promise<void> {
  await buildBrowser('firefox', extension);
  const files = readdirSync(extension).map((name) => [name, readFileSync(path.join(extension, name))] as const);
  writeFileSync(xpi, zipSync(Object.fromEntries(files)));
}
