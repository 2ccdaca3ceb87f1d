import path from 'node:path';
import type { Files } from '../disk/files.ts';
import type { FileStore } from '../fileStore.ts';
import type { StoreOptions } from '../store.ts';
import { Erasures, erasuresIn } from './erasures.ts';
import { Incoming, type IncomingSegment, type TakenSegments } from './incoming.ts';
import { OutgoingFacts } from './outgoing.ts';
import { RemoteErasures } from './remoteErasures.ts';
import { openSegment, sealSegment } from './segment.ts';
import { type OutgoingSegment, SyncedFolder, type SyncSecrets } from './syncedFolder.ts';
import {
  addPast,
  fromStart,
  newState,
  outboxFile,
  readPast,
  readState,
  syncFolder,
  type SyncState,
} from './syncState.ts';

/** The part of sync that is done where the data is. Nothing here calls anybody. */
export interface SyncedStore {
  /** Undefined if this folder isn't synced. */
  syncState(options: object): SyncState | undefined;
  /**
   * Begins to sync with a server, as a device that has just joined.
   * @param after `position` and `taken` of the segments before the first key, which can't be opened
   */
  syncStart(as: {
    readonly deviceId: string;
    readonly server: string;
    readonly after?: Pick<SyncState, 'position' | 'taken'>;
  }): void;
  /** Forgets the sync progress. Facts from other devices stay. */
  syncStop(options: object): void;
  /**
   * Compares with the sequence that the server expects next: a segment on its way may have arrived, and a server that was restored from a
   * backup has lost some. A different version of Daymark takes everything in again if lines were refused.
   */
  syncCompare(of: { readonly secrets: SyncSecrets; readonly nextSequence: number; readonly version: string }): void;
  /**
   * Returns the next segment to upload: the same one until it was sent. `isDone` if nothing is left. A call scans a few months at most.
   */
  syncNext(of: { readonly secrets: SyncSecrets }): { readonly segment?: OutgoingSegment; readonly isDone: boolean };
  /** Makes a segment of keys the next one, unless another is on its way. @returns its sequence if it is */
  syncAnnounce(of: { readonly secrets: SyncSecrets; readonly line: string }): OutgoingSegment | undefined;
  /** The server has the segment. */
  syncSent(of: { readonly secrets: SyncSecrets; readonly sequence: number }): void;
  /** All segments are gone through again. */
  syncAgain(of: { readonly secrets: SyncSecrets }): void;
  /** Remembers up to where this device's segments were folded. */
  syncFolded(of: { readonly secrets: SyncSecrets; readonly folded: NonNullable<SyncState['folded']> }): void;
  /** Takes segments in, in their order. When it returns, their facts survive a power cut. */
  syncTake(of: {
    readonly secrets: SyncSecrets;
    readonly segments: readonly IncomingSegment[];
    /** The position up to which segments with keys were taken in. */
    readonly keysTo: number;
  }): TakenSegments;
}

/** The store, wherever it runs. */
export type RemoteSyncStore = {
  readonly [M in keyof SyncedStore]: (params: Parameters<SyncedStore[M]>[0]) => Promise<ReturnType<SyncedStore[M]>>;
};

/** The methods of a store that sync uses. */
export function syncStoreOf(store: FileStore, options: StoreOptions & { readonly files: Files }): SyncedStore {
  const folder = new SyncedFolder(options.files, options.folder);
  const [outgoing, incoming, own] = [
    new OutgoingFacts(store, options, folder),
    new Incoming(options, folder, new RemoteErasures(store, options, folder)),
    new OwnSegments(folder, new Erasures(options.files, options.folder, options.sealer)),
  ];
  // Another window may have synced since the last call.
  const fresh = <T>(act: () => T): T => (folder.forget(), act());
  return {
    syncState: () => readState(options.files, options.folder),
    syncStart: (as) => own.start(as),
    syncStop: () => own.stop(),
    syncCompare: ({ secrets, nextSequence, version }) =>
      fresh(() => {
        outgoing.begin();
        own.compare(secrets, nextSequence);
        own.useVersion(secrets, version);
      }),
    syncNext: ({ secrets }) => fresh(() => outgoing.next(secrets)),
    syncAnnounce: ({ secrets, line }) => own.announce(secrets, line),
    syncSent: ({ secrets, sequence }) => fresh(() => own.sent(secrets, sequence)),
    syncAgain: ({ secrets }) => folder.save(fromStart(folder.state(secrets))),
    syncFolded: ({ secrets, folded }) => folder.save({ ...folder.state(secrets), folded }),
    syncTake: ({ secrets, segments, keysTo }) => fresh(() => incoming.take(secrets, segments, keysTo)),
  };
}

/** The state of this device's own segments. */
class OwnSegments {
  readonly #folder: SyncedFolder;
  readonly #erasures: Erasures;

  constructor(folder: SyncedFolder, erasures: Erasures) {
    this.#folder = folder;
    this.#erasures = erasures;
  }

  start({ deviceId, server, after }: Parameters<SyncedStore['syncStart']>[0]): void {
    const before = readPast(this.#folder.files, this.#folder.folder).filter((each) => each.server === server);
    const hadFolded = before.some(({ isFoldedSent }) => isFoldedSent);
    this.#folder.save({
      ...newState({ deviceId, server, hadFolded: hadFolded && !after }),
      ...after,
      ...(after && { begin: after }),
    });
  }

  announce(secrets: SyncSecrets, line: string): OutgoingSegment | undefined {
    const { sequence } = this.#folder.state(secrets);
    if (this.#folder.outbox()) return undefined;
    return this.#folder.put(
      sequence,
      sealSegment(secrets.key, { ...secrets, sequence }, { type: 'keys', lines: [line] }),
    );
  }

  stop(): void {
    const state = readState(this.#folder.files, this.#folder.folder);
    if (state) addPast(this.#folder.files, this.#folder.folder, state);
    const folder = syncFolder(this.#folder.folder);
    // The state first: without it, the rest means nothing.
    this.#folder.files.remove(path.join(folder, 'state.json'));
    for (const name of this.#folder.files.list(folder)) {
      const inner = path.join(folder, name);
      const within = this.#folder.files.stat(inner)?.isFile === false ? this.#folder.files.list(inner) : [];
      for (const each of within) this.#folder.files.remove(path.join(inner, each));
      if (name === 'outbox' || name === 'erasures') this.#folder.files.remove(inner);
    }
  }

  compare(secrets: SyncSecrets, next: number): void {
    const state = this.#folder.state(secrets);
    const outbox = this.#folder.outbox();
    if (outbox && next === outbox.sequence + 1) return this.sent(secrets, outbox.sequence);
    if (next === state.sequence) return;
    // Sealed for another place.
    this.#folder.files.remove(outboxFile(this.#folder.folder));
    const lost = next < state.sequence;
    // This folder is older than the server knows it, or the server is older than this folder knows it.
    if (lost) {
      this.#folder.keepSeen(secrets, state);
      this.#erasures.sendAgain();
    }
    const again = lost && { ...fromStart(state), epoch: state.epoch + 1, lookedTo: -1 };
    this.#folder.save({ ...state, ...again, sequence: next });
    if (lost) this.#folder.dropSeen(state);
  }

  /** Facts of a kind that only a newer version knows were refused, and are read by it. */
  useVersion(secrets: SyncSecrets, version: string): void {
    const state = this.#folder.state(secrets);
    if (state.version === version) return;
    const again = state.refused > 0 && { position: 0, taken: {}, ...state.begin, refused: 0 };
    this.#folder.save({ ...state, ...again, version });
  }

  sent(secrets: SyncSecrets, sequence: number): void {
    const state = this.#folder.state(secrets);
    const outbox = this.#folder.outbox();
    if (outbox?.sequence === sequence) {
      const content = openSegment(secrets.keys, { deviceId: secrets.deviceId, sequence }, outbox.bytes);
      this.#folder.remember(
        secrets,
        state,
        this.#folder.linesOf(secrets, state, content).map(({ line }) => line),
      );
      this.#erasures.sent({ deviceId: secrets.deviceId, sequence }, erasuresIn(content));
    }
    if (sequence >= state.sequence) this.#folder.save({ ...state, sequence: sequence + 1 });
    this.#folder.files.remove(outboxFile(this.#folder.folder));
  }
}
