import fs from 'node:fs';
import type { Files } from '../../src/storage/disk/files.ts';
import { nodeFiles } from '../../src/storage/disk/nodeFiles.ts';

/** Called before, in the middle of (`create` only), and after each step that changes the disk. */
export type AtStep = () => void;

/** The disk, with a call around everything that changes it; reads are let through. */
export function steppingFiles(atStep: AtStep): Files {
  const around =
    <A extends unknown[]>(act: (...args: A) => void) =>
    (...args: A): void => {
      atStep();
      act(...args);
      atStep();
    };
  return {
    ...nodeFiles,
    create: (path, bytes) => {
      atStep();
      // Like a disk: piece by piece.
      const half = bytes.length >> 1;
      nodeFiles.create(path, bytes.subarray(0, half));
      atStep();
      fs.appendFileSync(path, bytes.subarray(half));
      atStep();
    },
    sync: around(nodeFiles.sync),
    syncFolder: around(nodeFiles.syncFolder),
    rename: around(nodeFiles.rename),
    link: around(nodeFiles.link),
    remove: around(nodeFiles.remove),
    touch: around(nodeFiles.touch),
    makeFolder: around(nodeFiles.makeFolder),
  };
}
