import type { QueryResult } from '../catalog/queries.ts';
import { AppError } from '../core/base/appError.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { Clock } from '../core/base/clock.ts';
import { translator } from '../core/base/translate.ts';
import type { SyncServer } from '../core/sync/syncServer.ts';
import { offsetsOf } from '../core/time/zone.ts';
import { answering, readingsOf } from '../headless/answering.ts';
import { defaultAnswerSettings } from '../headless/settingsFile.ts';
import { openStore } from '../storage/openStore.ts';
import type { Store } from '../storage/store.ts';
import type { SyncSecrets } from '../storage/sync/syncedFolder.ts';
import { openRecovery } from '../storage/sync/syncRecovery.ts';
import { currentKey, newRing } from '../storage/sync/syncRing.ts';
import type { RemoteSyncStore } from '../storage/sync/syncStore.ts';
import { takeSegments, type TakeFailure } from '../storage/sync/takeSegments.ts';
import { deriveKey, keyLength } from '../storage/vault/cipher.ts';
import { plainSealer } from '../storage/vault/plainSealer.ts';
import { fromRecoveryKey } from '../storage/vault/recoveryKey.ts';
import { memoryFiles } from './memoryFiles.ts';

/** The server, for somebody who has the recovery key. It gets only the proof of that. */
export interface HistoryServer {
  recovery: SyncServer['recovery'];
  /** The segments, once the server believes the proof. */
  withProof(proof: Uint8Array): Pick<SyncServer, 'segments' | 'read' | 'contents'>;
}

export interface HistoryOptions {
  /** The recovery key as it was typed. */
  readonly key: string;
  readonly server: HistoryServer;
  readonly wasmPath: string;
  readonly clock: Clock;
  /** In the IANA database; absent for the page's own. */
  readonly timeZone?: string;
  /** Called after each batch of the first time, with the position that was reached and the number of facts so far. */
  readonly progress?: (position: number, facts: number) => void;
}

/** Everything that was synced, in memory and to be read only. */
export interface SyncedHistory {
  /** Set if a segment couldn't be opened, or didn't fit: what came before it is there. */
  readonly failure: TakeFailure | undefined;
  readonly facts: number;
  /** Takes in what devices have synced since. @returns whether it changed something; rejects with what the server throws */
  refresh(): Promise<boolean>;
  /** Answers a query that is offered to the view. @throws AppError of the query, or `unknown-operation` */
  query(operation: string, params: unknown): Promise<unknown>;
  /** The stored part of the dashboard. */
  dashboard(): Promise<QueryResult<'dashboard.stored'>>;
  /** The rules that hold here, since settings aren't synced. */
  readonly rules: TimeRules;
}

const folder = '/history';
/** No device: nothing is uploaded as it, and nobody hears of it. */
const reader = 'browser';

/**
 * Downloads and opens what all devices of an account have synced.
 * @throws AppError `invalid-input` for a key that is mistyped, was withdrawn, or belongs to another account; and what the server throws
 */
export async function openHistory(options: HistoryOptions): Promise<SyncedHistory> {
  const { server, clock, timeZone, wasmPath } = options;
  const { secrets, proof } = await openKeys(options.key, server);
  const files = memoryFiles(() => clock.now());
  const backups = { daily: 0, weekly: 0 };
  const store = await openStore({ folder, wasmPath, clock, files, sealer: plainSealer, backups });
  store.syncStart({ deviceId: reader, server: reader });
  const count = { facts: 0, erased: 0 };
  const take = (progress: HistoryOptions['progress']): Promise<'ok' | TakeFailure> =>
    takeSegments({
      server: server.withProof(proof),
      store: remote(store),
      secrets: () => secrets,
      took: ({ facts, erased }, position) => {
        count.facts += facts;
        count.erased += erased;
        progress?.(position, count.facts);
      },
    });
  let taken = await take(options.progress);
  const offsetAt = offsetsOf(timeZone);
  const answer = answering(readingsOf(store, translator()));
  const readOptions = () => {
    const now = clock.now();
    return { ...defaultAnswerSettings, now, offset: offsetAt(now), ...(timeZone !== undefined && { timeZone }) };
  };
  return {
    get facts() {
      return count.facts;
    },
    get failure() {
      return taken === 'ok' ? undefined : taken;
    },
    refresh: async () => {
      const before = { ...count, taken };
      taken = await take(undefined);
      return count.facts > before.facts || count.erased > before.erased || taken !== before.taken;
    },
    rules: defaultAnswerSettings.rules,
    query: (operation, params) => answer({ operation, params, options: readOptions(), transport: 'view' }),
    dashboard: () =>
      answer({ operation: 'dashboard.stored', params: {}, options: readOptions() }) as Promise<
        QueryResult<'dashboard.stored'>
      >,
  };
}

/** The keys that the recovery key opens. Any later ones were offered to it by the device that made them. */
async function openKeys(
  typed: string,
  server: Pick<HistoryServer, 'recovery'>,
): Promise<{ readonly secrets: SyncSecrets; readonly proof: Uint8Array }> {
  const secret = fromRecoveryKey(typed);
  const { envelope } = await server.recovery();
  if (!envelope)
    throw new AppError(
      'invalid-input',
      'This account has no recovery key for sync, or it was withdrawn when a device was revoked. In VS Code, run "Daymark: Make Recovery Key for Sync".',
    );
  const opened = openRecovery(secret, envelope);
  if (!opened)
    throw new AppError('invalid-input', 'This is another recovery key. Enter the newest one that you made for sync.');
  const once = new Uint8Array(keyLength);
  const { keys, revoked } = opened.admit(newRing(once, reader));
  const key = currentKey({ keys });
  if (!key) throw new AppError('invalid-input', 'The recovery key opens no keys. Make a new one in VS Code.');
  return {
    proof: opened.proof,
    secrets: { deviceId: reader, keys, key, revoked, hashKey: deriveKey(once, 'sync seen') },
  };
}

function remote(store: Store): Pick<RemoteSyncStore, 'syncState' | 'syncTake' | 'syncAgain'> {
  return {
    syncState: (params) => Promise.resolve(store.syncState(params)),
    syncTake: (params) => Promise.resolve().then(() => store.syncTake(params)),
    syncAgain: (params) => Promise.resolve(store.syncAgain(params)),
  };
}
