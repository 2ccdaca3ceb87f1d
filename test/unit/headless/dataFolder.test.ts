import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { appActions } from '../../../src/catalog/generated/appActions.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { DataFolder, type DataFolderOptions } from '../../../src/headless/dataFolder.ts';
import { openHeadless, type Headless } from '../../../src/headless/openHeadless.ts';
import { writeSettingsFile } from '../../../src/headless/settingsFile.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';

const secret = new Uint8Array(32).fill(7);
const settings = { rules: defaultTimeRules, goals: defaultGoals, planFor: 'tomorrow' } as const;

describe('a data folder without VS Code', () => {
  let disk: StorageFolder;
  let clock: FakeClock;
  const opened: { close(): Promise<void> }[] = [];
  beforeEach(() => {
    [disk, clock] = [new StorageFolder(), new FakeClock(Date.UTC(2026, 10, 20, 20), 600)];
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    disk.remove();
  });

  const sealer = () => new Vault({ folder: disk.folder, clock, secret });
  const span = (minute: number): SpanFact => ({
    type: 'span',
    id: `aaaaaaaaaaaa:${minute + 1}`,
    start: clock.now() - 3_600_000 + minute * 60_000,
    end: clock.now() - 3_540_000 + minute * 60_000,
    offset: 600,
    kind: 'coding',
    source: 'editor',
    project: '/home/ada/shop',
    signals: 3,
    saves: 0,
    edits: {},
  });
  const record = async (minute: number) => {
    const journal = disk.journal({ sealer: sealer() });
    journal.append(span(minute));
    await journal.close();
  };
  const open = (options: Partial<DataFolderOptions> = {}): DataFolder => {
    const data = new DataFolder({ folder: disk.folder, wasmPath, clock, secret, ...options });
    opened.push(data);
    return data;
  };

  it('is closed after a minute without a request, and opened again', async () => {
    await record(0);
    const data = open();
    const first = await data.version();
    assert.equal(await data.version(), first, 'nothing is new');
    assert.equal(clock.pending, 1);
    clock.advance(59_999);
    assert.equal(await data.version(), first, 'it is still open');
    clock.advance(59_999);
    assert.equal(await data.version(), first, 'the minute counts from the last request');
    clock.advance(60_000);
    assert.equal(clock.pending, 0);
    assert.equal(await data.version(), first + 1, 'it is read anew');
    await data.close();
    assert.equal(clock.pending, 0);
  });

  it('has a version for what is new, and knows the projects', async () => {
    await record(0);
    const data = open();
    const first = await data.version();
    await record(1);
    assert.equal(await data.version(), first + 1);
    assert.equal(await data.version(), first + 1);
    assert.deepEqual(await data.projects(), ['/home/ada/shop']);
    assert.equal(await data.lockedNames(), 0);
    const locked = open({ secret: new Uint8Array(32).fill(8) });
    await locked.projects();
    assert.equal((await locked.lockedNames()) > 0, true);
    await record(2);
    assert.deepEqual(await Promise.all([data.version(), data.version()]), [first + 2, first + 2]);
  });

  it('is read by the settings that VS Code left, on the clock of their time zone', async () => {
    const data = open();
    assert.deepEqual(data.settings(), settings);
    assert.deepEqual([data.offsetAt(0), data.offsetAt(clock.now())], [600, 600]);
    clock.offset = (at) => (at === 0 ? 60 : 120);
    assert.deepEqual([data.offsetAt(0), data.offsetAt(clock.now())], [60, 120]);
    writeSettingsFile(disk.folder, { ...settings, planFor: 'today', timeZone: 'Asia/Kathmandu' }, sealer());
    assert.deepEqual([data.settings().planFor, data.offsetAt(clock.now())], ['today', 345]);
  });

  it('is written to by a journal of its own, whole when it is done', async () => {
    await record(0);
    const data = open({ mayWrite: true });
    const before = readdirSync(disk.path('journal')).length;
    assert.equal(
      await data.writing(
        async () => (data.recorder.append({ ...span(5), id: data.recorder.nextId(), project: '/home/ada/site' }), 7),
      ),
      7,
    );
    assert.equal(readdirSync(disk.path('journal')).length, before + 1);
    assert.deepEqual(await open().projects(), ['/home/ada/shop', '/home/ada/site']);
    await data.recorder.flush();
    await data.close();
    await data.close();
  });

  it('has all that was recorded once it is closed, and gets a key where it has none and may be written to', async () => {
    mkdirSync(disk.path('journal'));
    const reading = open();
    assert.deepEqual(await reading.projects(), []);
    assert.equal(existsSync(disk.path('vault')), false, 'reading makes nothing');
    const data = open({ mayWrite: true });
    data.checkWritable();
    data.recorder.append({ ...span(5), id: data.recorder.nextId(), project: '/home/ada/site' });
    await data.close();
    assert.equal(existsSync(disk.path('vault')), true);
    assert.deepEqual(await open().projects(), ['/home/ada/site']);
    const lines = readFileSync(disk.path('journal', readdirSync(disk.path('journal'))[0] ?? ''), 'utf8');
    assert.match(lines, /\n\["c"[^\n]*\n$/, 'its journal has ended');
  });

  it('is not made, and says what is missing', async () => {
    const nowhere = path.join(disk.folder, 'none');
    const missing = {
      code: 'not-found',
      message: new RegExp(`^There is no folder .*none\\. Open VS Code with Daymark once`),
    };
    for (const mayWrite of [true, false]) {
      const data = open({ folder: nowhere, mayWrite });
      await assert.rejects(async () => data.projects(), missing);
      assert.throws(() => data.checkWritable(), missing);
      await assert.rejects(
        data.writing(async () => assert.fail('nothing is done')),
        missing,
      );
    }
    assert.ok(!existsSync(nowhere));
    mkdirSync(nowhere);
    assert.throws(() => open({ folder: nowhere, mayWrite: true }).checkWritable(), {
      code: 'not-found',
      message: /^There is no Daymark data in /,
    });
    for (const part of ['journal', 'backups']) {
      const folder = path.join(disk.folder, `only-${part}`);
      mkdirSync(path.join(folder, part), { recursive: true });
      open({ folder, mayWrite: true }).checkWritable();
    }
  });

  describe('as operations', () => {
    const operations = (options: object = {}): Headless => {
      const headless = openHeadless({ folder: disk.folder, wasmPath, clock, secret, ...options });
      opened.push(headless);
      return headless;
    };

    it('has days by its own clock, or by what it is asked by', () => {
      assert.equal(operations().today(), '2026-11-21');
      assert.equal(operations().offsetAt(0), 600);
      const machine = openHeadless({ folder: disk.folder, wasmPath, secret });
      opened.push(machine);
      assert.equal(machine.offsetAt(0), -new Date(0).getTimezoneOffset());
      const readOptions = () => ({ ...settings, now: clock.now(), offset: 0 });
      assert.equal(operations({ readOptions }).today(), '2026-11-20');
      writeSettingsFile(disk.folder, { ...settings, timeZone: 'UTC' }, sealer());
      assert.equal(operations().today(), '2026-11-20');
    });

    it('offers on a transport what is offered there, and names what it refuses', async () => {
      const [reading, writing] = [operations(), operations({ mayWrite: true })];
      const all = await writing.describe('http');
      assert.ok(all.length > 20 && all.every(({ transports }) => transports.includes('http')));
      const { describe, refused } = reading;
      assert.deepEqual(
        await refused('http'),
        all.filter(({ access }) => access !== 'read').map(({ name }) => name),
      );
      assert.deepEqual(
        (await describe('http')).map(({ name }) => name),
        all.filter(({ access }) => access === 'read').map(({ name }) => name),
      );
      assert.deepEqual(await writing.refused('http'), []);
    });

    it('asks in its own words, or by title and parameters', async () => {
      await record(0);
      const headless = operations({ mayWrite: true });
      const ask = (operation: string, params: object) => headless.confirmation({ transport: 'mcp', operation, params });
      assert.equal(await ask('day.get', { day: '2026-11-20' }), undefined, 'a question changes nothing');
      const { title } = await appActions['blocks.clear']();
      const params = { day: '2026-11-20' };
      assert.deepEqual(await ask('blocks.clear', params), { title, message: JSON.stringify(params, undefined, 2) });
      const talk = { title: 'Talk with Bo', minutes: 5, kind: 'meeting' };
      const question = await ask('activity.log', talk);
      assert.match(question?.message ?? '', /Talk with Bo/);
      assert.notEqual(question?.message, JSON.stringify(talk, undefined, 2));
      const locked = operations({ mayWrite: true, secret: undefined });
      const call = { transport: 'mcp', operation: 'activity.log', params: talk } as const;
      await assert.rejects(locked.confirmation(call), { code: 'storage-locked' }, 'nobody is asked in vain');
    });
  });
});
