import type { Provenance, Severity } from '../core/facts/activity.ts';
import type { Disposable } from '../core/base/event.ts';
import type { EditSignal } from '../core/facts/signal.ts';
import type { Recording } from './recording.ts';

/** A problem that comes or goes within this time (ms) after an edit in its project came or went by it: servers take some seconds. */
export const causedWithinMs = 30_000;
/** A document counts for at most this long (ms): days begin on the hour or half hour. */
const bucketMs = 1_800_000;
/** A document is written again at most this often (ms). */
const writeEveryMs = 20_000;

type Counts = Record<'introduced' | 'fixed', Partial<Record<Provenance, number>>>;

/** The document that is being counted in. */
interface Bucket {
  readonly id: string;
  readonly start: number;
  readonly offset: number;
  readonly counts: Partial<Record<Severity, Counts>>;
  end: number;
  rev: number;
}

/** Counts which provenance introduced problems and which fixed them: that of the last edit in their project. */
export class ProblemCauses implements Disposable {
  readonly #recording: Recording;
  #project: string | undefined;
  #provenance: Provenance = 'unknown';
  #editedAt = Number.NEGATIVE_INFINITY;
  #bucket: Bucket | undefined;
  #timer: Disposable | undefined;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** Records an edit. Called for every edit, so it only costs three assignments. */
  edited({ where, provenance }: EditSignal, at: number): void {
    this.#project = where.project;
    this.#provenance = provenance;
    this.#editedAt = at;
  }

  /** Notes that the last edit went on. */
  editedAgain(at: number): void {
    this.#editedAt = at;
  }

  /** Returns what is changing the problems of a project now. */
  causeIn(project: string | undefined): Provenance {
    const isRecent = this.#recording.clock.monotonic() - this.#editedAt <= causedWithinMs;
    return isRecent && project === this.#project ? this.#provenance : 'unknown';
  }

  /** @param at when it was introduced or fixed, ms since the epoch */
  count(
    what: keyof Counts,
    { severity, by }: { readonly severity: Severity; readonly by: Provenance },
    at: number,
  ): void {
    const bucket = this.#bucketOf(at);
    const counts = (bucket.counts[severity] ??= { introduced: {}, fixed: {} });
    counts[what][by] = (counts[what][by] ?? 0) + 1;
    bucket.end = Math.max(bucket.end, at);
    this.#timer ??= this.#recording.clock.after(writeEveryMs, () => this.flush());
  }

  /** Writes the counts since the last write. */
  flush(): void {
    if (!this.#timer || !this.#bucket) return;
    this.#timer.dispose();
    this.#timer = undefined;
    const { id, start, end, offset, counts } = this.#bucket;
    const rev = ++this.#bucket.rev;
    const what = { type: 'document', collection: 'problemCauses' } as const;
    this.#recording.record({ ...what, id, rev, at: end, start, end, offset, body: JSON.stringify(counts) });
  }

  dispose(): void {
    this.flush();
  }

  #bucketOf(at: number): Bucket {
    const { clock } = this.#recording;
    const offset = clock.utcOffset(at);
    const known = this.#bucket;
    if (known && known.offset === offset && Math.floor(known.start / bucketMs) === Math.floor(at / bucketMs))
      return known;
    this.flush();
    const id = `problems:${this.#recording.nextId()}`;
    this.#bucket = { id, start: at, end: at, offset, counts: {}, rev: 0 };
    return this.#bucket;
  }
}
