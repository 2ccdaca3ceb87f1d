import path from 'node:path';
import { lockedName } from '../../core/facts/lockedName.ts';
import { longestSegment } from '../../core/sync/syncServer.ts';
import { dayMs } from '../../core/time/days.ts';
import { layoutOf } from '../disk/layout.ts';
import type { FileStore } from '../fileStore.ts';
import type { Database } from '../sqlite/database.ts';
import type { StoreOptions } from '../store.ts';
import { parseFact } from '../transfer/parseFact.ts';
import { bucketMs, bucketOf, countBuckets, factsOf, isFolded } from './readFacts.ts';
import { erasureLine, Erasures } from './erasures.ts';
import { openSegment, sealSegment } from './segment.ts';
import {
  foldedMark,
  type SegmentLine,
  type OutgoingSegment,
  type SyncedFolder,
  type SyncSecrets,
} from './syncedFolder.ts';
import { outboxFile, type SyncState } from './syncState.ts';

/** Characters of facts in a segment: they compress to about a tenth. */
const mostChars = 5_000_000;
const mostFacts = 20_000;
const bucketsAtOnce = 3;
const erasuresAtOnce = 3;
/** The start of a text in JSON whose key is missing. A title that begins with the same character stays here too. */
const lockedMark = `"${lockedName('')}`;
/** Reach of a scan of recent facts, and the interval of full scans, in ms. */
const recentMs = 3 * dayMs;
const allEveryMs = 7 * dayMs;

interface CountedRows {
  readonly database: Database;
  /** Changes of the database until then. */
  readonly changes: number;
  readonly counts: ReadonlyMap<number, number>;
}

/** Tables to scan at once; `also` as in `factsOf`. */
interface ScanRange {
  readonly from: number;
  readonly to: number;
  readonly also?: 'changed';
}

/** Finds facts that the server doesn't have yet, and packs them into segments. */
export class OutgoingFacts {
  readonly #store: FileStore;
  readonly #options: Pick<StoreOptions, 'clock' | 'sealer'>;
  readonly #folder: SyncedFolder;
  readonly #erasures: Erasures;
  #counted: CountedRows | undefined;

  constructor(store: FileStore, options: Pick<StoreOptions, 'clock' | 'sealer'>, folder: SyncedFolder) {
    this.#erasures = new Erasures(folder.files, folder.folder, options.sealer);
    this.#store = store;
    this.#options = options;
    this.#folder = folder;
  }

  /** Begins a run: what another window has changed since the last one is counted again. */
  begin(): void {
    this.#counted = undefined;
  }

  next(secrets: SyncSecrets): { segment?: OutgoingSegment; isDone: boolean } {
    const state = this.#folder.state(secrets);
    const waiting = this.#folder.outbox();
    if (waiting?.sequence === state.sequence && this.#isCurrent(secrets, waiting))
      return { segment: waiting, isDone: false };
    if (waiting) this.#folder.files.remove(outboxFile(this.#folder.folder));
    const erasures = this.#erasures.waiting(secrets.deviceId, secrets.revoked).slice(0, erasuresAtOnce);
    if (erasures.length > 0) {
      const place = { deviceId: secrets.deviceId, sequence: state.sequence };
      const sealed = sealSegment(secrets.key, place, { type: 'facts', lines: erasures.map(erasureLine) });
      return { segment: this.#folder.put(state.sequence, sealed), isDone: false };
    }
    this.#store.refresh();
    const { lines, isDone } = this.#collect(secrets, state);
    if (lines.length === 0) return { isDone };
    const bytes = this.#seal(secrets, lines);
    return bytes ? { segment: this.#folder.put(state.sequence, bytes), isDone: false } : { isDone: false };
  }

  /** A segment that was never sent is sealed again after a key rotation. `syncCompare` finds one that may have arrived. */
  #isCurrent({ key, deviceId, keys }: SyncSecrets, { sequence, bytes }: OutgoingSegment): boolean {
    const place = { deviceId, sequence };
    return openSegment([key], place, bytes) !== undefined || openSegment(keys, place, bytes)?.type === 'keys';
  }

  #collect(secrets: SyncSecrets, state: SyncState): { lines: SegmentLine[]; isDone: boolean } {
    const now = this.#options.clock.now();
    const { lookedTo, rows = {} } = state;
    const counts = this.#counts();
    const isForAll = lookedTo !== undefined || this.#isAllDue(state, now);
    const buckets = [...counts.keys()].filter((bucket) =>
      isForAll ? bucket > (lookedTo ?? -1) : rows[bucket] !== counts.get(bucket),
    );
    const looked: Record<number, number> = {};
    for (const bucket of buckets.slice(0, bucketsAtOnce)) {
      const range = { from: bucket * bucketMs, to: (bucket + 1) * bucketMs };
      const lines = this.#unseen(secrets, state, range);
      if (lines.length > 0) return { lines, isDone: false };
      looked[bucket] = counts.get(bucket) ?? 0;
      this.#folder.save({ ...state, rows: { ...rows, ...looked }, ...(isForAll && { lookedTo: bucket }) });
    }
    if (buckets.length > bucketsAtOnce) return { lines: [], isDone: false };
    const after = { ...withoutLook(this.#folder.state(secrets)), lookedAt: now };
    if (isForAll) this.#folder.save({ ...after, lookedAtAll: now, isFoldedSent: true });
    const from = Math.max(0, Math.min(now, state.lookedAt ?? now) - recentMs);
    const lines = isForAll ? [] : this.#unseen(secrets, state, { from, to: Number.MAX_SAFE_INTEGER, also: 'changed' });
    if (!isForAll && lines.length === 0) this.#folder.save(after);
    return { lines, isDone: lines.length === 0 };
  }

  /** Rows by bucket. To count millions of them takes as long as to look through a month, so it is done once for each change. */
  #counts(): ReadonlyMap<number, number> {
    const { database } = this.#store.current();
    const changes = database.number('SELECT total_changes()');
    const { counts } = this.#counted?.database === database && this.#counted.changes === changes ? this.#counted : {};
    if (counts) return counts;
    this.#counted = { database, changes, counts: countBuckets(database) };
    return this.#counted.counts;
  }

  /** An import can change old facts without changing their number, so everything is scanned after one, and periodically. */
  #isAllDue({ lookedAtAll = 0 }: SyncState, now: number): boolean {
    const changed = this.#folder.files.stat(path.join(layoutOf(this.#folder.folder).journals, 'changed'));
    return Math.abs(now - lookedAtAll) >= allEveryMs || (changed?.modifiedAt ?? 0) >= lookedAtAll;
  }

  #unseen(secrets: SyncSecrets, state: SyncState, { also, ...range }: ScanRange): SegmentLine[] {
    const [seen] = this.#folder.seenBy(secrets, state.epoch);
    const lines: SegmentLine[] = [];
    let chars = 0;
    for (const fact of factsOf({ ...this.#store.current(), sealer: this.#options.sealer }, range, also)) {
      // If they were folded later, they contain what was uploaded before, and what came from other devices.
      if (isFolded(fact) && state.isFoldedSent) continue;
      // Other devices would refuse it.
      if (!parseFact(fact)) continue;
      const text = JSON.stringify(isFolded(fact) ? { ...fact, id: 'folded' } : fact);
      if (text.includes(lockedMark)) continue;
      const line = { bucket: bucketOf(fact), hash: seen?.hash(text) ?? '', text };
      if (seen?.has(line.bucket, line.hash)) continue;
      lines.push(line);
      chars += text.length;
      if (chars >= mostChars || lines.length >= mostFacts) break;
    }
    return lines;
  }

  /** Returns undefined when a single fact is too long; it is counted, and not tried again. */
  #seal(secrets: SyncSecrets, lines: readonly SegmentLine[]): Uint8Array | undefined {
    const state = this.#folder.state(secrets);
    let ids = state.foldedIds;
    const texts = lines.map(({ text }) =>
      text.startsWith('{"type":"span","id":"folded"')
        ? text.replace('"folded"', JSON.stringify(`${foldedMark(secrets.deviceId)}${ids++}`))
        : text,
    );
    const place = { deviceId: secrets.deviceId, sequence: state.sequence };
    const segment = sealSegment(secrets.key, place, { type: 'facts', lines: texts });
    if (segment.length <= longestSegment) {
      if (ids > state.foldedIds) this.#folder.save({ ...state, foldedIds: ids });
      return segment;
    }
    if (lines.length > 1) return this.#seal(secrets, lines.slice(0, Math.ceil(lines.length / 2)));
    this.#folder.remember(secrets, state, lines);
    this.#folder.save({ ...state, tooLong: state.tooLong + 1 });
    return undefined;
  }
}

function withoutLook({ lookedTo: _lookedTo, ...state }: SyncState): SyncState {
  return state;
}
