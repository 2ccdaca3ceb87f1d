import path from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import { Exclusive } from '../storage/disk/exclusive.ts';
import { nodeFiles } from '../storage/disk/nodeFiles.ts';

/** Ensures a single hub for a data folder. Creates its folder. */
export function oneHub(folder: string, clock: Clock): Exclusive {
  const own = path.join(folder, 'hub');
  nodeFiles.makeFolder(own);
  return Exclusive.at(path.join(own, 'hub.lock'), clock);
}
