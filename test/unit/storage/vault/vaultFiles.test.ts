import assert from 'node:assert/strict';
import fs from 'node:fs';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { VaultFiles } from '../../../../src/storage/vault/vaultFiles.ts';
import { diskFailure, faultyFiles, type Fault } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const hour = 3_600_000;
const bytes = (text: string) => Buffer.from(text);

describe('the files of a vault on the disk', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const open = (fault?: Fault) => new VaultFiles(fault ? faultyFiles(fault) : nodeFiles, folder.folder);
  const names = () => folder.list('vault');

  it('are listed by name, and none where there is no folder, which is no refusal', () => {
    const vault = open();
    assert.deepEqual([vault.list(), vault.refusals], [[], 0]);
    for (const name of ['b', 'a']) vault.write(name, bytes('x'));
    assert.deepEqual([vault.list(), vault.refusals], [['a', 'b'], 0]);
  });

  it('are read up to 8 KiB, and are unfit where they are longer or no file', () => {
    const vault = open();
    vault.write('most', Buffer.alloc(8192, 1));
    vault.write('more', Buffer.alloc(8193, 1));
    fs.mkdirSync(folder.path('vault', 'folder'));
    assert.equal((vault.read('most') as Uint8Array).length, 8192);
    assert.deepEqual([vault.read('more'), vault.read('folder'), vault.read('none')], ['unfit', 'unfit', undefined]);
    assert.equal(vault.refusals, 0);
  });

  it('count what the disk refuses to list or to read', () => {
    const vault = open((step) => {
      if (step === 'list' || step === 'readBounded') throw diskFailure('EIO');
    });
    assert.deepEqual([vault.list(), vault.read('a'), vault.refusals], [[], 'unfit', 2]);
    assert.throws(() => vault.readStrictly('a'), { code: 'EIO' });
    assert.equal(vault.refusals, 2);
  });

  it('are never written through a link', () => {
    const elsewhere = new StorageFolder();
    try {
      fs.symlinkSync(elsewhere.folder, folder.path('vault'), 'junction');
      assert.throws(() => open().write('a', bytes('x')), { code: 'storage-damaged' });
      assert.deepEqual(elsewhere.list(), []);
    } finally {
      elsewhere.remove();
    }
  });

  it('are whole on the disk before they take their place, and the place is, too', () => {
    const steps: string[] = [];
    const vault = open((step) => void steps.push(step));
    vault.write('a', bytes('old'));
    assert.deepEqual(steps, ['isLink', 'makeFolder', 'create', 'sync', 'rename', 'syncFolder']);
    vault.write('a', bytes('new'));
    assert.deepEqual([names(), fs.readFileSync(folder.path('vault', 'a'), 'utf8')], [['a'], 'new']);
    vault.remove('a');
    assert.deepEqual(names(), []);
  });

  it('stay as they were, with nothing beside them, whichever step of writing fails', () => {
    open().write('a', bytes('old'));
    for (const failing of ['makeFolder', 'create', 'sync', 'rename']) {
      const vault = open((step) => {
        if (step === failing) throw diskFailure('ENOSPC');
      });
      assert.throws(() => vault.write('a', bytes('new')), { code: 'ENOSPC' }, failing);
      assert.deepEqual([names(), fs.readFileSync(folder.path('vault', 'a'), 'utf8')], [['a'], 'old'], failing);
    }
    // The first failure is the one that is reported.
    const vault = open((step) => {
      if (step === 'rename') throw diskFailure('ENOSPC');
      if (step === 'remove') throw diskFailure('EIO');
    });
    assert.throws(() => vault.write('a', bytes('new')), { code: 'ENOSPC' });
  });

  it('are tidied of those that were left aside for over an hour, by a clock that may be ahead', () => {
    const now = Date.UTC(2026, 2, 2, 9);
    const put = (name: string, age: number) => {
      fs.mkdirSync(folder.path('vault'), { recursive: true });
      fs.writeFileSync(folder.path('vault', name), '');
      fs.utimesSync(folder.path('vault', name), new Date(now - age), new Date(now - age));
    };
    put('young.new', hour);
    put('old.new', hour + 1000);
    put('ahead.new', -hour);
    put('far.new', -hour - 1000);
    put('key', 9 * hour);
    open().tidy(now);
    assert.deepEqual(names(), ['ahead.new', 'key', 'young.new']);
    put('stuck.new', 9 * hour);
    const stuck = open((step) => {
      if (step === 'remove') throw diskFailure('EBUSY');
    });
    stuck.tidy(now);
    assert.ok(names().includes('stuck.new'));
  });
});
