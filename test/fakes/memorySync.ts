import { createHash, randomUUID } from 'node:crypto';
import {
  type ListedSegment,
  longestSegment,
  type RecoveryOffer,
  type SyncDevice,
  type SyncProblem,
  type SyncServer,
  SyncServerError,
} from '../../src/core/sync/syncServer.ts';

interface Stored extends ListedSegment {
  readonly body: Uint8Array;
}

/** An account on a server that answers like the backend (`backend/src/sync`), with faults that a test requests. */
export class MemorySync {
  devices: SyncDevice[] = [];
  segments: Stored[] = [];
  offer: RecoveryOffer = { generation: 0 };
  /** The bytes that the account may store. */
  most = Infinity;

  /** One laptop's view of it. @param fault called before and after each call; its result is thrown */
  client(fault: (at: 'before' | 'after') => SyncProblem | undefined = () => undefined): SyncServer {
    const call = <T>(act: () => T): Promise<T> => {
      const before = fault('before');
      if (before) return Promise.reject(new SyncServerError(before));
      try {
        const answer = act();
        const after = fault('after');
        return after ? Promise.reject(new SyncServerError(after)) : Promise.resolve(answer);
      } catch (error) {
        return Promise.reject(error as Error);
      }
    };
    return {
      devices: () => call(() => this.devices),
      join: (name, publicKey) => call(() => this.#join(name, publicKey)),
      admit: (id, envelope) => call(() => this.#change(id, { status: 'active', envelope })),
      revoke: (id) => call(() => this.#change(id, { status: 'revoked' })),
      append: (id, sequence, body) => call(() => this.#append(id, sequence, body)),
      fold: (id, range, body) => call(() => this.#fold(id, range, body)),
      segments: (after, limit) => call(() => this.segments.filter(({ position }) => position > after).slice(0, limit)),
      read: (position) =>
        call(() => {
          const found = this.segments.find((one) => one.position === position);
          if (!found) throw new SyncServerError('refused');
          return found.body;
        }),
      contents: (after) => call(() => this.#contents(after)),
      recovery: () => call(() => this.offer),
      offerRecovery: (offer) =>
        call(() => {
          if (offer.generation >= this.offer.generation) this.offer = offer;
        }),
      recover: (id, proof) =>
        call(() => {
          const sent = createHash('sha256').update(proof).digest();
          if (!this.offer.verifier || Buffer.compare(sent, this.offer.verifier) !== 0)
            throw new SyncServerError('conflict');
          this.#change(id, { status: 'active' });
        }),
    };
  }

  /** As many as fit into 1 MiB, but at least one. */
  #contents(after: number): Map<number, Uint8Array> {
    let size = 0;
    const fitting = this.segments
      .filter(({ position }) => position > after)
      .filter(({ bytes }, i) => (size += bytes) <= 1024 * 1024 || i === 0);
    return new Map(fitting.map(({ position, body }) => [position, body]));
  }

  #join(name: string, publicKey: Uint8Array): { id: string; status: 'pending' | 'active' } {
    const status = this.devices.some((one) => one.status === 'active') ? 'pending' : 'active';
    const id = randomUUID();
    this.devices.push({ id, name, status, publicKey, nextSequence: 1 });
    return { id, status };
  }

  #change(id: string, change: Partial<SyncDevice>): void {
    this.devices = this.devices.map((one) => (one.id === id ? { ...one, ...change } : one));
  }

  #fold(deviceId: string, { first, sequence }: { first: number; sequence: number }, body: Uint8Array): void {
    const from = this.segments.findIndex((one) => one.deviceId === deviceId && (one.first ?? one.sequence) === first);
    const to = this.segments.findIndex((one) => one.deviceId === deviceId && one.sequence === sequence);
    const run = this.segments.slice(from, to + 1);
    const last = run.at(-1);
    if (from < 0 || !last || run.some((one) => one.deviceId !== deviceId)) throw new SyncServerError('conflict');
    this.segments.splice(from, run.length, { ...last, first, bytes: body.length, body: Uint8Array.from(body) });
  }

  #append(deviceId: string, sequence: number, body: Uint8Array): void {
    const device = this.devices.find(({ id }) => id === deviceId);
    if (device?.status !== 'active') throw new SyncServerError('refused');
    if (body.length > longestSegment) throw new SyncServerError('full');
    const known = this.segments.find((one) => one.deviceId === deviceId && one.sequence === sequence && !one.first);
    if (known && Buffer.compare(known.body, body) === 0) return;
    if (known || sequence !== device.nextSequence) throw new SyncServerError('conflict');
    if (this.segments.reduce((sum, { bytes }) => sum + bytes, body.length) > this.most)
      throw new SyncServerError('full');
    const position = (this.segments.at(-1)?.position ?? 0) + 1;
    this.segments.push({ position, deviceId, sequence, bytes: body.length, body: Uint8Array.from(body) });
    this.#change(deviceId, { nextSequence: sequence + 1 });
  }
}
