import path from 'node:path';
import type { Fact } from '../../core/facts/facts.ts';
import { layoutOf } from '../disk/layout.ts';
import { openJournal } from '../journal/openJournal.ts';
import type { StoreOptions } from '../store.ts';
import { erasuresIn } from './erasures.ts';
import type { RemoteErasures } from './remoteErasures.ts';
import { openParts, type SegmentContent } from './segment.ts';
import { foldedMark, type SegmentLine, type SyncedFolder, type SyncSecrets } from './syncedFolder.ts';
import { readPast, type SyncState } from './syncState.ts';

export interface IncomingSegment {
  readonly position: number;
  readonly deviceId: string;
  readonly sequence: number;
  /** As in `ListedSegment`. */
  readonly first?: number | undefined;
  /** Its length, in bytes. */
  readonly length: number;
  /** Absent for a segment of this device. */
  readonly bytes?: Uint8Array;
}

export interface TakenSegments {
  /** Facts that were not here. */
  readonly facts: number;
  /** Rows that are gone, since another device erased them. */
  readonly erased: number;
  /** A segment with keys, which should be taken first: then the same segments are handed in again, with its position. */
  readonly keys?: { readonly position: number; readonly author: string; readonly line: string };
  /**
   * - `gap`: a segment is missing, doubled, or at another place
   * - `unreadable`: a segment can't be opened, or isn't what another device uploaded
   * - `busy`: another window has the file, so that nothing can be erased now
   */
  readonly failure?: 'gap' | 'unreadable' | 'busy';
}

type TakeProblem = NonNullable<TakenSegments['failure']>;

/** A sequence; without content if it is of this device, or can't be opened. */
interface TakenPart {
  readonly sequence: number;
  readonly content?: SegmentContent;
}

interface FreshFact {
  readonly fact: Fact;
  readonly line: SegmentLine;
}

/** Takes in what other devices uploaded. */
export class Incoming {
  readonly #options: StoreOptions;
  readonly #folder: SyncedFolder;
  readonly #erasures: RemoteErasures;

  constructor(options: StoreOptions, folder: SyncedFolder, erasures: RemoteErasures) {
    this.#options = options;
    this.#folder = folder;
    this.#erasures = erasures;
  }

  take(secrets: SyncSecrets, segments: readonly IncomingSegment[], keysTo: number): TakenSegments {
    let state = this.#folder.state(secrets);
    const taken = { facts: 0, erased: 0 };
    const fresh: FreshFact[] = [];
    const isNew = this.#newness(secrets, state);
    let outcome: Omit<TakenSegments, 'facts' | 'erased'> = {};
    for (const segment of segments) {
      const { position, deviceId } = segment;
      if (position <= state.position) continue;
      const parts = this.#partsOf(secrets, state, segment);
      if (typeof parts === 'string') outcome = { failure: parts };
      else if (parts[0]?.content?.type === 'keys' && position > keysTo)
        outcome = { keys: { position, author: deviceId, line: parts[0].content.lines[0] ?? '' } };
      if (typeof parts === 'string' || outcome.keys) break;
      for (const { sequence, content } of parts) {
        const wanted = this.#erasures.in(secrets, { deviceId, sequence }, content);
        if (wanted.length > 0) {
          taken.facts += this.#write(secrets, state, fresh.splice(0));
          for (const each of wanted) {
            const rows = this.#erasures.take(secrets, deviceId, each);
            if (rows === undefined) return { ...taken, failure: 'busy' };
            taken.erased += rows;
          }
        }
        const all = this.#folder.linesOf(secrets, state, content);
        fresh.push(...all.filter(isNew));
        const refused = content?.type === 'facts' ? content.lines.length - all.length - erasuresIn(content).length : 0;
        state = {
          ...state,
          taken: { ...state.taken, [deviceId]: sequence },
          refused: state.refused + refused,
        };
      }
      const { sequence, first, length } = segment;
      state = { ...state, position, last: { position, deviceId, sequence, bytes: length, ...(first && { first }) } };
    }
    taken.facts += this.#write(secrets, state, fresh);
    return { ...taken, ...outcome };
  }

  /** Tells which facts of a segment weren't seen before. */
  #newness(secrets: SyncSecrets, state: SyncState): (fresh: FreshFact) => boolean {
    const seen = this.#folder.seenBy(secrets, state.epoch);
    // Uploads of this folder as an earlier device are still in its hours.
    const own = readPast(this.#folder.files, this.#folder.folder).map(({ deviceId }) => foldedMark(deviceId));
    return ({ fact, line }) =>
      !own.some((mark) => fact.id.startsWith(mark)) && !seen.some((set) => set.has(line.bucket, line.hash));
  }

  /**
   * Writes the facts first, then the mark that they are here: after a crash in between they are taken in again, which changes nothing.
   * @returns the number of facts
   */
  #write(secrets: SyncSecrets, state: SyncState, fresh: readonly FreshFact[]): number {
    this.#append(fresh.map(({ fact }) => fact));
    this.#folder.remember(
      secrets,
      state,
      fresh.map(({ line }) => line),
    );
    this.#folder.save(state);
    return fresh.length;
  }

  /** Returns the sequences to take of a segment: of one that others were folded into, the sequences that weren't taken before. */
  #partsOf(secrets: SyncSecrets, state: SyncState, segment: IncomingSegment): readonly TakenPart[] | TakeProblem {
    const { position, deviceId, sequence, first = sequence, bytes } = segment;
    const next = (state.taken[deviceId] ?? 0) + 1;
    // No other device can have uploaded as this one.
    const isOwn = deviceId === secrets.deviceId;
    if (first > next || sequence < next || (isOwn && sequence >= state.sequence)) return 'gap';
    if (isOwn) return Array.from({ length: sequence - next + 1 }, (_, i) => ({ sequence: next + i }));
    const parts = bytes && openParts(secrets.keys, segment, bytes);
    if (parts) return parts.filter((part) => part.sequence >= next);
    // Segments before the first key here can't be opened, and hold nothing back.
    return position <= (state.begin?.position ?? 0) ? [{ sequence }] : 'unreadable';
  }

  /** Writes facts to a separate journal, which every reader takes in like that of a window. */
  #append(facts: readonly Fact[]): void {
    if (facts.length === 0) return;
    const { folder, clock, sealer } = this.#options;
    const journal = openJournal({ folder, clock, sealer, files: this.#folder.files });
    try {
      for (const fact of facts) journal.append(fact);
      journal.flushSync();
      const { journals } = layoutOf(folder);
      const names = this.#folder.files.list(journals).filter((name) => name.startsWith(`${journal.writer}-`));
      for (const name of names) this.#folder.files.sync(path.join(journals, name));
      this.#folder.files.syncFolder(journals);
    } finally {
      journal.dispose();
    }
  }
}
