import { join } from 'node:path';
import { l10n } from 'vscode';
import { AppError } from '../../../../core/base/appError.ts';
import { jsonOf } from '../../../../core/base/jsonOf.ts';
import { BackendError } from '../../../../integrations/backend/backendClient.ts';
import type { Hold } from '../../../../storage/disk/exclusive.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { createFile } from '../../../../storage/disk/replaceFile.ts';
import { syncOnce, type SyncOutcome, type SyncResult } from '../../../../storage/sync/syncOnce.ts';
import type { SyncRing } from '../../../../storage/sync/syncRing.ts';
import type { RemoteSyncStore } from '../../../../storage/sync/syncStore.ts';
import { syncFolder } from '../../../../storage/sync/syncState.ts';
import type { Services } from '../../../services.ts';
import { ifSyncIsFree, openSync, readRing, saveRing } from './syncAccess.ts';
import { problemText } from './problemText.ts';

/** The result of a folder's last sync, in any window. */
export interface SyncStatus {
  readonly at: number;
  readonly outcome: SyncOutcome;
  /** Time at which it was last up to date. */
  readonly okAt?: number;
  /** Segments, and facts, since sync was turned on. */
  readonly uploaded: number;
  readonly taken: number;
  readonly devices: readonly { readonly id: string; readonly name: string; readonly status: string }[];
}

export function statusFile({ context }: Pick<Services, 'context'>): string {
  return join(syncFolder(context.globalStorageUri.fsPath), 'status.json');
}

export function readStatus(services: Pick<Services, 'context'>): SyncStatus | undefined {
  const bytes = nodeFiles.read(statusFile(services));
  return jsonOf(Buffer.from(bytes ?? []).toString()) as SyncStatus | undefined;
}

/** Outcomes that pass by themselves. */
const passing: ReadonlySet<SyncOutcome> = new Set(['ok', 'waiting', 'unreachable', 'busy', 'conflict']);

/** Syncs this folder once, unless another window does, and remembers what came of it. @returns undefined when nothing was tried */
export async function syncNow(services: Services): Promise<SyncStatus | undefined> {
  const ring = await readRing(services);
  if (!ring) return undefined;
  return ifSyncIsFree(services, async (hold) => {
    const result = await attempt(services, hold);
    const before = readStatus(services);
    const now = services.clock.now();
    const okAt = result.outcome === 'ok' ? now : before?.okAt;
    const devices = result.devices.map(({ id, name, status }) => ({ id, name, status }));
    const status: SyncStatus = {
      at: now,
      outcome: result.outcome,
      ...(okAt !== undefined && { okAt }),
      uploaded: (before?.uploaded ?? 0) + result.uploaded,
      taken: (before?.taken ?? 0) + result.taken,
      devices: devices.length > 0 ? devices : (before?.devices ?? []),
    };
    createFile(nodeFiles, statusFile(services), Buffer.from(JSON.stringify(status)));
    tell(services, status.outcome);
    if (result.erased > 0) {
      services.log.info('data that another device erased is gone here too');
      await services.today.read();
      services.didChange();
    }
    return status;
  });
}

async function attempt(services: Services, hold: Hold): Promise<SyncResult> {
  const nothing = { uploaded: 0, taken: 0, erased: 0, devices: [] };
  try {
    // Read again: a command in another window may have changed it.
    const ring = await readRing(services);
    if (!ring) return { ...nothing, outcome: 'revoked' };
    const { server } = await openSync(services);
    return await syncOnce({
      server,
      store: remoteStore(services),
      ring,
      version: versionOf(services),
      saveRing: (changed: SyncRing) => saveRing(services, changed),
      checkStop: () => {
        if (!hold.isHeld()) throw new AppError('storage-locked', l10n.t('Another window took over.'));
      },
    });
  } catch (error) {
    if (error instanceof BackendError)
      return { ...nothing, outcome: error.problem === 'unreachable' ? 'unreachable' : 'signed-out' };
    if (error instanceof AppError && error.code === 'not-allowed') return { ...nothing, outcome: 'signed-out' };
    throw error;
  }
}

function versionOf({ context }: Services): string {
  return (context.extension.packageJSON as { readonly version: string }).version;
}

function remoteStore({ store }: Services): RemoteSyncStore {
  return {
    syncState: (options) => store('syncState', options),
    syncStart: (as) => store('syncStart', as),
    syncStop: (options) => store('syncStop', options),
    syncCompare: (of) => store('syncCompare', of),
    syncNext: (of) => store('syncNext', of),
    syncAnnounce: (of) => store('syncAnnounce', of),
    syncSent: (of) => store('syncSent', of),
    syncAgain: (of) => store('syncAgain', of),
    syncFolded: (of) => store('syncFolded', of),
    syncTake: (of) => store('syncTake', of),
  };
}

function tell({ notices, log }: Services, outcome: SyncOutcome): void {
  log.debug(`sync: ${outcome}`);
  if (passing.has(outcome)) notices.clear('sync');
  else notices.hold({ id: 'sync', severity: 'warning', text: l10n.t('Sync has stopped. {0}', problemText(outcome)) });
}
