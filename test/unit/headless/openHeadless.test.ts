import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import initSqlJs from 'sql.js';
import type { ErrorCode } from '../../../src/core/base/appError.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { dayMs } from '../../../src/core/time/days.ts';
import { openHeadless, type Headless, type HeadlessOptions } from '../../../src/headless/openHeadless.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';

const root = '/home/ada/zq7shop';

/** All files of a folder with their sizes and times, to see that nothing was changed. */
function contentOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .sort();
}

describe('the data without VS Code', () => {
  let disk: StorageFolder;
  const opened: Headless[] = [];

  beforeEach(() => (disk = new StorageFolder()));
  afterEach(async () => {
    for (const headless of opened.splice(0)) await headless.close();
    disk.remove();
  });

  const open = (options: Partial<HeadlessOptions> = {}): Headless => {
    const headless = openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock, ...options });
    opened.push(headless);
    return headless;
  };
  const vault = (): Vault => new Vault({ folder: disk.folder, clock: disk.clock, secret: folderSecret(disk.folder) });
  const span = (minute: number): SpanFact => ({
    type: 'span',
    id: `aaaaaaaaaaaa:${minute + 1}`,
    start: disk.clock.now() + minute * 60_000,
    end: disk.clock.now() + minute * 60_000 + 60_000,
    offset: 60,
    kind: 'coding',
    source: 'editor',
    project: root,
    signals: 3,
    saves: 0,
    edits: {},
  });
  const today = async (headless: Headless) =>
    (await headless.operate({ transport: 'mcp', operation: 'today.get', params: {} })) as {
      minutes: number;
      byProject: { name: string }[];
    };

  it('describes its operations once: the hub asks with each request', async () => {
    const headless = open();
    const first = await headless.describe('http');
    const before = process.cpuUsage();
    for (let request = 0; request < 50; request++) assert.equal((await headless.describe('http'))[0], first[0]);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < 250, `50 requests took ${(user + system) / 1000} ms of processor time`);
    assert.equal((await open().describe('http'))[0], first[0], 'nor does another one work out the schemas again');
  });
  const rejects = (promise: Promise<unknown>, code: ErrorCode, message: RegExp) =>
    assert.rejects(promise, (error: Error & { code?: string }) => {
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });

  it('answers with what another process just wrote, and changes no file', async () => {
    const journal = disk.journal({ sealer: vault() });
    journal.append(span(-30));
    await journal.flush();
    const before = contentOf(disk.folder);
    const headless = open();
    const first = await today(headless);
    assert.deepEqual(contentOf(disk.folder), before);
    assert.equal(first.minutes, 1);
    assert.equal(first.byProject[0]?.name, 'zq7shop');
    journal.append(span(-29));
    await journal.write();
    assert.equal((await today(headless)).minutes, 2);
  });

  it('gives numbers where the names are locked', async () => {
    const journal = disk.journal({
      sealer: new Vault({ folder: disk.folder, clock: disk.clock, secret: new Uint8Array(32).fill(7) }),
    });
    journal.append(span(-30));
    await journal.close();
    const headless = open();
    const { minutes, byProject } = await today(headless);
    assert.equal(minutes, 1);
    assert.match(byProject[0]?.name ?? '', /^\u{1F512}/u);
    assert.ok((await headless.lockedNames()) > 0);
    await rejects(
      open({ mayWrite: true }).operate({
        transport: 'mcp',
        operation: 'activity.log',
        params: { title: 'Talk', minutes: 5, kind: 'meeting' },
      }),
      'storage-locked',
      /vault\.key/,
    );
  });

  it('opens the names with a secret that is handed over', async () => {
    const secret = new Uint8Array(32).fill(7);
    const journal = disk.journal({ sealer: new Vault({ folder: disk.folder, clock: disk.clock, secret }) });
    journal.append(span(-30));
    await journal.close();
    assert.equal((await today(open({ secret }))).byProject[0]?.name, 'zq7shop');
  });

  it('writes only when it may, to a journal of its own that windows read', async () => {
    const journal = disk.journal({ sealer: vault() });
    journal.append(span(-30));
    await journal.close();
    const params = { title: 'Talk with Bo', minutes: 5, kind: 'meeting' };
    const call = { transport: 'mcp', operation: 'activity.log', params } as const;
    const reading = open();
    await rejects(reading.operate(call), 'not-allowed', /--allow-write/);
    assert.ok((await reading.describe('mcp')).every(({ access }) => access === 'read'));

    const writing = open({ mayWrite: true });
    assert.match((await writing.confirmation(call))?.message ?? '', /Talk with Bo/);
    await writing.operate(call);
    await writing.close();
    const files = readdirSync(disk.path('journal')).map((name) => readFileSync(disk.path('journal', name), 'utf8'));
    assert.ok(
      files.every((text) => !text.includes('Talk with Bo')),
      'the title is sealed',
    );
    const store = await disk.store({ sealer: vault() });
    const at = disk.clock.now();
    assert.deepEqual(
      store.activities({ from: at - dayMs, to: at + dayMs }).map(({ title }) => title),
      ['Talk with Bo'],
    );
  });

  it('names the parameter at fault, and knows only what is offered', async () => {
    await disk.journal({ sealer: vault() }).close();
    mkdirSync(disk.path('journal'), { recursive: true });
    const headless = open({ mayWrite: true });
    const call = (operation: string, params: unknown) => headless.operate({ transport: 'mcp', operation, params });
    for (const day of ['yesterday', '2026-02-30', '2026-99-01'])
      await rejects(call('day.get', { day }), 'invalid-input', /^day: must be a day/);
    await rejects(call('plan.tick', { id: 'x' }), 'invalid-input', /^done:/);
    for (const name of ['digest.get', 'insights.get', 'command.run', 'constructor', '__proto__', ''])
      await rejects(call(name, {}), 'unknown-operation', /operation/);
  });

  it('says what to do when the folder is missing, empty, or not ours to read', async () => {
    const nowhere = path.join(disk.folder, 'nowhere');
    await rejects(today(open({ folder: nowhere })), 'not-found', /no folder .*nowhere.*--data/);
    const empty = mkdtempSync(path.join(os.tmpdir(), 'daymark-empty-'));
    try {
      await rejects(today(open({ folder: empty })), 'not-found', /no Daymark data/);
      if (process.getuid?.() === 0 || process.platform === 'win32') return;
      mkdirSync(path.join(empty, 'journal'));
      chmodSync(empty, 0);
      await rejects(today(open({ folder: empty })), 'not-found', /EACCES/);
    } finally {
      chmodSync(empty, 0o700);
      rmSync(empty, { recursive: true });
    }
  });

  it('refuses data of a newer version', async () => {
    const journal = disk.journal({ sealer: vault() });
    journal.append(span(-30));
    await journal.flush();
    const store = await disk.store({ sealer: vault() });
    store.checkpoint();
    const sql = await initSqlJs();
    const newer = new sql.Database(readFileSync(disk.path('daymark.sqlite')));
    newer.exec('PRAGMA user_version = 9999');
    writeFileSync(disk.path('daymark.sqlite'), newer.export());
    await rejects(today(open()), 'storage-newer', /newer version/);
  });

  it('tells models aliases, and the same one each time', async () => {
    const journal = disk.journal({ sealer: vault() });
    journal.append(span(-30));
    await journal.close();
    const headless = open();
    const gate = headless.gate('aliased');
    const aliased = JSON.stringify(await gate.outgoing(await today(headless)));
    assert.doesNotMatch(aliased, /zq7/);
    assert.match(aliased, /project-1/);
    assert.equal(JSON.stringify(await gate.outgoing(await today(headless))), aliased);
    assert.deepEqual(gate.incoming({ project: 'project-1', title: 'Ship project-1' }), {
      project: root,
      title: 'Ship zq7shop',
    });
    const told = async (names: 'real' | 'none') =>
      JSON.stringify(await headless.gate(names).outgoing(await today(headless)));
    assert.doesNotMatch(await told('none'), /zq7|project-1/);
    assert.match(await told('real'), /zq7shop/);
  });

  it('needs no VS Code in any bundle', async () => {
    const { metafile } = await esbuild.build({
      entryPoints: ['src/headless/openHeadless.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const files = Object.keys(metafile.inputs);
    assert.ok(files.length > 100, `only ${files.length} modules found`);
    assert.deepEqual(
      files.filter((file) => file.startsWith('src/extension/')),
      [],
    );
  });
});
