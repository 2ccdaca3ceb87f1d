import { homedir } from 'node:os';
import { AgentStates } from '../catalog/agentStates.ts';
import { AppError } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/event.ts';
import type { Fact } from '../core/facts/facts.ts';
import { GroupCommit } from '../hub/groupCommit.ts';
import type { HubStore } from '../hub/hubStore.ts';
import { layoutOf } from '../storage/disk/layout.ts';
import { nodeFiles } from '../storage/disk/nodeFiles.ts';
import { openJournal } from '../storage/journal/openJournal.ts';
import { watchJournals } from '../storage/journal/watchJournals.ts';
import { folderSecret } from '../storage/vault/folderSecret.ts';
import { Vault } from '../storage/vault/vault.ts';
import { heartbeatPrivacy, type PrivacySettings } from '../tracking/heartbeats/heartbeatPrivacy.ts';
import { openHeadless, type Headless } from './openHeadless.ts';
import { systemClock } from './systemClock.ts';

export interface HubStoreOptions {
  /** The data folder; it is made when it is missing. */
  readonly folder: string;
  /** Path of `sql-wasm.wasm`. */
  readonly wasmPath: string;
  /** Reads the user's exclusions. Called at most once a second, since they may change. */
  readonly privacy: () => PrivacySettings;
  /** The 32 bytes that seal names. Default: the secret in the folder, which is made when it is missing. */
  readonly secret?: Uint8Array;
  /** With `secret`: when the newest key was created, in ms since the epoch. */
  readonly newest?: number;
  /** With `secret`: public keys of revoked devices, in base64. */
  readonly revoked?: readonly string[];
  /** Default: the clock of the system. */
  readonly clock?: Clock;
}

/** Facts that may wait in memory while the disk refuses. */
const mostWaiting = 10_000;
/** Interval at which exclusions are read again, in ms. */
const recheckMs = 1000;
/** Time that written data may wait to be synced to the disk, in ms. */
const syncEveryMs = 10_000;

/** A folder's data for the hub. */
export interface OpenHubStore extends HubStore {
  /** The operations. May write. */
  readonly headless: Headless;
  close(): Promise<void>;
}

/** A folder's data for the hub: a separate journal to write to, and the operations to read with. */
export function openHubStore(options: HubStoreOptions): OpenHubStore {
  const { folder, wasmPath, privacy, newest, revoked, clock = systemClock } = options;
  const secret = options.secret ?? folderSecret(folder, undefined, clock);
  const vault = new Vault({ folder, clock, secret, newest, revoked });
  nodeFiles.makeFolder(layoutOf(folder).journals);
  prepareKey(vault);
  const journal = openJournal({ folder, clock, sealer: vault });
  // A write survives the death of the process. Syncing each to the disk would wear it, so a power cut may cost the last seconds.
  const commit = new GroupCommit(() => journal.write());
  let sync: Disposable | undefined;
  const syncSoon = (): void => {
    sync ??= clock.after(syncEveryMs, () => {
      sync = undefined;
      // A failure is reported to the next client.
      journal.flush().catch(() => undefined);
    });
  };
  const headless = openHeadless({
    folder,
    wasmPath,
    clock,
    secret,
    mayWrite: true,
    ...(newest !== undefined && { newest }),
    ...(revoked && { revoked }),
  });
  const gate = headless.gate('none');
  const states = new AgentStates(folder, clock);
  return {
    headless,
    record: async (facts: readonly Fact[]) => {
      if (journal.state().pending + facts.length > mostWaiting)
        throw new AppError('storage-full', "The data folder can't be written to at the moment.");
      for (const fact of facts) journal.append(fact);
      await commit.commit();
      if (facts.length > 0) syncSoon();
    },
    onDidChange: watchJournals({ folder: layoutOf(folder).journals, clock }),
    judge: followed(privacy, () => clock.monotonic()),
    takeAgentStates: (request) => states.take(request),
    describe: () => headless.describe('http'),
    operate: async ({ operation, params, names }) => {
      const result = await headless.operate({ transport: 'http', operation, params });
      return names ? result : gate.outgoing(result);
    },
    close: async () => {
      sync?.dispose();
      await journal.close();
      await headless.close();
    },
  };
}

/** Makes the key for names where there is none, since that syncs several files to the disk, for which no client should wait. */
function prepareKey(vault: Vault): void {
  try {
    if (vault.canSeal()) vault.tag('');
  } catch {
    // A disk that refuses is reported to the clients.
  }
}

/** The judge of places by the exclusions as they are now. */
function followed(read: () => PrivacySettings, now: () => number): HubStore['judge'] {
  let [text, checkedAt] = ['', Number.NEGATIVE_INFINITY];
  let judge: HubStore['judge'] = () => 'excluded';
  return (where) => {
    if (now() - checkedAt > recheckMs) {
      const settings = read();
      checkedAt = now();
      if (JSON.stringify(settings) !== text) judge = heartbeatPrivacy(settings, { home: homedir() });
      text = JSON.stringify(settings);
    }
    return judge(where);
  };
}
