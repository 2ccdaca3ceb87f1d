import type { AppendFile, Files } from '../../../src/storage/disk/files.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';

export type FileStep = keyof Files | 'append' | 'fsync';

/** Before each disk access, a test may throw, or do something unnoticed by the storage. */
export type Fault = (step: FileStep, path: string) => void;

export function diskFailure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** The disk, with a fault that may strike before every access. */
export function faultyFiles(fault: Fault): Files {
  const before =
    <A extends [string, ...unknown[]], R>(step: FileStep, act: (...args: A) => R) =>
    (...args: A): R => {
      fault(step, args[0]);
      return act(...args);
    };
  const append = (file: AppendFile): AppendFile => ({
    ...file,
    append: async (bytes) => {
      fault('append', file.path);
      await file.append(bytes);
    },
    appendSync: (bytes) => {
      fault('append', file.path);
      file.appendSync(bytes);
    },
    sync: async () => {
      fault('fsync', file.path);
      await file.sync();
    },
  });
  return {
    list: before('list', nodeFiles.list),
    stat: before('stat', nodeFiles.stat),
    read: before('read', nodeFiles.read),
    readBounded: before('readBounded', nodeFiles.readBounded),
    isLink: before('isLink', nodeFiles.isLink),
    link: before('link', nodeFiles.link),
    create: before('create', nodeFiles.create),
    sync: before('sync', nodeFiles.sync),
    syncFolder: before('syncFolder', nodeFiles.syncFolder),
    rename: before('rename', nodeFiles.rename),
    remove: before('remove', nodeFiles.remove),
    makeFolder: before('makeFolder', nodeFiles.makeFolder),
    touch: before('touch', nodeFiles.touch),
    openAppend: async (path) => {
      fault('openAppend', path);
      return append(await nodeFiles.openAppend(path));
    },
    openAppendSync: (path) => {
      fault('openAppendSync', path);
      return append(nodeFiles.openAppendSync(path));
    },
  };
}
