import { type SyncDevice, type SyncServer, SyncServerError } from '../../core/sync/syncServer.ts';
import { foldSegments } from './foldSegments.ts';
import { deriveKey } from '../vault/cipher.ts';
import { keyIdOf } from './segment.ts';
import { acceptEnvelope, introduce, takeIntroduction } from './syncKeys.ts';
import { currentKey, type SyncRing } from './syncRing.ts';
import { outranking } from './recoveryRing.ts';
import { recoveryOffer } from './syncRecovery.ts';
import type { SyncSecrets } from './syncedFolder.ts';
import { takeSegments, type TakeFailure } from './takeSegments.ts';
import type { RemoteSyncStore } from './syncStore.ts';

export interface SyncParts {
  readonly server: SyncServer;
  readonly store: RemoteSyncStore;
  readonly ring: SyncRing;
  /** Daymark's version. */
  readonly version: string;
  /** Stores a ring so that it survives the process. */
  readonly saveRing: (ring: SyncRing) => Promise<void>;
  /** Asked between two segments; throws to stop. */
  readonly checkStop?: () => void;
}

/**
 * - `ok`: both directions are done
 * - `waiting`: another device has to admit this one
 * - `revoked`: another device revoked this one, or the server doesn't know it
 * - `forged`: the envelope isn't from a device on which this one's code was entered
 * - `gap`, `unreadable`, `busy`: as in `TakenSegments`; uploads succeeded
 * - the rest: as in `SyncServerError`
 */
export type SyncOutcome = 'ok' | 'waiting' | 'revoked' | 'forged' | 'gap' | 'unreadable' | SyncServerError['problem'];

export interface SyncResult {
  readonly outcome: SyncOutcome;
  readonly uploaded: number;
  /** Facts that were not here. */
  readonly taken: number;
  /** Rows that are gone, since another device erased them. */
  readonly erased: number;
  /** As the server lists them; empty if it didn't answer. */
  readonly devices: readonly SyncDevice[];
}

/**
 * Uploads what is new here and downloads what is new elsewhere, until nothing is left. It may be interrupted after any step; the next call
 * continues.
 */
export async function syncOnce(parts: SyncParts): Promise<SyncResult> {
  const run = new SyncRun(parts);
  try {
    const outcome = await run.run();
    return { ...run.result, outcome };
  } catch (error) {
    if (!(error instanceof SyncServerError)) throw error;
    return { ...run.result, outcome: error.problem };
  }
}

/** So many segments of this device have to be new. */
const foldEvery = 500;

class SyncRun {
  readonly #parts: SyncParts;
  #ring: SyncRing;
  result = { uploaded: 0, taken: 0, erased: 0, devices: [] as readonly SyncDevice[] };

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#ring = parts.ring;
  }

  async run(): Promise<SyncOutcome> {
    const { server, store, version } = this.#parts;
    const devices = await server.devices();
    this.result = { ...this.result, devices };
    const own = devices.find(({ id }) => id === this.#ring.deviceId);
    if (!own || own.status === 'revoked') return 'revoked';
    if (own.status === 'pending') return 'waiting';
    if (!(await this.#acceptKeys(own))) return 'forged';
    await store.syncCompare({ secrets: this.#secrets(), nextSequence: own.nextSequence, version });
    // Before other devices' facts are mixed with hours that were folded here.
    if (!(await store.syncState({}))?.isFoldedSent) await this.#upload();
    const taken = await this.#takeAll();
    await this.#upload();
    await this.#offerRecovery();
    if (taken === 'ok') await this.#fold();
    return taken;
  }

  /** Makes few of many segments of this device. What goes wrong with it is tried again much later: nothing depends on it. */
  async #fold(): Promise<void> {
    const { server, store, checkStop } = this.#parts;
    const state = await store.syncState({});
    const { position, sequence } = state?.folded ?? { position: 0, sequence: 0 };
    if (!state || state.sequence - sequence <= foldEvery) return;
    const secrets = this.#secrets();
    const reached = await foldSegments({ server, secrets, after: position, ...(checkStop && { checkStop }) }).catch(
      (error: unknown) => {
        if (error instanceof SyncServerError) return position;
        throw error;
      },
    );
    await store.syncFolded({ secrets, folded: { position: reached, sequence: state.sequence } });
  }

  async #acceptKeys({ envelope }: SyncDevice): Promise<boolean> {
    if (this.#ring.keys.length > 0) return true;
    const ring = envelope && acceptEnvelope(this.#ring, envelope);
    if (!ring || ring.keys.length === 0) return false;
    await this.#save(ring);
    return true;
  }

  async #save(ring: SyncRing): Promise<void> {
    await this.#parts.saveRing(ring);
    this.#ring = ring;
  }

  #secrets(key = currentKey(this.#ring)): SyncSecrets {
    if (!key) throw new Error('There is no key.');
    const { deviceId, keys, secret, revoked } = this.#ring;
    return { deviceId, keys, key, revoked, hashKey: deriveKey(secret, 'sync seen') };
  }

  /** Sends other devices the keys and devices, sealed under a key that they have. */
  async #announce(): Promise<void> {
    const { announce, keys } = this.#ring;
    const under = keys.find(({ raw }) => keyIdOf(raw) === announce);
    if (announce === undefined || !under) return;
    const line = introduce(this.#ring);
    let segment = await this.#parts.store.syncAnnounce({ secrets: this.#secrets(under), line });
    while (!segment) {
      // Another one is on its way, and goes first.
      if (!(await this.#sendNext())) break;
      segment = await this.#parts.store.syncAnnounce({ secrets: this.#secrets(under), line });
    }
    if (!segment) return;
    await this.#send(segment);
    const { announce: _, ...announced } = this.#ring;
    await this.#save(announced);
  }

  /** A device that joins with the recovery key needs the current keys. */
  async #offerRecovery(): Promise<void> {
    const isAnnounced = (): boolean => recoveryOffer(this.#ring)?.mark === this.#ring.recoveryTold;
    if (!this.#ring.recovery || isAnnounced()) return;
    const { generation } = await this.#parts.server.recovery();
    const isBehind = (): boolean => generation > (this.#ring.recovery?.generation ?? 0);
    // Whoever made a newer one has told the others before the server. What nobody tells of must not keep the own one from counting.
    if (isBehind()) await this.#takeAll();
    if (isBehind()) await this.#save(outranking(this.#ring, generation));
    await this.#upload();
    const found = recoveryOffer(this.#ring);
    if (!found) return;
    await this.#parts.server.offerRecovery(found.offer);
    await this.#save({ ...this.#ring, recoveryTold: found.mark });
  }

  async #upload(): Promise<void> {
    // The others have to have a key before they meet a segment that is sealed under it.
    await this.#announce();
    while (await this.#sendNext());
  }

  /** @returns false if nothing is left */
  async #sendNext(): Promise<boolean> {
    this.#parts.checkStop?.();
    const { segment, isDone } = await this.#parts.store.syncNext({ secrets: this.#secrets() });
    if (segment) await this.#send(segment);
    return !isDone;
  }

  async #send({ sequence, bytes }: { readonly sequence: number; readonly bytes: Uint8Array }): Promise<void> {
    const { server, store } = this.#parts;
    await server.append(this.#ring.deviceId, sequence, bytes);
    await store.syncSent({ secrets: this.#secrets(), sequence });
    this.result.uploaded += 1;
  }

  #takeAll(): Promise<'ok' | TakeFailure> {
    const { server, store, checkStop } = this.#parts;
    return takeSegments({
      server,
      store,
      secrets: () => this.#secrets(),
      takeKeys: async ({ author, line }) => {
        const ring = takeIntroduction(this.#ring, author, line);
        if (ring !== this.#ring) await this.#save(ring);
      },
      took: ({ facts, erased }) => {
        this.result.taken += facts;
        this.result.erased += erased;
      },
      ...(checkStop && { checkStop }),
    });
  }
}
