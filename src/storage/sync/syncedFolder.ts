import path from 'node:path';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Fact } from '../../core/facts/facts.ts';
import type { Files } from '../disk/files.ts';
import { createFile } from '../disk/replaceFile.ts';
import { parseFact } from '../transfer/parseFact.ts';
import { bucketOf } from './readFacts.ts';
import { SeenFacts } from './seenFacts.ts';
import type { SegmentContent, SyncKey } from './segment.ts';
import { outboxFile, readState, syncFolder, writeState, type SyncState } from './syncState.ts';

/** State that was seen before the server lost segments. */
const keptSet = 'seen-before';

/** The parts of a device's secrets that the store needs. */
export interface SyncSecrets {
  readonly deviceId: string;
  /** Hashes facts. Never changes while the device exists. */
  readonly hashKey: Uint8Array;
  /** Seals new segments. */
  readonly key: SyncKey;
  /** All keys that segments may be sealed under. */
  readonly keys: readonly SyncKey[];
  /** Devices that are no longer trusted. */
  readonly revoked: readonly string[];
}

export interface OutgoingSegment {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** A fact as in a segment, and its identity. */
export interface SegmentLine {
  readonly bucket: number;
  readonly hash: string;
  readonly text: string;
}

/** The sync data in a data folder. */
export class SyncedFolder {
  readonly files: Files;
  readonly folder: string;
  #seen: { readonly name: string; readonly sets: readonly SeenFacts[] } | undefined;

  constructor(files: Files, folder: string) {
    this.files = files;
    this.folder = folder;
  }

  state({ deviceId }: Pick<SyncSecrets, 'deviceId'>): SyncState {
    const state = readState(this.files, this.folder);
    if (state?.deviceId !== deviceId) throw new Error('This folder is not synced as this device.');
    return state;
  }

  save(state: SyncState): void {
    writeState(this.files, this.folder, state);
  }

  /** Newest first; it alone decides what is uploaded. */
  seenBy(secrets: SyncSecrets, epoch: number): readonly SeenFacts[] {
    const name = `${secrets.deviceId} ${epoch}`;
    if (this.#seen?.name !== name) {
      const current = `seen-${epoch}`;
      const others = this.files.list(syncFolder(this.folder)).filter((each) => each.startsWith('seen-'));
      const sets = [...new Set([current, ...others])].map(
        (each) => new SeenFacts(this.files, path.join(syncFolder(this.folder), each), secrets.hashKey),
      );
      this.#seen = { name, sets };
    }
    return this.#seen.sets;
  }

  /** Keeps what was seen so far with what was seen before, in one set: a server may say as often as it likes that it lost segments. */
  keepSeen(secrets: SyncSecrets, { epoch }: SyncState): void {
    const kept = new SeenFacts(this.files, path.join(syncFolder(this.folder), keptSet), secrets.hashKey);
    for (const set of this.seenBy(secrets, epoch)) kept.takeAll(set);
    this.forget();
  }

  /** Removes the sets that `keepSeen` has copied. */
  dropSeen({ epoch }: SyncState): void {
    const folder = syncFolder(this.folder);
    const copied = this.files.list(folder).filter((each) => /^seen-\d+$/.test(each) && each !== `seen-${epoch + 1}`);
    for (const name of copied)
      for (const file of this.files.list(path.join(folder, name))) this.files.remove(path.join(folder, name, file));
  }

  outbox(): OutgoingSegment | undefined {
    const bytes = this.files.read(outboxFile(this.folder));
    if (!bytes || bytes.length < 9) return undefined;
    const sequence = Number(Buffer.from(bytes).readBigUInt64BE(0));
    return { sequence, bytes: Uint8Array.from(bytes.subarray(8)) };
  }

  put(sequence: number, segment: Uint8Array): OutgoingSegment {
    const head = Buffer.alloc(8);
    head.writeBigUInt64BE(BigInt(sequence));
    createFile(this.files, outboxFile(this.folder), Buffer.concat([head, segment]));
    return { sequence, bytes: Uint8Array.from(segment) };
  }

  remember(secrets: SyncSecrets, { epoch }: SyncState, lines: readonly Pick<SegmentLine, 'bucket' | 'hash'>[]): void {
    const [seen] = this.seenBy(secrets, epoch);
    const buckets = new Map<number, string[]>();
    for (const { bucket, hash } of lines) {
      const hashes = buckets.get(bucket) ?? [];
      hashes.push(hash);
      buckets.set(bucket, hashes);
    }
    for (const [bucket, hashes] of buckets) seen?.add(bucket, hashes);
  }

  /**
   * Returns the facts of a segment. For pieces of hours, the sender remembers their content, and other devices remember the id that they
   * have from then on.
   */
  linesOf(
    secrets: SyncSecrets,
    { epoch }: SyncState,
    content: SegmentContent | undefined,
  ): { readonly fact: Fact; readonly line: SegmentLine }[] {
    const [seen] = this.seenBy(secrets, epoch);
    if (content?.type !== 'facts' || !seen) return [];
    const own = foldedMark(secrets.deviceId);
    return content.lines.flatMap((text) => {
      const fact = parseFact(jsonOf(text));
      if (!fact) return [];
      const asSeen = fact.id.startsWith(own) ? JSON.stringify({ ...fact, id: 'folded' }) : text;
      return [{ fact, line: { bucket: bucketOf(fact), hash: seen.hash(asSeen), text } }];
    });
  }

  forget(): void {
    this.#seen = undefined;
  }
}

/** Returns the prefix of the ids of a device's pieces of folded hours on other devices. */
export function foldedMark(deviceId: string): string {
  return `f${deviceId.replaceAll('-', '')}:`;
}
