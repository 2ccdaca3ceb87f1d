import assert from 'node:assert/strict';
import fs from 'node:fs';
import { AppError } from '../../../../src/core/base/appError.ts';
import { isFolderReadOnly, toDiskError, withDiskErrors } from '../../../../src/storage/disk/diskError.ts';
import type { HeldLock } from '../../../../src/storage/disk/folderLock.ts';
import { layoutOf } from '../../../../src/storage/disk/layout.ts';
import { moveToNew } from '../../../../src/storage/disk/moveFile.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { readOnlyFiles } from '../../../../src/storage/disk/readOnlyFiles.ts';
import { removeIfFile } from '../../../../src/storage/disk/removeIfFile.ts';
import {
  clearAside,
  createFile,
  LockLostError,
  removeFile,
  replaceFile,
  stampOf,
} from '../../../../src/storage/disk/replaceFile.ts';
import { copyAside, listSetAside, setAside } from '../../../../src/storage/disk/setAside.ts';
import { diskFailure, faultyFiles, type Fault } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const bytes = (text: string) => Buffer.from(text);
const failing =
  (step: string, code: string): Fault =>
  (at) => {
    if (at === step) throw diskFailure(code);
  };

describe('files that are replaced, moved, and set aside', () => {
  let folder: StorageFolder;
  let isHeld: boolean;
  beforeEach(() => {
    folder = new StorageFolder();
    isHeld = true;
  });
  afterEach(() => folder.remove());
  const lock: HeldLock = { token: 'mine', isHeld: () => isHeld, beat: () => undefined, release: () => undefined };
  const path = (name: string) => folder.path(name);
  const put = (name: string, text: string) => fs.writeFileSync(path(name), text);
  const text = (name: string) => fs.readFileSync(path(name), 'utf8');

  it('are on the disk as a whole before they take the place of the old ones, and the place is, too', () => {
    const steps: string[] = [];
    const files = faultyFiles((step) => void steps.push(step));
    replaceFile(files, lock, { path: path('a'), bytes: bytes('new') });
    assert.deepEqual(steps.splice(0), ['create', 'sync', 'rename', 'remove', 'syncFolder']);
    assert.deepEqual([folder.list(), text('a')], [['a'], 'new']);
    createFile(files, path('b'), bytes('made'));
    assert.deepEqual(steps, ['remove', 'create', 'sync', 'rename', 'remove', 'syncFolder']);
    assert.deepEqual([folder.list(), text('b')], [['a', 'b'], 'made']);
  });

  it('stay as they were where a step fails, or the lock was lost', () => {
    put('a', 'old');
    const replace = (fault?: Fault) =>
      replaceFile(faultyFiles(fault ?? (() => undefined)), lock, { path: path('a'), bytes: bytes('new') });
    for (const step of ['create', 'sync', 'rename'])
      assert.throws(() => replace(failing(step, 'ENOSPC')), { code: 'ENOSPC' }, step);
    isHeld = false;
    assert.throws(() => replace(), LockLostError);
    assert.deepEqual([folder.list(), text('a')], [['a'], 'old']);
    // Whoever took the lock over has removed what was written aside.
    assert.throws(() => replace(failing('sync', 'ENOENT')), LockLostError);
    isHeld = true;
    assert.throws(() => replace(failing('sync', 'ENOENT')), { code: 'ENOENT' });
  });

  it('have a stamp that changes with the file', () => {
    assert.equal(stampOf(nodeFiles, path('a')), 'none');
    put('a', 'x');
    const first = stampOf(nodeFiles, path('a'));
    assert.equal(stampOf(nodeFiles, path('a')), first);
    nodeFiles.touch(path('a'), 5000);
    const touched = stampOf(nodeFiles, path('a'));
    put('b', 'x');
    nodeFiles.touch(path('b'), 5000);
    fs.renameSync(path('b'), path('a'));
    assert.equal(new Set([first, touched, stampOf(nodeFiles, path('a'))]).size, 3);
  });

  it('are removed by the holder of the lock, where they are files', () => {
    put('a', 'x');
    fs.mkdirSync(path('b'));
    for (const name of ['a', 'b', 'none']) removeFile(nodeFiles, lock, path(name));
    assert.deepEqual(folder.list(), ['b']);
    removeIfFile(nodeFiles, path('b'));
    put('c', 'x');
    isHeld = false;
    assert.throws(() => removeFile(nodeFiles, lock, path('c')), LockLostError);
    assert.deepEqual(folder.list(), ['b', 'c']);
  });

  it('that others left aside are cleared from each folder', () => {
    for (const name of ['a', 'a.tmp', 'a.mine.tmp', 'tmp']) put(name, 'x');
    fs.mkdirSync(path('sub'));
    fs.mkdirSync(path('folder.tmp'));
    put('sub/b.tmp', 'x');
    clearAside(nodeFiles, [folder.folder, path('sub'), path('none')]);
    assert.deepEqual([folder.list(), folder.list('sub')], [['a', 'folder.tmp', 'sub', 'tmp'], []]);
  });

  it('are moved to a new place, and over nothing', () => {
    const move = (fault?: Fault) => moveToNew(faultyFiles(fault ?? (() => undefined)), path('a'), path('b'));
    for (const fault of [undefined, failing('link', 'EPERM'), failing('link', 'ENOTSUP')]) {
      for (const name of folder.list()) fs.rmSync(path(name));
      assert.equal(move(fault), false, 'there is none');
      put('a', 'x');
      assert.equal(move(fault), true);
      assert.deepEqual([folder.list(), text('b')], [['b'], 'x']);
      put('a', 'y');
      assert.equal(move(fault), false, 'there is one');
      assert.deepEqual([text('a'), text('b')], ['y', 'x']);
    }
    assert.throws(() => move(failing('link', 'EIO')), { code: 'EIO' });
    fs.rmSync(path('b'));
    const both: Fault = (step) => {
      if (step === 'link') throw diskFailure('EPERM');
      if (step === 'rename') throw diskFailure('EIO');
    };
    assert.throws(() => move(both), { code: 'EIO' });
  });

  it('that are damaged are set aside by date, and none over another', () => {
    const layout = layoutOf(folder.folder);
    const now = Date.UTC(2026, 2, 2, 23, 59);
    for (const content of ['one', 'two', 'three']) {
      put('daymark.sqlite', content);
      setAside(nodeFiles, layout, now);
    }
    copyAside({ files: nodeFiles, layout, lock }, now, bytes('four'));
    const base = 'daymark.sqlite.damaged-2026-03-02';
    const names = [base, `${base}-2`, `${base}-3`, `${base}-4`];
    assert.deepEqual(folder.list(), names);
    assert.deepEqual(names.map(text), ['one', 'two', 'three', 'four']);
    for (const other of ['daymark.sqlite', `${base}.mine.tmp`, 'x.damaged-2026-03-02']) put(other, 'x');
    assert.deepEqual(listSetAside(nodeFiles, layout), names);
  });

  it('are changed by nobody who opened them to be read only', async () => {
    put('a', 'x');
    const files = readOnlyFiles(nodeFiles);
    const acts = [
      () => files.create(path('b'), bytes('x')),
      () => files.sync(path('a')),
      () => files.syncFolder(folder.folder),
      () => files.rename(path('a'), path('b')),
      () => files.link(path('a'), path('b')),
      () => files.remove(path('a')),
      () => files.makeFolder(path('c')),
      () => files.touch(path('a'), 5),
      () => files.openAppendSync(path('a')),
    ];
    for (const act of acts) assert.throws(act, { code: 'EROFS' });
    await assert.rejects(files.openAppend(path('a')), { code: 'EROFS' });
    assert.deepEqual([folder.list(), text('a')], [['a'], 'x']);
    assert.equal(Buffer.from(files.read(path('a')) ?? []).toString(), 'x');
  });
});

describe('the disk', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  it('is read from a place on, and up to a length', () => {
    const file = folder.path('a');
    fs.writeFileSync(file, '0123456789');
    const read = (...range: [number?, number?]) => Buffer.from(nodeFiles.read(file, ...range) ?? 'none').toString();
    const parts = [read(), read(4), read(4, 3), read(4, 99), read(10), read(99, 5)];
    assert.deepEqual(parts, ['0123456789', '456789', '456', '456789', '', '']);
    assert.equal(nodeFiles.read(folder.path('none')), undefined);
    assert.throws(() => nodeFiles.read(folder.folder), { code: 'EISDIR' });
  });

  it('is read up to a limit where others may have planted something', () => {
    const file = folder.path('a');
    fs.writeFileSync(file, '01234');
    assert.equal(Buffer.from(nodeFiles.readBounded(file, 5) as Uint8Array).toString(), '01234');
    assert.equal(nodeFiles.readBounded(file, 4), 'unfit');
    assert.equal(nodeFiles.readBounded(folder.folder, 5), 'unfit');
    assert.equal(nodeFiles.readBounded(folder.path('none'), 5), undefined);
    if (process.platform === 'win32') return;
    fs.symlinkSync(file, folder.path('link'));
    assert.equal(nodeFiles.readBounded(folder.path('link'), 5), 'unfit');
    assert.deepEqual([nodeFiles.isLink(folder.path('link')), nodeFiles.isLink(file)], [true, false]);
    assert.equal(nodeFiles.isLink(folder.path('none')), false);
  });

  it('says what a file is', () => {
    const file = folder.path('a');
    fs.writeFileSync(file, '01234');
    nodeFiles.touch(file, 1_700_000_000_000);
    const stat = nodeFiles.stat(file);
    assert.deepEqual([stat?.size, stat?.isFile, stat?.modifiedAt], [5, true, 1_700_000_000_000]);
    assert.equal(nodeFiles.stat(folder.folder)?.isFile, false);
    assert.equal(nodeFiles.stat(folder.path('none')), undefined);
    assert.throws(() => nodeFiles.create(file, bytes('x')), { code: 'EEXIST' });
    assert.throws(() => nodeFiles.link(file, file), { code: 'EEXIST' });
    assert.deepEqual(nodeFiles.list(folder.path('none')), []);
    fs.writeFileSync(folder.path('0'), '');
    assert.deepEqual(nodeFiles.list(folder.folder), ['0', 'a']);
    nodeFiles.remove(folder.path('none'));
  });

  it('appends to a file, and says whether that still has its name', async () => {
    for (const way of ['openAppend', 'openAppendSync'] as const) {
      const file = folder.path('deep', way);
      const open = await nodeFiles[way](file);
      await open.append(bytes('one '));
      open.appendSync(bytes('two '));
      await open.append(new Uint8Array());
      await open.sync();
      const inPlace = async () => [await open.isInPlace(), open.isInPlaceSync()];
      assert.deepEqual([open.path, fs.readFileSync(file, 'utf8'), await inPlace()], [file, 'one two ', [true, true]]);
      fs.renameSync(file, `${file}.away`);
      assert.deepEqual(await inPlace(), [false, false]);
      fs.writeFileSync(file, '');
      assert.deepEqual(await inPlace(), [false, false]);
      open.close();
    }
  });
});

describe('an error of the disk', () => {
  it('says whether the disk is full, or the folder can’t be used', () => {
    const codeOf = (error: unknown) => toDiskError(error).code;
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) assert.equal(codeOf(diskFailure(code)), 'storage-full', code);
    for (const code of ['EACCES', 'EIO', 'ENOENT']) assert.equal(codeOf(diskFailure(code)), 'storage-readonly', code);
    assert.match(toDiskError(diskFailure('EIO')).message, /\(EIO\)/);
    assert.match(toDiskError(undefined).message, /\(unknown reason\)/);
    const own = new AppError('not-found', 'x');
    assert.equal(toDiskError(own), own);
    assert.deepEqual(
      ['EACCES', 'EROFS', 'ENOSPC', ''].map((code) => isFolderReadOnly(diskFailure(code))),
      [true, true, false, false],
    );
    assert.equal(isFolderReadOnly(new Error('x')), false);
  });

  it('is explained, and one of another kind is thrown as it is', () => {
    const thrown = (error: unknown) => {
      try {
        return withDiskErrors(() => {
          throw error;
        });
      } catch (caught) {
        return caught;
      }
    };
    assert.equal((thrown(diskFailure('ENOSPC')) as AppError).code, 'storage-full');
    for (const other of [new Error('x'), { code: 'EIO' }, diskFailure('no code of the system'), undefined])
      assert.equal(thrown(other), other);
    assert.equal(
      withDiskErrors(() => 5),
      5,
    );
  });
});
