import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHubStore } from '../../../src/headless/openHubStore.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { Tokens } from '../../../src/hub/tokens.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { wasmPath } from '../storage/storageFolder.ts';

const minute = 60_000;

describe('the hub over a data folder', function () {
  this.timeout(30_000);
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-hub-'))));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function child(): Promise<{ readonly port: number; readonly process: ChildProcess }> {
    const started = spawn(process.execPath, [path.join(import.meta.dirname, 'hubChild.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(started);
    const port = await new Promise<number>((resolve, reject) => {
      started.stdout?.once('data', (text: Buffer) => resolve(Number(text.toString())));
      started.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
    });
    return { port, process: started };
  }

  async function spans() {
    const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
    const store = await openStore({ folder, wasmPath, clock: systemClock, sealer });
    const found = store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER });
    store.close();
    return found;
  }

  it('has every heartbeat that it acknowledged before it was killed, once', async () => {
    const { secret } = new Tokens(folder).create('vim', ['write', 'read'], 0);
    const start = Math.floor(Date.now() / 1000) - 40_000;
    const beat = (i: number) => ({
      entity: `/home/ada/shop/file${i % 7}.ts`,
      type: 'file',
      time: start + i * 60,
      project_root_count: 4,
      language: 'TypeScript',
    });
    const acknowledged = new Set<number>();
    const hub = await child();
    const post = async (numbers: readonly number[]): Promise<void> => {
      const response = await fetch(`http://127.0.0.1:${hub.port}/api/v1/users/current/heartbeats.bulk`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
        body: JSON.stringify(numbers.map(beat)),
      });
      if (response.status === 202) for (const number of numbers) acknowledged.add(number);
    };
    const sending = Array.from({ length: 30 }, (_, i) => post([i * 5, i * 5 + 1, i]).catch(() => undefined));
    await Promise.race(sending);
    hub.process.kill('SIGKILL');
    await Promise.all(sending);
    assert.ok(acknowledged.size > 0, 'something was acknowledged before the kill');
    const found = await spans();
    const numbers = found.map((span) => (span.start / 1000 - start) / 60);
    assert.deepEqual(
      [...acknowledged].filter((number) => !numbers.includes(number)),
      [],
    );
    assert.equal(new Set(numbers).size, numbers.length, 'no heartbeat is there twice');
    assert.deepEqual(
      [found[0]?.project, found[0]?.language, found[0]?.source],
      ['/home/ada/shop', 'typescript', 'hub'],
    );
  });

  it('answers with the figures of what it took in, and writes no name in clear', async () => {
    const store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: ['**/secret/**'], hideFileNames: [] }) });
    const start = Date.now() - 30 * minute;
    const span = (at: number) =>
      ({
        type: 'span',
        id: `hub-vim-x-2026-11-28:${at}`,
        start: start + at,
        end: start + at,
        offset: systemClock.utcOffset(start),
        kind: 'coding',
        source: 'hub',
        signals: 1,
        saves: 0,
        edits: {},
        project: '/home/ada/shop',
        file: 'cart.ts',
      }) as const;
    await store.record([0, 2, 4].map((minutes) => span(minutes * minute)));
    const ask = (names: boolean) =>
      store.operate({ operation: 'activity.range', params: { days: 7, by: 'project' }, names });
    const range = (await ask(true)) as { parts: { name: string; ms: number }[] };
    assert.deepEqual(
      range.parts.map(({ name, ms }) => [name, ms]),
      [['shop', 4 * minute]],
    );
    assert.doesNotMatch(JSON.stringify(await ask(false)), /shop/);
    assert.equal(store.judge({ project: '/home/ada/secret', file: 'a.ts' }), 'excluded');
    assert.equal(store.judge({ project: '/home/ada/shop', file: 'a.ts' }), 'open');
    assert.ok((await store.describe()).some(({ name }) => name === 'day.get'));
    await store.close();
    for (const name of readdirSync(path.join(folder, 'journal')))
      assert.doesNotMatch(readFileSync(path.join(folder, 'journal', name), 'latin1'), /ada|cart|shop/);
  });
});
