import { erase } from '../erase/eraseAll.ts';
import { eraseRows, type EraseRequest, lastInstant, type NamedRows, namedRows } from '../erase/eraseRows.ts';
import type { FileStore } from '../fileStore.ts';
import type { EraseResult, StoreOptions } from '../store.ts';
import { type Erasure, Erasures, erasuresIn, erasuresOf } from './erasures.ts';
import type { SegmentContent, SegmentPlace } from './segment.ts';
import type { SyncedFolder, SyncSecrets } from './syncedFolder.ts';
import { readState } from './syncState.ts';
import type { Files } from '../disk/files.ts';

type Options = StoreOptions & { readonly files: Files };

/** Erases, and keeps what was erased for the other devices, if the folder is synced. */
export function eraseSynced(store: FileStore, options: Options, what: EraseRequest): EraseResult {
  const { files, folder, sealer, clock } = options;
  return erase(store, what, () => {
    const state = readState(files, folder);
    if (!state || sealer.canSeal?.() === false) return;
    const before = Math.max(clock.now(), lastInstant(store.current().database)) + 1;
    const { names } = tried(store, options, what);
    new Erasures(files, folder, sealer).add(state.deviceId, erasuresOf({ ...what, before }, names));
  });
}

/**
 * Does what devices have erased, each when its turn comes among the segments of all devices: also what this one erased, since others have done it
 * to what came before by then. So all of them have the same in the end.
 */
export class RemoteErasures {
  readonly #store: FileStore;
  readonly #options: Options;
  readonly #folder: SyncedFolder;
  readonly #erasures: Erasures;

  constructor(store: FileStore, options: Options, folder: SyncedFolder) {
    this.#store = store;
    this.#options = options;
    this.#folder = folder;
    this.#erasures = new Erasures(options.files, options.folder, options.sealer);
  }

  /** Returns the erasures to be done at a segment. One that only a revoked device tells of isn't done: with the help of a server it could say it at any time. */
  in({ deviceId, revoked }: SyncSecrets, segment: SegmentPlace, content: SegmentContent | undefined): Erasure[] {
    if (segment.deviceId === deviceId) return this.#erasures.sentAs(deviceId, segment.sequence);
    if (revoked.includes(segment.deviceId)) return [];
    return erasuresIn(content).filter(({ id }) => !this.#erasures.has(id));
  }

  /**
   * Erases here what another device has erased. Everything that came before it has to be in the journals.
   * @returns the number of rows; undefined if another window has the file
   */
  take(secrets: SyncSecrets, author: string, erasure: Erasure): number | undefined {
    const { what } = erasure;
    this.#store.refresh();
    const { rows, names } = tried(this.#store, this.#options, what);
    const fresh = beyond(names, what);
    // Others take in what this device has uploaded before it knew, or may not see that these rows belong to it.
    const isRaced = rows > 0 && this.#hasUnlisted(secrets);
    const isSeenHere = fresh.records.length + fresh.documents.length > 0;
    const { records: _records, documents: _documents, ...scope } = what;
    const again: EraseRequest = isRaced ? scope : { before: what.before ?? 0, onlyNamed: true };
    if (isRaced || isSeenHere) this.#erasures.add(secrets.deviceId, erasuresOf(again, isRaced ? names : fresh));
    // An own one was done to the copies when it was made.
    const isIdle = rows === 0 && (author === secrets.deviceId || what.onlyNamed);
    if (!isIdle && erase(this.#store, what).outcome !== 'done') return undefined;
    this.#erasures.done(author, erasure);
    return rows;
  }

  /** Tells whether this device uploaded something that isn't among the segments that were gone through. */
  #hasUnlisted(secrets: SyncSecrets): boolean {
    const { taken, sequence } = this.#folder.state(secrets);
    return (taken[secrets.deviceId] ?? 0) < sequence - 1;
  }
}

/** Finds what an erasure takes: it is undone again. */
function tried(
  store: FileStore,
  { sealer }: Options,
  what: EraseRequest,
): { readonly rows: number; readonly names: NamedRows } {
  const before = namedRows(store.current().database);
  return store.tryOut(({ database }) => {
    const { erased, trimmed } = eraseRows(database, sealer, what);
    const rows = Object.values(erased).reduce((sum, count) => sum + count, trimmed);
    const after = namedRows(database);
    const kept = { records: new Set(after.records.map(keyOf)), documents: new Set(after.documents) };
    const names = {
      records: before.records.filter((record) => !kept.records.has(keyOf(record))),
      documents: before.documents.filter((id) => !kept.documents.has(id)),
    };
    return { rows, names };
  });
}

function beyond(names: NamedRows, { records = [], documents = [] }: Partial<NamedRows>): NamedRows {
  const known = { records: new Set(records.map(keyOf)), documents: new Set(documents) };
  return {
    records: names.records.filter((record) => !known.records.has(keyOf(record))),
    documents: names.documents.filter((id) => !known.documents.has(id)),
  };
}

function keyOf(record: readonly [string, string]): string {
  return JSON.stringify(record);
}
