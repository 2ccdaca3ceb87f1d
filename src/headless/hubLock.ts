import path from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import { FolderLock } from '../storage/disk/folderLock.ts';
import { nodeFiles } from '../storage/disk/nodeFiles.ts';

/** The lock that ensures a single hub for a data folder. Creates its folder. */
export function hubLock(folder: string, clock: Clock): FolderLock {
  const own = path.join(folder, 'hub');
  nodeFiles.makeFolder(own);
  return new FolderLock(nodeFiles, path.join(own, 'hub.lock'), clock);
}
