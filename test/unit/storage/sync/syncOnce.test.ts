import assert from 'node:assert/strict';
import { type SyncDevice, type SyncServer, SyncServerError } from '../../../../src/core/sync/syncServer.ts';
import { keyIdOf, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import type { OutgoingSegment } from '../../../../src/storage/sync/syncedFolder.ts';
import { syncOnce, type SyncParts } from '../../../../src/storage/sync/syncOnce.ts';
import { recoveryOffer } from '../../../../src/storage/sync/syncRecovery.ts';
import { newRing, type SyncRing } from '../../../../src/storage/sync/syncRing.ts';
import type { SyncState } from '../../../../src/storage/sync/syncState.ts';
import type { RemoteSyncStore } from '../../../../src/storage/sync/syncStore.ts';

const bytes = (n: number) => Buffer.alloc(32, n);
const key: SyncKey = { generation: 1, raw: bytes(1) };
const other: SyncKey = { generation: 2, raw: bytes(2) };
const own: SyncDevice = { id: 'own', name: 'Laptop', status: 'active', publicKey: bytes(9), nextSequence: 4 };
const ring = (change: Partial<SyncRing> = {}): SyncRing => ({ ...newRing(bytes(100), 'own'), keys: [key], ...change });

/** A server and a store that note what they are asked, in order. */
class Syncing {
  readonly log: string[] = [];
  readonly saved: SyncRing[] = [];
  devices: readonly SyncDevice[] = [own];
  isFoldedSent = true;
  /** The sequence of this device's next segment, and how far its segments were folded. */
  sequence = 1;
  folded: SyncState['folded'];
  /** The segments that are left to upload. */
  left = 0;
  /** Number of times that another segment is on its way when keys are to be announced. */
  busy = 0;
  generation = 0;
  /** Taken with each list of segments. */
  counts = { facts: 0, erased: 0 };
  fail: Partial<Record<'devices' | 'append' | 'segments', Error>> = {};
  #sequence = 1;

  parts(change: Partial<SyncParts> = {}): SyncParts {
    return {
      server: this.#server() as SyncServer,
      store: this.#store() as RemoteSyncStore,
      ring: ring(),
      version: '1.2',
      saveRing: (one) => Promise.resolve(void this.saved.push(one)),
      ...change,
    };
  }

  #server(): Partial<SyncServer> {
    const noted = <T>(text: string, answer: T): Promise<T> => {
      this.log.push(text);
      const error = this.fail[text.split(' ')[0] as 'devices'];
      return error ? Promise.reject(error) : Promise.resolve(answer);
    };
    return {
      devices: () => noted('devices', this.devices),
      append: (device, sequence) => noted(`append ${device} ${sequence}`, undefined),
      segments: (after) =>
        noted(`segments ${after}`, after < 5 ? [{ position: 5, deviceId: 'x', sequence: 1, bytes: 1 }] : []),
      read: () => Promise.resolve(Uint8Array.of(1)),
      recovery: () => noted('recovery', { generation: this.generation }),
      offerRecovery: ({ generation }) => noted(`offer ${generation}`, undefined),
    };
  }

  #store(): Partial<RemoteSyncStore> {
    const outgoing = (): OutgoingSegment => ({ sequence: this.#sequence++, bytes: Uint8Array.of(1) });
    const state = { position: 0 };
    return {
      syncState: () => {
        const { isFoldedSent, sequence, folded } = this;
        return Promise.resolve({ ...state, isFoldedSent, sequence, ...(folded && { folded }) } as SyncState);
      },
      syncFolded: ({ folded }) => Promise.resolve(void this.log.push(`folded ${folded.position} ${folded.sequence}`)),
      syncCompare: ({ nextSequence, version }) =>
        Promise.resolve(void this.log.push(`compare ${nextSequence} ${version}`)),
      syncNext: () => {
        this.log.push('next');
        return Promise.resolve(this.left-- > 0 ? { segment: outgoing(), isDone: false } : { isDone: true });
      },
      syncAnnounce: ({ secrets }) => {
        this.log.push(`announce ${secrets.key.generation}`);
        return Promise.resolve(this.busy-- > 0 ? undefined : outgoing());
      },
      syncSent: ({ sequence }) => Promise.resolve(void this.log.push(`sent ${sequence}`)),
      syncTake: () => {
        state.position = 5;
        return Promise.resolve(this.counts);
      },
    };
  }
}

describe('a sync', () => {
  it('says why it can’t begin', async () => {
    for (const [devices, keys, outcome] of [
      [[], [key], 'revoked'],
      [[{ ...own, id: 'another' }], [key], 'revoked'],
      [[{ ...own, status: 'revoked' }], [key], 'revoked'],
      [[{ ...own, status: 'pending' }], [key], 'waiting'],
      [[own], [], 'forged'],
      [[{ ...own, envelope: Buffer.from('{}') }], [], 'forged'],
    ] as const) {
      const sync = new Syncing();
      sync.devices = devices;
      const result = await syncOnce(sync.parts({ ring: ring({ keys }) }));
      assert.deepEqual(result, { outcome, uploaded: 0, taken: 0, erased: 0, devices });
      assert.deepEqual([sync.log, sync.saved], [['devices'], []]);
    }
  });

  it('compares, takes what is new elsewhere, and then uploads until nothing is left', async () => {
    const sync = new Syncing();
    sync.left = 2;
    sync.counts = { facts: 3, erased: 1 };
    const result = await syncOnce(sync.parts());
    assert.deepEqual(result, { outcome: 'ok', uploaded: 2, taken: 3, erased: 1, devices: [own] });
    const upload = ['next', 'append own 1', 'sent 1', 'next', 'append own 2', 'sent 2', 'next'];
    assert.deepEqual(sync.log, ['devices', 'compare 4 1.2', 'segments 0', ...upload]);
  });

  it('uploads first while its folded hours were never sent', async () => {
    const sync = new Syncing();
    sync.isFoldedSent = false;
    sync.left = 1;
    await syncOnce(sync.parts());
    const upload = ['next', 'append own 1', 'sent 1', 'next'];
    assert.deepEqual(sync.log, ['devices', 'compare 4 1.2', ...upload, 'segments 0', 'next']);
  });

  it('ends with what the server or the store says, and counts what was done before', async () => {
    const full = new Syncing();
    full.left = 1;
    full.fail = { append: new SyncServerError('full') };
    assert.deepEqual((({ outcome, uploaded }) => [outcome, uploaded])(await syncOnce(full.parts())), ['full', 0]);
    const closed = new Syncing();
    closed.counts = { facts: 0, erased: 0, failure: 'unreadable' } as never;
    closed.left = 1;
    assert.deepEqual((({ outcome, uploaded }) => [outcome, uploaded])(await syncOnce(closed.parts())), [
      'unreadable',
      1,
    ]);
    const broken = new Syncing();
    broken.fail = { devices: new TypeError('a fault of ours') };
    await assert.rejects(syncOnce(broken.parts()), TypeError);
    const stopping = new Syncing();
    stopping.left = 9;
    let asked = 0;
    const checkStop = (): void => {
      if (++asked > 2) throw new RangeError('stop');
    };
    await assert.rejects(syncOnce(stopping.parts({ checkStop })), RangeError);
    assert.equal(stopping.log.filter((one) => one.startsWith('append')).length, 1);
  });

  it('announces keys under one that the others have, before anything else, and once', async () => {
    const sync = new Syncing();
    const given = ring({ keys: [key, other], announce: keyIdOf(key.raw) });
    const result = await syncOnce(sync.parts({ ring: given }));
    assert.equal(result.uploaded, 1);
    assert.deepEqual(sync.log.slice(2), ['segments 0', 'announce 1', 'append own 1', 'sent 1', 'next']);
    assert.deepEqual(sync.saved, [ring({ keys: [key, other] })]);
    const waiting = new Syncing();
    [waiting.busy, waiting.left] = [1, 1];
    await syncOnce(waiting.parts({ ring: given }));
    assert.deepEqual(waiting.log.slice(3), [
      'announce 1',
      'next',
      'append own 1',
      'sent 1',
      'announce 1',
      'append own 2',
      'sent 2',
      'next',
    ]);
    const stuck = new Syncing();
    stuck.busy = 9;
    await syncOnce(stuck.parts({ ring: given }));
    assert.deepEqual([stuck.log.slice(3), stuck.saved], [['announce 1', 'next', 'next'], []]);
    const unknown = new Syncing();
    await syncOnce(unknown.parts({ ring: ring({ announce: 'gone' }) }));
    assert.deepEqual([unknown.log.slice(3), unknown.saved], [['next'], []]);
  });

  it('offers the recovery key once, and above what the server has', async () => {
    const recovery = { generation: 3, key: bytes(7) };
    const offered = async (generation: number, change: Partial<SyncRing> = {}) => {
      const sync = new Syncing();
      sync.generation = generation;
      await syncOnce(sync.parts({ ring: ring({ recovery, ...change }) }));
      return { told: sync.log.slice(4), saved: sync.saved };
    };
    for (const generation of [0, 3]) {
      const { told, saved } = await offered(generation);
      assert.deepEqual(told, ['recovery', 'next', 'offer 3']);
      assert.deepEqual(saved, [ring({ recovery, recoveryTold: recoveryOffer(ring({ recovery }))?.mark ?? '' })]);
    }
    const recoveryTold = recoveryOffer(ring({ recovery }))?.mark ?? '';
    assert.deepEqual(await offered(9, { recoveryTold }), { told: [], saved: [] });
    const { told, saved } = await offered(4);
    // Everything is taken once more: another device may have made it.
    assert.deepEqual(told, ['recovery', 'segments 5', 'announce 1', 'append own 1', 'sent 1', 'next', 'offer 5']);
    assert.deepEqual(saved.at(-1)?.recovery, { generation: 5, key: bytes(7) });
  });

  it('folds its segments once more than 500 are new, from where it was', async () => {
    const folded = async (sequence: number, change: Partial<Syncing> = {}) => {
      const sync = Object.assign(new Syncing(), { sequence, ...change });
      await syncOnce(sync.parts());
      return sync.log.slice(4);
    };
    assert.deepEqual(await folded(500), []);
    assert.deepEqual(await folded(501), ['segments 0', 'folded 0 501']);
    const before = { folded: { position: 9, sequence: 600 } };
    assert.deepEqual(await folded(1100, before), []);
    assert.deepEqual(await folded(1101, before), ['segments 9', 'folded 9 1101']);
    // Not while something is missing.
    const failing = await folded(501, { counts: { facts: 0, erased: 0, failure: 'gap' } as never });
    assert.ok(!failing.join().includes('folded'), failing.join());
  });
});
