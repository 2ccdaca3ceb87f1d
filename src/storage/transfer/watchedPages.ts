import { firstIndex } from '../../core/base/firstIndex.ts';
import { isOfBrowser } from '../../core/categories/browsers.ts';
import { isLocalHost } from '../../core/categories/localHost.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { unionOf, type Interval } from '../../core/time/intervals.ts';

interface Page extends Interval {
  readonly host: string;
  readonly browser: string;
}

interface Front extends Interval {
  readonly application: string;
}

/** Shorter visits are tabs that were passed on the way to another, ms. */
const shortestMs = 1000;
/** `aw-watcher-web-firefox`, and `aw-watcher-window_desk`. */
const form = /^aw-watcher-(?:(web)-([^_]+)|(window|afk)_)/;

/**
 * The pages of an export of ActivityWatch. Like the hub, it counts them by host, while their browser was the window in front and someone
 * was there, so an export without the watchers of windows and of absence has no time of pages. Private windows never count.
 */
export class WatchedPages {
  readonly #pages: Page[] = [];
  readonly #fronts: Front[] = [];
  readonly #here: Interval[] = [];
  #leftOut = 0;

  /** The number of entries that are kept, which is also the most spans. */
  get size(): number {
    return this.#pages.length + this.#fronts.length + this.#here.length;
  }

  /** Pages that can't count. */
  get leftOut(): number {
    return this.#fronts.length === 0 || this.#here.length === 0 ? this.#leftOut + this.#pages.length : this.#leftOut;
  }

  /**
   * Takes an event of a bucket, if it is of one of these watchers.
   * @param when undefined if it can't have been recorded then
   * @returns false for an event of another watcher, or of another application than a browser
   */
  take(bucket: unknown, when: Interval | undefined, data: Readonly<Record<string, unknown>>): boolean {
    const [, page, browser = '', other] = form.exec(typeof bucket === 'string' ? bucket : '') ?? [];
    const application = data['app'];
    if (page !== undefined) this.#takePage(when, browser, data);
    else if (!when || other === undefined) return false;
    else if (other === 'afk' && data['status'] === 'not-afk') this.#here.push(when);
    else if (other === 'window' && typeof application === 'string' && isOfBrowser(application, ''))
      this.#fronts.push({ ...when, application });
    else return other === 'afk';
    return true;
  }

  #takePage(when: Interval | undefined, browser: string, { url, incognito }: Readonly<Record<string, unknown>>): void {
    const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
    const isPage = address !== undefined && /^https?:$/.test(address.protocol) && incognito !== true;
    if (when && isPage) this.#pages.push({ ...when, host: address.hostname.replace(/^www\./, ''), browser });
    else this.#leftOut++;
  }

  /** Lists the stretches that count, in order of start, without an id. */
  spans(offsetAt: (at: number) => number): Omit<SpanFact, 'id'>[] {
    const fronts = common(this.#fronts, unionOf(this.#here));
    return common(this.#pages, fronts, (page, front) => isOfBrowser(front.application, page.browser))
      .filter(({ start, end }) => end - start >= shortestMs)
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, host }) => ({
        type: 'span',
        start,
        end,
        offset: offsetAt(start),
        kind: isLocalHost(host) ? 'coding' : 'browsing',
        source: 'hub',
        signals: 1,
        saves: 0,
        edits: {},
        scheme: 'web',
        file: host,
      }));
  }
}

/** The parts of stretches that lie in others. The others must not overlap for more than some entries, as of one machine. */
function common<T extends Interval, U extends Interval>(
  all: readonly T[],
  others: readonly U[],
  fits: (one: T, other: U) => boolean = () => true,
): T[] {
  const sorted = others.toSorted((a, b) => a.start - b.start);
  // The latest end so far, by which those that lie wholly before a stretch are skipped.
  const ends = sorted.map(() => 0);
  for (const [i, { end }] of sorted.entries()) ends[i] = Math.max(end, ends[i - 1] ?? 0);
  return all.flatMap((one) => {
    const parts: T[] = [];
    for (let i = firstIndex(ends.length, (at) => (ends[at] ?? 0) > one.start); i < sorted.length; i++) {
      const other = sorted[i] as U;
      if (other.start >= one.end) break;
      const [start, end] = [Math.max(one.start, other.start), Math.min(one.end, other.end)];
      if (start < end && fits(one, other)) parts.push({ ...one, start, end });
    }
    return parts;
  });
}
