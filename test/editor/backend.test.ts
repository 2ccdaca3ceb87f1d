import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { untilPayload } from './ai/asking.ts';
import { project, run } from './lib/editor.ts';
import { recordAsAnother } from './lib/otherWriter.ts';

interface Seen {
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
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
  const paths = (): string[] => seen.map(({ path }) => path.replace('/api/v1', ''));

  before(async function () {
    needWindows(this);
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const path = request.url ?? '';
        // The page that the browser opens doesn't matter here.
        if (path.startsWith('/api/')) seen.push({ path, token: request.headers.authorization, body });
        const code = { device_code: 'dmd_x', user_code: 'BCDF-GHJK', expires_in: 60, interval: 0.1 };
        const page = `http://${request.headers.host}/device`;
        response.end(JSON.stringify(answers[path.split('?')[0] ?? ''] ?? { ...code, verification_uri_complete: page }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Shares the last week at a level. @returns what was shown, which is what was sent */
  async function shareAt(label: string, level: string, place: { name: string; id: string }): Promise<object> {
    const before = seen.length;
    const batches = (): Seen[] => seen.slice(before).filter(({ path }) => path.includes('/batches'));
    const sharing = run('daymark.shareWithBackend');
    await thisWindow.choose(place.name, 'Share with Backend');
    await thisWindow.choose(label, 'Share with Backend');
    await thisWindow.choose('Last 7 days', 'Share with Backend');
    const shown = JSON.parse(await untilPayload()) as { readonly level: string };
    assert.equal(shown.level, level);
    assert.deepEqual(batches(), [], 'nothing is sent before it was confirmed');
    await thisWindow.choose('Share', `This is exactly what would be sent to ${address}`);
    await sharing;
    const [sent] = batches();
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
    await shareAt('Totals', 'totals', { name: 'Only you', id: personal });
    assert.deepEqual(Object.keys(await shareAt('With tasks', 'tasks', { name: 'Mill', id: team })), [
      'level',
      'source',
      'days',
      'tasks',
    ]);
    await run('daymark.disconnectBackend');
    assert.equal(
      JSON.parse(seen.findLast(({ path }) => path.endsWith('/refresh'))?.body ?? '').refreshToken,
      'dmr_next',
    );
    assert.equal(paths().at(-1), '/auth/logout');
  });
});
