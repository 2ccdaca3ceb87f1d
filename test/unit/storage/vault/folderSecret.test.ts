import assert from 'node:assert/strict';
import fs from 'node:fs';
import {
  damagedSecrets,
  folderSecret,
  readFolderSecret,
  replaceFolderSecret,
} from '../../../../src/storage/vault/folderSecret.ts';
import { faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const whole = Buffer.alloc(32, 7);

describe('the secret of a folder', () => {
  let folder: StorageFolder;
  beforeEach(() => {
    folder = new StorageFolder();
    fs.mkdirSync(folder.path('vault'));
  });
  afterEach(() => folder.remove());
  const secret = () => folder.path('vault', 'secret');
  const names = () => folder.list('vault');
  const equals = (one: Uint8Array | undefined, other: Uint8Array) => assert.deepEqual(Buffer.from(one ?? []), other);

  it('is read where it is whole, and changes nothing', () => {
    for (const content of [undefined, Buffer.alloc(31), Buffer.alloc(33), whole]) {
      fs.rmSync(secret(), { force: true });
      if (content) fs.writeFileSync(secret(), content);
      const before = names();
      assert.deepEqual(readFolderSecret(folder.folder) !== undefined, content === whole);
      assert.deepEqual(names(), before);
    }
    equals(readFolderSecret(folder.folder), whole);
    equals(folderSecret(folder.folder), whole);
    fs.rmSync(secret());
    fs.mkdirSync(secret());
    assert.equal(readFolderSecret(folder.folder), undefined);
  });

  it('is made once, of 32 bytes, with nothing beside it', () => {
    const created = folderSecret(folder.folder);
    assert.equal(created.length, 32);
    assert.deepEqual(names(), ['secret']);
    equals(fs.readFileSync(secret()), Buffer.from(created));
    equals(folderSecret(folder.folder), Buffer.from(created));
    replaceFolderSecret(folder.folder, whole);
    equals(folderSecret(folder.folder), whole);
    assert.deepEqual(names(), ['secret']);
  });

  it('is waited for while another window writes it, for a fifth of a second', () => {
    fs.writeFileSync(secret(), Buffer.alloc(5));
    let reads = 0;
    const files = faultyFiles((step, path) => {
      if (step === 'readBounded' && path === secret() && ++reads === 21) fs.writeFileSync(secret(), whole);
    });
    equals(folderSecret(folder.folder, files, folder.clock), whole);
    assert.deepEqual([reads, names()], [21, ['secret']]);
  });

  it('is set aside by its date where it stays damaged, and none over another', () => {
    const read = (): [number, string[]] => {
      fs.writeFileSync(secret(), Buffer.alloc(5));
      let [reads, isLocked] = [0, false];
      const files = faultyFiles((step, path) => {
        if (step === 'create' && path.endsWith('secret.lock')) isLocked = true;
        if (step === 'readBounded' && path === secret() && !isLocked) reads++;
      });
      assert.equal(folderSecret(folder.folder, files, folder.clock).length, 32);
      return [reads, names()];
    };
    const aside = 'secret.damaged-2026-03-02';
    assert.deepEqual(read(), [21, ['secret', aside]]);
    assert.deepEqual(read(), [21, ['secret', aside, `${aside}-2`]]);
    assert.deepEqual(damagedSecrets(folder.folder), [aside, `${aside}-2`]);
    fs.writeFileSync(folder.path('vault', 'x.damaged-'), '');
    assert.equal(damagedSecrets(folder.folder).length, 2);
  });

  it('is that of the window that replaced a damaged one first', () => {
    fs.writeFileSync(secret(), Buffer.alloc(5));
    const files = faultyFiles((step, path) => {
      if (step === 'create' && path.endsWith('secret.lock')) fs.writeFileSync(secret(), whole);
    });
    equals(folderSecret(folder.folder, files, folder.clock), whole);
    assert.deepEqual(names(), ['secret'], 'nothing was set aside');
  });
});
