import { randomBytes } from 'node:crypto';
import { longestSegment, type SyncServer } from '../../../../src/core/sync/syncServer.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { Sealer } from '../../../../src/core/facts/sealer.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { admit, joinRequest, pairingCodeOf, readRequest, withNewKey } from '../../../../src/storage/sync/syncKeys.ts';
import { foldSegments } from '../../../../src/storage/sync/foldSegments.ts';
import { currentKey, newRing, type SyncRing } from '../../../../src/storage/sync/syncRing.ts';
import { syncOnce, type SyncResult } from '../../../../src/storage/sync/syncOnce.ts';
import type { RemoteSyncStore } from '../../../../src/storage/sync/syncStore.ts';
import type { Files } from '../../../../src/storage/disk/files.ts';
import type { MemorySync } from '../../../fakes/memorySync.ts';
import { StorageFolder } from '../storageFolder.ts';
import { allFacts } from '../allFacts.ts';

/** A data folder with the secrets of a device. */
export class Laptop {
  readonly storage = new StorageFolder();
  ring: SyncRing = newRing(randomBytes(32), '');
  files: Files | undefined;
  sealer: Sealer = plainSealer;
  version = '1.0.0';
  #store: Store | undefined;

  async store(): Promise<Store> {
    return (this.#store ??= await this.storage.store({
      sealer: this.sealer,
      ...(this.files && { files: this.files }),
    }));
  }

  /** Like a killed process: what was only in memory is gone. */
  crash(): void {
    this.#store = undefined;
  }

  /** @returns the code to enter on another device, unless this is the first */
  async join(server: SyncServer): Promise<void> {
    const { id, status } = await server.join('Laptop', joinRequest(this.ring.secret));
    this.ring = newRing(this.ring.secret, id);
    if (status === 'active') this.ring = withNewKey(this.ring);
    (await this.store()).syncStart({ deviceId: id, server: 'https://example.org' });
  }

  async admit(server: SyncServer, other: Laptop, code = pairingCodeOf(other.ring.secret)): Promise<void> {
    const waiting = (await server.devices()).find(({ id }) => id === other.ring.deviceId);
    const publicKey = waiting && readRequest(waiting.publicKey, code);
    if (!waiting || !publicKey) throw new Error('No device that waits shows this code.');
    const admitted = admit(this.ring, { id: waiting.id, publicKey, code });
    await server.admit(waiting.id, admitted.envelope);
    this.ring = admitted.ring;
  }

  async sync(server: SyncServer): Promise<SyncResult> {
    const store = await this.store();
    const remote = Object.fromEntries(
      Object.entries(store)
        .filter(([name]) => name.startsWith('sync'))
        .map(([name, method]) => [
          name,
          async (params: never) => structuredClone(await (method as (p: never) => unknown)(params)),
        ]),
    ) as unknown as RemoteSyncStore;
    return syncOnce({
      server,
      store: remote,
      ring: this.ring,
      version: this.version,
      saveRing: (ring) => Promise.resolve(void (this.ring = ring)),
    });
  }

  async record(...facts: readonly Fact[]): Promise<void> {
    const journal = this.storage.journal({ sealer: this.sealer });
    for (const fact of facts) journal.append(fact);
    await journal.write();
    journal.dispose();
  }

  async facts(): Promise<Fact[]> {
    const store = await this.store();
    store.refresh();
    return allFacts(store);
  }
}

/** Laptops of one account, the others admitted by the first. */
export async function pairedLaptops(server: MemorySync, count: number): Promise<Laptop[]> {
  const client = server.client();
  const made: Laptop[] = [];
  for (let i = 0; i < count; i++) {
    const laptop = new Laptop();
    made.push(laptop);
    await laptop.join(client);
    if (i > 0) await made[0]?.admit(client, laptop);
  }
  return made;
}

/** Folds a laptop's segments as its sync does once there are many; here two are enough. */
export async function foldOf({ ring }: Laptop, server: SyncServer): Promise<void> {
  const key = currentKey(ring);
  const { length: listed } = await server.segments(0, 1000);
  if (!key || listed === 0) return;
  const secrets = { deviceId: ring.deviceId, keys: ring.keys, key, revoked: ring.revoked, hashKey: ring.secret };
  await foldSegments({
    server,
    secrets,
    after: 0,
    limits: { listed, least: 2, bytes: longestSegment, chars: Infinity },
  });
}

/** A killed process loses nothing that it handed to the system, so nothing has to wait for the disk here. */
export function unsynced(files: Files): Files {
  return { ...files, sync: () => undefined, syncFolder: () => undefined };
}
