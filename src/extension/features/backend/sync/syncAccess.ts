import { join } from 'node:path';
import { l10n } from 'vscode';
import { AppError } from '../../../../core/base/appError.ts';
import { type SyncServer, SyncServerError } from '../../../../core/sync/syncServer.ts';
import { Exclusive, type Hold } from '../../../../storage/disk/exclusive.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { ringFromText, ringToText, type SyncRing } from '../../../../storage/sync/syncRing.ts';
import { syncFolder } from '../../../../storage/sync/syncState.ts';
import { perWindow } from '../../../perWindow.ts';
import type { Services } from '../../../services.ts';
import { openBackend } from '../access.ts';
import { problemText } from './problemText.ts';

/** A server that may be called now, for this window's sign-in. */
export interface OpenSync {
  readonly origin: string;
  readonly server: SyncServer;
}

/** Renews the token and opens the backend for sync. Rejects as `openBackend`. */
export async function openSync(services: Services): Promise<OpenSync> {
  const { SyncClient } = await import('../../../../integrations/backend/syncClient.ts');
  const { origin, token } = await openBackend(services);
  return { origin, server: new SyncClient(origin, token) };
}

function secretOf(deviceId: string): string {
  return `backend.sync.${deviceId}`;
}

/** The keys of the device that this folder is; undefined if it isn't synced, or the secret storage is another one's. */
export async function readRing(services: Services): Promise<SyncRing | undefined> {
  const state = await services.store('syncState', {});
  return state && ringFromText((await services.context.secrets.get(secretOf(state.deviceId))) ?? '');
}

export async function saveRing({ context }: Services, ring: SyncRing): Promise<void> {
  await context.secrets.store(secretOf(ring.deviceId), ringToText(ring));
}

export async function forgetRing({ context }: Services, deviceId: string): Promise<void> {
  await context.secrets.delete(secretOf(deviceId));
}

/** Held while a folder is synced or its keys are changed. */
const exclusiveOf = perWindow(({ context, clock }: Services) =>
  Exclusive.at(join(syncFolder(context.globalStorageUri.fsPath), 'lock'), clock),
);

function exclusive(services: Services): Exclusive {
  nodeFiles.makeFolder(syncFolder(services.context.globalStorageUri.fsPath));
  return exclusiveOf(services);
}

/** Runs something while no other window syncs. @returns undefined when one does */
export async function ifSyncIsFree<T>(services: Services, run: (hold: Hold) => Promise<T>): Promise<T | undefined> {
  return exclusive(services).ifFree(run);
}

const waiting = { everyMs: 250, patienceMs: 30_000 };

/**
 * Like `ifSyncIsFree`, but waits up to half a minute, and describes the server's refusal.
 * @throws AppError
 */
export async function whenSyncIsFree<T>(services: Services, run: () => Promise<T>): Promise<T> {
  const done = await exclusive(services).whenFree(async () => ({ result: await described(run) }), waiting);
  if (done) return done.result;
  throw new AppError('storage-locked', l10n.t('Another window is syncing at the moment. Try again in a minute.'));
}

async function described<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SyncServerError)) throw error;
    throw new AppError('not-allowed', problemText(error.problem, error.message));
  }
}
