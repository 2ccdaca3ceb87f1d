import path from 'node:path';
import type { ListedSegment } from '../../core/sync/syncServer.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Files } from '../disk/files.ts';
import { createFile } from '../disk/replaceFile.ts';

/** The sync progress of a data folder. */
export interface SyncState {
  /** The device that this folder is; a folder that was copied to another machine is not that device. */
  readonly deviceId: string;
  /** Its address. */
  readonly server: string;
  /**
   * True if pieces of hours that were folded before sync was turned on are on the server. Later ones contain what was uploaded already, or
   * came from elsewhere.
   */
  readonly isFoldedSent: boolean;
  /** The last position on the server that was taken in. */
  readonly position: number;
  /** The segment at that position, as the server listed it. */
  readonly last?: ListedSegment;
  /** The sequence number of this device's next segment. */
  readonly sequence: number;
  /** The last sequence that was taken in from each other device. */
  readonly taken: Readonly<Record<string, number>>;
  /** Goes up when the server has lost segments, so that everything is uploaded again. */
  readonly epoch: number;
  /** The bucket that the full scan has reached; absent if none is in progress. */
  readonly lookedTo?: number;
  /** The number of rows in each scanned bucket at the time. */
  readonly rows?: Readonly<Record<number, number>>;
  /** Times at which the last full scan and the last scan of recent facts began, in ms since the epoch. */
  readonly lookedAtAll?: number;
  readonly lookedAt?: number;
  /** The number of pieces of folded hours that have their own id so far. */
  readonly foldedIds: number;
  /** Facts that are longer than a segment can be, and stay here. */
  readonly tooLong: number;
  /** Lines of other devices that are no facts this version knows; another version reads them again. */
  readonly refused: number;
  /** The Daymark version that took in the existing segments. */
  readonly version?: string;
  /** Position up to which this device's segments are folded: a position on the server, and this device's sequence at that time. */
  readonly folded?: { readonly position: number; readonly sequence: number };
  /** Position at which to begin taking in, if not at the first segment. */
  readonly begin?: Pick<SyncState, 'position' | 'taken'>;
}

/** Sync's own folder in the data folder. */
export function syncFolder(folder: string): string {
  return path.join(folder, 'sync');
}

/** The segment that is on its way. Its bytes are the same at each try, so that the server takes it once. */
export function outboxFile(folder: string): string {
  return path.join(syncFolder(folder), 'outbox');
}

function stateFile(folder: string): string {
  return path.join(syncFolder(folder), 'state.json');
}

/** @param hadFolded this folder uploaded its folded hours to this server before, as another device */
export function newState(of: {
  readonly deviceId: string;
  readonly server: string;
  readonly hadFolded: boolean;
}): SyncState {
  const { deviceId, server, hadFolded: isFoldedSent } = of;
  const counts = { foldedIds: 0, tooLong: 0, refused: 0 };
  return { deviceId, server, isFoldedSent, position: 0, sequence: 1, taken: {}, epoch: 1, lookedTo: -1, ...counts };
}

/** The state from which all segments are gone through again. Nothing is taken in twice. */
export function fromStart({ last: _last, folded: _folded, ...state }: SyncState): SyncState {
  return { ...state, position: 0, taken: {} };
}

/** A device that this folder was before. */
export type PastDevice = Pick<SyncState, 'deviceId' | 'server' | 'isFoldedSent'>;

function pastFile(folder: string): string {
  return path.join(syncFolder(folder), 'past.json');
}

/** The devices that this folder was before. */
export function readPast(files: Files, folder: string): readonly PastDevice[] {
  const list = jsonOf(Buffer.from(files.read(pastFile(folder)) ?? []).toString());
  const isPast = (each: Partial<PastDevice> | null): boolean => typeof each?.deviceId === 'string';
  return Array.isArray(list) ? (list as PastDevice[]).filter(isPast) : [];
}

export function addPast(files: Files, folder: string, { deviceId, server, isFoldedSent }: PastDevice): void {
  const others = readPast(files, folder).filter((each) => each.deviceId !== deviceId);
  createFile(files, pastFile(folder), Buffer.from(JSON.stringify([...others, { deviceId, server, isFoldedSent }])));
}

/** Returns undefined if nothing is synced, or the file is damaged: then turning sync on again begins from the start. */
export function readState(files: Files, folder: string): SyncState | undefined {
  const bytes = files.read(stateFile(folder));
  const state = jsonOf(Buffer.from(bytes ?? []).toString()) as Partial<SyncState> | undefined;
  const numbers = [state?.position, state?.sequence, state?.epoch, state?.foldedIds, state?.tooLong, state?.refused];
  const isWhole =
    typeof state?.deviceId === 'string' && typeof state.server === 'string' && numbers.every(Number.isSafeInteger);
  return isWhole && typeof state.taken === 'object' && state.taken !== null ? (state as SyncState) : undefined;
}

/** Replaces the state as a whole; it survives a power cut when this returns. */
export function writeState(files: Files, folder: string, state: SyncState): void {
  files.makeFolder(syncFolder(folder));
  createFile(files, stateFile(folder), Buffer.from(JSON.stringify(state)));
}
