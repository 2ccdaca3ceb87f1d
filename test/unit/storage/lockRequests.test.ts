import assert from 'node:assert/strict';
import fs from 'node:fs';
import { FolderLock } from '../../../src/storage/disk/folderLock.ts';
import { layoutOf } from '../../../src/storage/disk/layout.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { whenFree } from '../../../src/extension/worker/whenFree.ts';
import { span } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

describe('a change that waits for the lock', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const lock = (): FolderLock => new FolderLock(nodeFiles, layoutOf(folder.folder).lock, folder.clock);

  async function write(id: string): Promise<void> {
    const journal = folder.journal();
    journal.append(span({ id, project: '/p/gone' }));
    await journal.close();
  }

  it('comes before checkpoints that never leave the lock free for long', async () => {
    await write('a:1');
    const [eraser, ...writers] = [await folder.store(), await folder.store(), await folder.store()];
    // Each begins a checkpoint in the moment in which another has ended, and the erasure comes in the middle of one each time.
    let held = lock().tryAcquire('to-requests');
    let tries = 0;
    for (; tries < 20; tries++) {
      if (eraser?.erase({ project: '/p/gone' }).outcome !== 'busy') break;
      held?.release();
      await write(`b:${tries}`);
      for (const writer of writers)
        assert.equal(writer.checkpoint().outcome, 'busy', 'it leaves the lock to the erasure');
      held = lock().tryAcquire('to-requests');
    }
    assert.equal(tries, 1);
    await write('c:1');
    assert.equal(writers[0]?.checkpoint().outcome, 'done', 'then checkpoints go on');
    assert.ok(!fs.existsSync(folder.path('daymark.lock.request')));
  });

  it('holds checkpoints back for seconds only when it gives up', async () => {
    await write('a:1');
    const [eraser, writer] = [await folder.store(), await folder.store()];
    const held = lock().tryAcquire();
    assert.equal(eraser.erase({}).outcome, 'busy');
    held?.release();
    assert.equal(writer.checkpoint().outcome, 'busy');
    folder.clock.pass(5000);
    assert.equal(writer.checkpoint().outcome, 'done');
  });

  it('is tried again until the lock is free, and not for ever', async () => {
    const { clock } = folder;
    let outcome: 'busy' | 'done' = 'busy';
    let tries = 0;
    const change = (): Promise<{ outcome: 'busy' | 'done' }> => Promise.resolve((tries++, { outcome }));
    const run = async (): Promise<string> => {
      let result: string | undefined;
      void whenFree(clock, change).then((done) => (result = done.outcome));
      for (let ms = 0; ms < 60_000 && result === undefined; ms += 250) {
        if (ms === 2000 && tries < 20) outcome = 'done';
        await new Promise((resolve) => setImmediate(resolve));
        clock.pass(250);
      }
      return result ?? 'nothing';
    };
    assert.equal(await run(), 'done');
    assert.ok(tries < 12, `${tries} tries`);
    outcome = 'busy';
    tries = 100;
    assert.equal(await run(), 'busy');
  });
});
