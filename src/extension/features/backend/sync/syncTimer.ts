import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { minuteMs } from '../../../../core/time/days.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { setContextKey } from '../../../contextKeys.ts';
import type { Services } from '../../../services.ts';
import { runWhileOn } from '../runWhileOn.ts';

/** Interval at which one of a folder's windows syncs it, in ms. */
const everyMs = 10 * minuteMs;

/**
 * Syncs in the background where sync is on: every ten minutes, and when the window gets the focus after that time. Where it is off, a focus costs
 * one look at a file, and nothing is loaded.
 */
export function startSyncTimer(services: Services): Disposable {
  return runWhileOn(services, {
    name: 'sync',
    everyMs,
    isOn: () => showSyncCommands(services),
    isDue: () => {
      const last = nodeFiles.stat(syncFile(services, 'status.json'))?.modifiedAt ?? 0;
      return Math.abs(services.clock.now() - last) >= everyMs - minuteMs;
    },
    run: async () => (await import('./syncNow.ts')).syncNow(services),
  });
}

/** Offers in the palette what can be done with sync now. Returns true if it is on. */
export function showSyncCommands(services: Services): boolean {
  const isOn = nodeFiles.stat(syncFile(services, 'state.json')) !== undefined;
  setContextKey('daymark.syncOn', isOn);
  return isOn;
}

const syncFile = ({ context }: Services, name: string): string => join(context.globalStorageUri.fsPath, 'sync', name);
