import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { Uri, workspace } from 'vscode';
import { needWindows, testSetup, thisWindow } from '../harness/editor/control.ts';
import { untilPayload } from './ai/asking.ts';
import { project, run, until } from './lib/editor.ts';
import { recordAsAnother } from './lib/otherWriter.ts';

interface Seen {
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

/** The parts of a batch that are looked at. */
interface Sent {
  readonly level: string;
  readonly days: readonly { readonly items: readonly { readonly alias?: string }[] }[];
}

/** Answers as the backend does; that the real one takes what the client sends is tested in backend/test/extensionClient.test.ts. */
const personal = '018f3a00-0000-7000-8000-000000000001';
const team = '018f3a00-0000-7000-8000-000000000002';
const organizations = [
  { id: team, name: 'Mill', role: 'member', isPersonal: false },
  { id: personal, name: 'Ada', role: 'owner', isPersonal: true },
];
const answers: Readonly<Record<string, object>> = {
  '/api/v1/users/me': { data: { organizations } },
  '/api/v1/auth/device/token': { access_token: 'dma_first', refresh_token: 'dmr_first' },
  '/api/v1/auth/refresh': { data: { accessToken: 'dma_next', refreshToken: 'dmr_next' } },
  '/api/v1/activities/batches': { data: { id: 'receipt', days: 7, items: 1 } },
};

describe('the backend in VS Code', function () {
  this.timeout(60_000);
  let server: Server | undefined;
  let address = '';
  const seen: Seen[] = [];
  const paths = (): string[] => seen.map((one) => one.path.replace('/api/v1', ''));

  before(async function () {
    needWindows(this);
    server = createServer((request, response) => {
      void buffer(request).then((sent) => {
        const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent).toString();
        const url = request.url ?? '';
        // The page that the browser opens doesn't matter here.
        if (url.startsWith('/api/')) seen.push({ path: url, token: request.headers.authorization, body });
        const code = { device_code: 'dmd_x', user_code: 'BCDF-GHJK', expires_in: 60, interval: 1 };
        const page = `http://${request.headers.host}/device`;
        response.end(JSON.stringify(answers[url.split('?')[0] ?? ''] ?? { ...code, verification_uri_complete: page }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const batches = (): Seen[] => seen.filter(({ path: at }) => at.includes('/batches'));
  const personally = { name: 'Only you', id: personal };

  /** Shares the last week at a level. @returns what was shown, which is what was sent */
  async function shareAt(
    label: string,
    place: { name: string; id: string },
    { level = label.toLowerCase(), how = 'Share' } = {},
  ): Promise<Sent> {
    const before = batches().length;
    const sharing = run('daymark.shareWithBackend');
    await thisWindow.choose(place.name, 'Share with Backend');
    await thisWindow.choose(label, 'Share with Backend');
    await thisWindow.choose('Last 7 days', 'Share with Backend');
    if (level === 'alias') await thisWindow.choose('Continue', 'Project Aliases');
    const shown = JSON.parse(await untilPayload()) as Sent;
    assert.equal(shown.level, level);
    assert.equal(batches().length, before, 'nothing is sent before it was confirmed');
    await thisWindow.choose(how, `This is exactly what would be sent to ${address}`);
    await sharing;
    const [sent] = batches().slice(before);
    assert.deepEqual(JSON.parse(sent?.body ?? ''), shown);
    assert.equal(sent?.token, 'Bearer dma_next');
    assert.ok(sent?.path.endsWith(`?organization=${place.id}`), sent?.path);
    await run('workbench.action.closeActiveEditor');
    return shown;
  }

  it('calls nothing before someone connects', () => assert.deepEqual(paths(), []));

  it('connects by device code, and shares exactly what it showed', async () => {
    const hour = Date.now() - 3_600_000;
    await recordAsAnother([{ start: hour, end: hour + 60_000, project: project(), file: 'shared.ts' }]);
    const connecting = run('daymark.connectBackend');
    await thisWindow.enter('Connect to Backend', address);
    await thisWindow.choose('Open Browser', 'Approve Daymark in the Browser');
    await connecting;
    assert.ok(paths().includes('/auth/device/token'));
    await shareAt('Totals', personally);
    const { days } = await shareAt('By project alias', personally, { level: 'alias' });
    const items = days.flatMap((day) => day.items);
    assert.ok(
      items.some(({ alias }) => /^Project [A-Z]{5}$/.test(alias ?? '')),
      JSON.stringify(items),
    );
    assert.ok(items.every((item) => Object.keys(item).every((name) => ['seconds', 'alias'].includes(name))));
    const told = await shareAt('With tasks', { name: 'Mill', id: team }, { level: 'tasks' });
    assert.deepEqual(Object.keys(told), ['level', 'source', 'days', 'tasks']);
  });

  it('shares by itself what is due, keeps the receipts, and stops when it is disconnected', async () => {
    await shareAt('By language', personally, { level: 'language', how: 'Share Every Day' });
    const schedules = path.join(testSetup().globalStorage, 'share', 'schedules.json');
    await until('it is scheduled', () => existsSync(schedules));
    const once = batches().length;
    await run('daymark.showSharing');
    assert.equal(batches().length, once, 'today was shared');
    const [made] = JSON.parse(readFileSync(schedules, 'utf8')) as { okAt: number }[];
    // As if it had been shared three days ago, and VS Code was closed since.
    writeFileSync(schedules, JSON.stringify([{ ...made, okAt: Date.now() - 3 * 86_400_000 }]));
    await run('daymark.showSharing');
    const sent = JSON.parse(batches().at(-1)?.body ?? '') as Sent;
    assert.deepEqual([batches().length, sent.level, sent.days.length], [once + 1, 'language', 30]);
    assert.ok(batches().at(-1)?.path.endsWith(`?organization=${personal}`));
    const receipts = JSON.parse(readFileSync(path.join(path.dirname(schedules), 'receipts.json'), 'utf8')) as object[];
    assert.equal(receipts.length, batches().length);
    const page = await workspace.openTextDocument(Uri.from({ scheme: 'daymark-sharing', path: '/Sharing.md' }));
    assert.match(page.getText(), /It answers\./);
    assert.match(page.getText(), /^- .*With tasks.*, Mill, confirmed\./m);
    assert.ok(!readFileSync(path.join(path.dirname(schedules), 'receipts.json'), 'utf8').includes('Mill'));
    await shareAt('Totals', personally);
    await until('the page lists it too', async () => {
      const { length } = (await workspace.openTextDocument(page.uri)).getText().match(/^- .*`receipt`$/gm) ?? [];
      return length === batches().length;
    });
    await run('daymark.disconnectBackend');
    assert.ok(!existsSync(schedules), 'without a sign-in nothing is shared by itself');
    assert.equal(
      JSON.parse(seen.findLast((one) => one.path.endsWith('/refresh'))?.body ?? '').refreshToken,
      'dmr_next',
    );
    assert.equal(paths().at(-1), '/auth/logout');
  });
});
