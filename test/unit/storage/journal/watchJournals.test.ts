import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Disposable } from '../../../../src/core/base/event.ts';
import { watchJournals } from '../../../../src/storage/journal/watchJournals.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

/** Long enough for a notification of the file system. */
const noticeMs = 100;

describe('the watch on journals', () => {
  let parent: string;
  let folder: string;
  let clock: FakeClock;
  let listening: Disposable;
  let changes: number;

  const listen = (own?: string): Disposable =>
    (listening = watchJournals({ folder, clock, ...(own && { own }) })(() => changes++));
  const write = async (name: string): Promise<void> => {
    appendFileSync(join(folder, name), 'line\n');
    await sleep(noticeMs);
  };
  /** Reports within `ms` of the clock. */
  const heard = (ms: number): number => {
    const before = changes;
    clock.advance(ms);
    return changes - before;
  };

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'daymark-watch-'));
    folder = join(parent, 'journal');
    clock = new FakeClock();
    changes = 0;
  });
  afterEach(() => {
    listening.dispose();
    assert.equal(clock.pending, 0, 'nothing goes on without listeners');
    rmSync(parent, { recursive: true, force: true });
  });

  describe('of a program that writes nothing itself', () => {
    it('reports what was written within 0.7 s, once', async () => {
      listen();
      await write('a');
      await write('b');
      assert.equal(heard(699), 0);
      assert.equal(heard(1), 1);
      assert.equal(clock.pending, 0);
      await write('c');
      assert.equal(heard(700), 1);
      await write('d');
      listening.dispose();
      assert.equal(heard(700), 0, 'nobody listens any more');
    });

    it('looks every 10 s where the folder can’t be watched, and reports what it finds, until it can', async () => {
      const file = join(parent, 'file');
      writeFileSync(file, '');
      folder = join(file, 'journal');
      listen();
      assert.equal(heard(60_000), 0);
      rmSync(file);
      assert.equal(heard(9_999), 0);
      assert.equal(heard(1 + 700), 1, 'the folder is there');
      assert.equal(clock.pending, 0, 'notified');
      await write('a');
      assert.equal(heard(700), 1);
    });
  });

  describe('of a window', () => {
    /** Someone works until the window isn't notified any more. */
    async function work(): Promise<void> {
      for (let i = 0; i < 7; i++) {
        await write('own-1.ndjson');
        clock.advance(1000);
      }
    }
    beforeEach(() => void listen('own'));

    it('makes the folder, and reports what others write and nothing of its own', async () => {
      assert.ok(existsSync(folder));
      await write('own-1.ndjson');
      assert.equal(heard(4_000), 0);
      await write('other-1.ndjson');
      assert.equal(heard(700), 1);
    });

    it('goes on being notified after a single write, and waits for nothing then', async () => {
      await write('own-1.ndjson');
      clock.advance(5000);
      assert.equal(clock.pending, 0);
      await write('other-1.ndjson');
      assert.equal(heard(700), 1);
    });

    it('is not woken while it writes itself, and looks every 10 s at what others did', async () => {
      await work();
      assert.equal(clock.pending, 1);
      await write('other-1.ndjson');
      assert.equal(clock.pending, 1, 'not notified');
      await write('own-1.ndjson');
      assert.equal(heard(10_000 + 700), 1);
      await write('own-1.ndjson');
      assert.equal(heard(10_000 + 700), 0, 'nothing new');
    });

    it('misses no file that was there for a moment only', async () => {
      await work();
      await write('changed');
      rmSync(join(folder, 'changed'));
      assert.equal(heard(10_000 + 700), 1);
    });

    it('is notified again when it writes no more, and misses nothing on the way', async () => {
      await work();
      clock.advance(10_000);
      appendFileSync(join(folder, 'other-1.ndjson'), 'line\n');
      assert.equal(heard(10_000 + 700), 1);
      assert.equal(clock.pending, 0);
      await write('other-1.ndjson');
      assert.equal(heard(700), 1);
    });

    it('finds a folder that was deleted and made again', async () => {
      await work();
      rmSync(folder, { recursive: true });
      assert.equal(heard(10_000 + 700), 1);
      clock.advance(10_000);
      await sleep(noticeMs);
      clock.advance(700);
      await write('other-1.ndjson');
      assert.equal(heard(700), 1);
    });
  });
});
