import { join } from 'node:path';
import { Exclusive } from '../storage/disk/exclusive.ts';
import { perWindow } from './perWindow.ts';
import type { Services } from './services.ts';

type WindowServices = Pick<Services, 'context' | 'clock'>;

const known = perWindow<WindowServices, Map<string, Exclusive>>(() => new Map());

/**
 * Returns what one window of all on this storage does at a time.
 * @param name names the lock file in the storage folder
 */
export function oneWindow(services: WindowServices, name: string): Exclusive {
  const ofWindow = known(services);
  const path = join(services.context.globalStorageUri.fsPath, `${name}.lock`);
  const exclusive = ofWindow.get(name) ?? Exclusive.at(path, services.clock);
  ofWindow.set(name, exclusive);
  return exclusive;
}
