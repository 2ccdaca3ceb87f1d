import { type ListedSegment, longestSegment, type SyncServer, SyncServerError } from '../../core/sync/syncServer.ts';
import type { IncomingSegment, TakenSegments } from './incoming.ts';
import type { SyncSecrets } from './syncedFolder.ts';
import type { RemoteSyncStore } from './syncStore.ts';

export type TakeFailure = NonNullable<TakenSegments['failure']>;

/** Everything that taking segments needs. */
export interface TakeParts {
  readonly server: Pick<SyncServer, 'segments' | 'read' | 'contents'>;
  readonly store: Pick<RemoteSyncStore, 'syncState' | 'syncTake' | 'syncAgain'>;
  /** The keys that are known by now. */
  readonly secrets: () => SyncSecrets;
  /** Takes in what a segment with keys says. Without it such segments are passed over. */
  readonly takeKeys?: (keys: NonNullable<TakenSegments['keys']>) => Promise<void>;
  readonly took: (counts: Pick<TakenSegments, 'facts' | 'erased'>, position: number) => void;
  /** Asked between two segments; throws to stop. */
  readonly checkStop?: () => void;
}

/** The number of segments, and of bytes, that are taken in at once. */
const segmentsAtOnce = 500;
const bytesAtOnce = longestSegment;
const listedAtOnce = 500;
/** Number of times that the list is asked for again because it has changed since. */
const mostChanges = 5;

/** Takes in all segments that the server has and that weren't taken yet, in their order. It may be interrupted after any step. */
export async function takeSegments(parts: TakeParts): Promise<'ok' | TakeFailure> {
  const { server, store } = parts;
  await checkLast(parts);
  for (let changes = 0; ;) {
    const after = (await store.syncState({}))?.position ?? 0;
    const listed = await server.segments(after, listedAtOnce);
    if (listed.length === 0) return 'ok';
    if (!isInOrder(after, listed)) return 'gap';
    const failure = await takeListed(parts, listed).catch((error: unknown) => {
      if (error instanceof SyncServerError && error.problem === 'refused') return error;
      throw error;
    });
    if (failure) {
      // Another device may have folded some of them after they were listed.
      if (changes++ < mostChanges && (await hasChanged(parts, after, listed))) continue;
      if (failure instanceof SyncServerError) throw failure;
      return failure;
    }
    // Newer segments wait for the next time.
    if (listed.length < listedAtOnce) return 'ok';
  }
}

/**
 * A server that was restored from a backup gives the positions of lost segments to new ones, and one that lied names positions to come. Either
 * way the last segment isn't where it was, and everything is gone through again; nothing is taken in twice.
 */
async function checkLast({ server, store, secrets }: TakeParts): Promise<void> {
  const { last } = (await store.syncState({})) ?? {};
  if (!last) return;
  const [found] = await server.segments(last.position - 1, 1);
  const isSame = found?.position === last.position && found.sequence === last.sequence && found.bytes === last.bytes;
  // It may have been folded with those beside it.
  const isWithin = found?.first !== undefined && found.first <= last.sequence && last.sequence <= found.sequence;
  if (found?.deviceId !== last.deviceId || (!isSame && !isWithin)) await store.syncAgain({ secrets: secrets() });
}

/** Tells whether the server lists other segments than those after a position. */
async function hasChanged({ server }: TakeParts, after: number, listed: readonly ListedSegment[]): Promise<boolean> {
  const now = await server.segments(after, listed.length);
  return listed.some((one, i) => now[i]?.position !== one.position || now[i]?.bytes !== one.bytes);
}

async function takeListed(parts: TakeParts, listed: readonly ListedSegment[]): Promise<TakeFailure | undefined> {
  const bodies = new Bodies(parts, listed);
  let batch: IncomingSegment[] = [];
  let size = 0;
  for (const [i, { position, deviceId, sequence, first, bytes }] of listed.entries()) {
    parts.checkStop?.();
    const isOwn = deviceId === parts.secrets().deviceId;
    if (!isOwn && bytes > longestSegment) return (await take(parts, batch)) ?? 'unreadable';
    batch.push({
      position,
      deviceId,
      sequence,
      ...(first !== undefined && { first }),
      length: bytes,
      ...(!isOwn && { bytes: await bodies.at(i, position) }),
    });
    size += isOwn ? 0 : bytes;
    if (batch.length < segmentsAtOnce && size < bytesAtOnce && i < listed.length - 1) continue;
    const failure = await take(parts, batch);
    if (failure) return failure;
    [batch, size] = [[], 0];
  }
  return undefined;
}

/** Reads the bodies of listed segments: many at once where several of other devices follow each other, since each request counts. */
class Bodies {
  readonly #parts: TakeParts;
  readonly #listed: readonly ListedSegment[];
  #read: ReadonlyMap<number, Uint8Array> = new Map();
  /** The answer that comes next is asked for while this one is taken in. */
  #ahead: { readonly after: number; readonly contents: Promise<ReadonlyMap<number, Uint8Array>> } | undefined;

  constructor(parts: TakeParts, listed: readonly ListedSegment[]) {
    this.#parts = parts;
    this.#listed = listed;
  }

  /** @param i index in the list of the segment at `position` */
  async at(i: number, position: number): Promise<Uint8Array> {
    if (!this.#read.has(position) && this.#other(i + 1)) {
      this.#read = await this.#contents(position - 1);
      this.#askAhead(i);
    }
    return this.#read.get(position) ?? this.#parts.server.read(position);
  }

  #contents(after: number): Promise<ReadonlyMap<number, Uint8Array>> {
    const ahead = this.#ahead?.after === after ? this.#ahead.contents : undefined;
    this.#ahead = undefined;
    return ahead ?? this.#parts.server.contents(after);
  }

  /** Asks for what follows the answer that begins at an index, if it will be needed. */
  #askAhead(i: number): void {
    const next = this.#listed.findIndex(({ position }, at) => at > i && !this.#read.has(position));
    const segment = this.#other(next);
    if (this.#read.size === 0 || !segment || !this.#other(next + 1)) return;
    const after = segment.position - 1;
    const contents = this.#parts.server.contents(after);
    // Who waits for it hears of it.
    contents.catch(() => undefined);
    this.#ahead = { after, contents };
  }

  /** The segment at an index, if it is of another device. */
  #other(i: number): ListedSegment | undefined {
    const segment = this.#listed[i];
    return segment?.deviceId === this.#parts.secrets().deviceId ? undefined : segment;
  }
}

async function take(parts: TakeParts, segments: readonly IncomingSegment[]): Promise<TakeFailure | undefined> {
  const position = segments.at(-1)?.position ?? 0;
  for (let keysTo = parts.takeKeys ? 0 : position; ;) {
    const { facts, erased, keys, failure } = await parts.store.syncTake({
      secrets: parts.secrets(),
      segments,
      keysTo,
    });
    parts.took({ facts, erased }, position);
    if (!keys) return failure;
    await parts.takeKeys?.(keys);
    keysTo = keys.position;
  }
}

function isInOrder(after: number, listed: readonly ListedSegment[]): boolean {
  return listed.every(({ position }, i) => position > (listed[i - 1]?.position ?? after));
}
