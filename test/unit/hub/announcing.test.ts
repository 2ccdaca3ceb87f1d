import assert from 'node:assert/strict';
import fs, { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/core/base/event.ts';
import { announced, discoveryFile, keepPort, lastPort } from '../../../src/hub/discovery.ts';
import { startHub } from '../../../src/hub/hub.ts';
import type { HubStore } from '../../../src/hub/hubStore.ts';
import { Tokens } from '../../../src/hub/tokens.ts';
import { clock, eventually } from './startedHub.ts';

/** A store that takes everything. */
const store: HubStore = {
  record: async () => undefined,
  judge: () => 'open',
  onDidChange: new Emitter<void>().event,
  takeAgentStates: () => undefined,
  describe: async () => [],
  operate: async () => ({}),
};

describe('the announcement of a running hub', () => {
  it('follows its clients without waiting for the disk, and goes with the hub', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-announce-'));
    // Clients are announced every 5 s, which a test need not wait for.
    const quick = { ...clock, after: (ms: number, call: () => void) => clock.after(Math.min(ms, 1), call) };
    const hub = await startHub({ folder, clock: quick, store, ports: [0] });
    const { secret } = new Tokens(folder).create('Vim', ['write'], 0);
    const { fsyncSync: real } = fs;
    let synced = 0;
    fs.fsyncSync = (fd) => (synced++, real(fd));
    syncBuiltinESMExports();
    try {
      const beat = { entity: '/a/b.ts', type: 'file', time: Date.now() / 1000, plugin: 'vim-wakatime/11' };
      const sent = { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: JSON.stringify(beat) };
      assert.equal((await fetch(`${hub.url}/api/v1/users/current/heartbeats`, sent)).status, 202);
      await eventually(() =>
        assert.deepEqual(
          announced(folder)?.clients.map(({ app }) => app),
          ['vim'],
        ),
      );
      if (process.platform !== 'win32') assert.equal(statSync(discoveryFile(folder)).mode & 0o777, 0o600);
      assert.equal(synced, 0);
      await hub.close();
      assert.deepEqual(
        readdirSync(path.dirname(discoveryFile(folder))).filter((name) => name.startsWith('hub.json')),
        [],
      );
    } finally {
      fs.fsyncSync = real;
      syncBuiltinESMExports();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the port of a hub', () => {
  /** Listens on a free port. */
  const taken = async (): Promise<{ readonly server: Server; readonly port: number }> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, port: (server.address() as { port: number }).port };
  };

  it('is the one that it had last, and what it has is kept where that one is taken', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-port-'));
    const { server, port } = await taken();
    keepPort(folder, port);
    const other = await startHub({ folder, clock, store });
    assert.notEqual(other.port, port);
    assert.equal(lastPort(folder), other.port);
    await other.close();
    await new Promise((resolve) => server.close(resolve));
    keepPort(folder, port);
    const again = await startHub({ folder, clock, store });
    assert.equal(again.port, port);
    await again.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is not kept where it was chosen, and nothing else is taken for one', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-port-'));
    const hub = await startHub({ folder, clock, store, ports: [0] });
    await hub.close();
    assert.equal(lastPort(folder), undefined);
    for (const text of ['', 'x', '0', '80', '70000', '38417.5']) {
      fs.writeFileSync(path.join(folder, 'hub', 'port'), text);
      assert.equal(lastPort(folder), undefined, text);
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
