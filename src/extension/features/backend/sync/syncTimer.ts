import { join } from 'node:path';
import { Disposable, window } from 'vscode';
import { errorCode } from '../../../../core/base/appError.ts';
import type { Disposable as Ending } from '../../../../core/base/event.ts';
import { minuteMs } from '../../../../core/time/days.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { setContextKey } from '../../../contextKeys.ts';
import type { Services } from '../../../services.ts';

/** How often one of a folder's windows syncs it, in ms. */
const everyMs = 10 * minuteMs;

/**
 * Syncs in the background where sync is on: every ten minutes, and when the window gets the focus after that time. Where it is off, a focus costs
 * one look at a file, and nothing is loaded.
 */
export function startSyncTimer(services: Services): Disposable {
  let next: Ending | undefined;
  let isRunning = false;
  const isDue = (): boolean => {
    const last = nodeFiles.stat(syncFile(services, 'status.json'))?.modifiedAt ?? 0;
    return Math.abs(services.clock.now() - last) >= everyMs - minuteMs;
  };
  const look = (): void => {
    next?.dispose();
    next = undefined;
    if (!showSyncCommands(services)) return;
    next = services.clock.after(everyMs, look);
    if (isRunning || !isDue()) return;
    isRunning = true;
    import('./syncNow.ts')
      .then(({ syncNow }) => syncNow(services))
      .catch((error: unknown) => services.log.warn(`sync failed: ${errorCode(error)}`))
      .finally(() => (isRunning = false));
  };
  look();
  const focus = window.onDidChangeWindowState(({ focused }) => focused && look());
  return Disposable.from(focus, { dispose: () => next?.dispose() });
}

/** Offers in the palette what can be done with sync now. Returns true if it is on. */
export function showSyncCommands(services: Services): boolean {
  const isOn = nodeFiles.stat(syncFile(services, 'state.json')) !== undefined;
  setContextKey('daymark.syncOn', isOn);
  return isOn;
}

const syncFile = ({ context }: Services, name: string): string => join(context.globalStorageUri.fsPath, 'sync', name);
