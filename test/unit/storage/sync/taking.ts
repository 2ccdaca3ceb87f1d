import type { ListedSegment } from '../../../../src/core/sync/syncServer.ts';
import type { IncomingSegment, TakenSegments } from '../../../../src/storage/sync/incoming.ts';
import type { SyncSecrets } from '../../../../src/storage/sync/syncedFolder.ts';
import type { SyncState } from '../../../../src/storage/sync/syncState.ts';
import type { TakeParts } from '../../../../src/storage/sync/takeSegments.ts';

export const listed = (position: number, change: Partial<ListedSegment> = {}): ListedSegment => ({
  position,
  deviceId: 'other',
  sequence: position,
  bytes: 10,
  ...change,
});
export const own = (position: number, bytes = 10): ListedSegment => listed(position, { deviceId: 'own', bytes });
export const count = (n: number, bytes = 10): ListedSegment[] =>
  Array.from({ length: n }, (_, i) => listed(i + 1, { bytes }));

/** A server with a list, and a store that notes what it is handed. */
export class Taking {
  readonly asked: string[] = [];
  readonly batches: { readonly segments: readonly IncomingSegment[]; readonly keysTo: number }[] = [];
  readonly counts: unknown[] = [];
  readonly keys: unknown[] = [];
  state: { position: number; last?: ListedSegment } = { position: 0 };
  again = 0;
  stops = 0;
  answers: TakenSegments[] = [];
  /** The segments in one answer of `contents`. */
  atOnce = 3;
  readonly #list: readonly ListedSegment[];

  constructor(list: readonly ListedSegment[]) {
    this.#list = list;
  }

  parts(change: Partial<TakeParts> = {}): TakeParts {
    return {
      server: {
        segments: (after, limit) => {
          this.asked.push(`segments ${after} ${limit}`);
          return Promise.resolve(this.#list.filter(({ position }) => position > after).slice(0, limit));
        },
        read: (position) => {
          this.asked.push(`read ${position}`);
          return Promise.resolve(Uint8Array.of(position));
        },
        contents: (after) => {
          this.asked.push(`contents ${after}`);
          const next = this.#list.filter(({ position }) => position > after).slice(0, this.atOnce);
          return Promise.resolve(new Map(next.map(({ position }) => [position, Uint8Array.of(position)])));
        },
      },
      store: {
        syncState: () => Promise.resolve(this.state as SyncState),
        syncAgain: () => Promise.resolve(void this.again++),
        syncTake: ({ segments, keysTo }) => {
          this.batches.push({ segments, keysTo });
          const answer = this.answers.shift() ?? { facts: 0, erased: 0 };
          const position = segments.at(-1)?.position;
          if (!answer.keys && !answer.failure && position !== undefined) this.state = { ...this.state, position };
          return Promise.resolve(answer);
        },
      },
      secrets: () => ({ deviceId: 'own' }) as SyncSecrets,
      took: ({ facts, erased }, position) => void this.counts.push([facts, erased, position]),
      checkStop: () => void this.stops++,
      ...change,
    };
  }

  sizes(): number[] {
    return this.batches.map(({ segments }) => segments.length);
  }
}
