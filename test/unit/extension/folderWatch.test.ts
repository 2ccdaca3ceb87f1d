import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderWatch } from '../../../src/extension/folderWatch.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

/** Long enough for a notification of the file system. */
const noticeMs = 100;

describe('a watched folder', () => {
  let folder: string;
  let clock: FakeClock;
  let watch: FolderWatch;
  let changes = 0;

  const write = (name: string) => appendFileSync(join(folder, name), 'line\n');
  const ownWrite = async () => {
    write('own-1.ndjson');
    await sleep(noticeMs);
  };
  /** Someone works in this window until it is notified no more. */
  async function work(): Promise<void> {
    for (let i = 0; i < 7; i++) {
      await ownWrite();
      clock.advance(1000);
    }
  }
  async function heard(act: () => void): Promise<number> {
    const before = changes;
    act();
    await sleep(noticeMs);
    return changes - before;
  }

  beforeEach(async () => {
    const parent = mkdtempSync(join(tmpdir(), 'daymark-watch-'));
    folder = join(parent, 'journal');
    clock = new FakeClock();
    changes = 0;
    watch = new FolderWatch({ folder, own: 'own', clock });
    watch.onDidChange(() => changes++);
    watch.start();
    await sleep(noticeMs);
  });
  afterEach(() => {
    watch.dispose();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  it('tells of what others write, and not of its own', async () => {
    assert.equal(await heard(() => write('own-1.ndjson')), 0);
    assert.ok((await heard(() => write('other-1.ndjson'))) > 0);
    assert.equal(watch.isBlind, false);
  });

  it('goes on being notified after a single write, and waits for nothing then', async () => {
    await ownWrite();
    clock.advance(5000);
    assert.equal(clock.pending, 0);
    assert.ok((await heard(() => write('other-1.ndjson'))) > 0);
  });

  it('is not woken while it writes itself, and looks every 10 s at what others did', async () => {
    await work();
    assert.equal(await heard(() => write('other-1.ndjson')), 0, 'not notified');
    await ownWrite();
    clock.advance(10_000);
    assert.equal(changes, 1);
    await ownWrite();
    clock.advance(10_000);
    assert.equal(changes, 1, 'nothing new');
  });

  it('misses no file that was there for a moment only', async () => {
    await work();
    const sign = join(folder, 'changed');
    assert.equal(await heard(() => writeFileSync(sign, '')), 0);
    rmSync(sign);
    clock.advance(10_000);
    assert.equal(changes, 1);
  });

  it('is notified again when it writes no more, and misses nothing on the way', async () => {
    await work();
    clock.advance(10_000);
    write('other-1.ndjson');
    clock.advance(10_000);
    assert.equal(changes, 1);
    assert.equal(clock.pending, 0);
    assert.ok((await heard(() => write('other-1.ndjson'))) > 0);
  });

  it('finds a folder that was deleted and made again', async () => {
    await work();
    rmSync(folder, { recursive: true });
    clock.advance(10_000);
    assert.equal(changes, 1);
    clock.advance(10_000);
    assert.ok((await heard(() => write('other-1.ndjson'))) > 0);
  });

  it('says so where it can’t watch', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const blind = new FolderWatch({ folder: join(file, 'below'), own: 'own', clock });
    blind.start();
    assert.equal(blind.isBlind, true);
    blind.dispose();
  });
});
