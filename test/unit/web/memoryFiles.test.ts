import assert from 'node:assert/strict';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import type { Files } from '../../../src/storage/disk/files.ts';
import { memoryFiles } from '../../../src/web/memoryFiles.ts';
import { StorageFolder } from '../storage/storageFolder.ts';

/** Runs a script of accesses and returns what it sees, without paths and times. */
async function seen(files: Files, folder: string): Promise<unknown[]> {
  const at = (name: string): string => `${folder}/inner/${name}`;
  const text = (name: string): string | undefined => {
    const bytes = files.read(at(name));
    return bytes && Buffer.from(bytes).toString();
  };
  const failure = (act: () => void): string => {
    try {
      act();
      return 'none';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unknown';
    }
  };
  files.makeFolder(`${folder}/inner`);
  files.create(at('b'), Buffer.from('one'));
  const log = await files.openAppend(at('a'));
  await log.append(Buffer.from('two'));
  log.appendSync(Buffer.from('three'));
  const before = [files.list(`${folder}/inner`), text('a'), text('b'), log.isInPlaceSync()];
  const identity = files.stat(at('a'))?.identity;
  files.rename(at('a'), at('b'));
  log.appendSync(Buffer.from('!'));
  const moved = [files.stat(at('b'))?.identity === identity, await log.isInPlace(), text('b')];
  log.close();
  files.touch(at('b'), 5_000_000);
  return [
    ...before,
    ...moved,
    files.stat(at('b'))?.size,
    files.stat(at('b'))?.modifiedAt,
    files.stat(`${folder}/inner`)?.isFile,
    files.stat(at('c')) === undefined,
    files.list(`${folder}/none`),
    failure(() => files.create(at('b'), new Uint8Array())),
    failure(() => files.rename(at('c'), at('d'))),
    failure(() => files.touch(at('c'), 1)),
    failure(() => files.remove(at('c'))),
    files.readBounded(at('b'), 3),
    Buffer.from(files.read(at('b'), 3, 2) ?? []).toString(),
    files.isLink(at('b')),
  ];
}

describe('files in memory', () => {
  it('answer as the disk does', async () => {
    const disk = new StorageFolder();
    try {
      assert.deepEqual(
        await seen(
          memoryFiles(() => 1),
          '/memory',
        ),
        await seen(nodeFiles, disk.folder),
      );
    } finally {
      disk.remove();
    }
  });
});
