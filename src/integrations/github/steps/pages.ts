import type { SyncSession } from '../session.ts';

/** GitHub's largest page. */
export const pageSize = 100;

/** No list is followed further than this, in pages: a server that always names a next one would never come to an end. */
const pagesAtMostEver = 2000;

/** A list that GitHub cuts off is asked for again, from where it stopped, this often at most. */
export const roundsAtMost = 200;

/** List to read, and where it ends. */
export interface Listing {
  readonly route: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key under which the first page's ETag is stored; no ETag is used without one. */
  readonly etagKey?: string;
  /** The maximum number of pages that GitHub lists, if limited. */
  readonly pagesAtMost?: number;
}

/**
 * Goes through a list page by page, and holds one page at a time.
 * @param onPage takes a page; returns false when the rest is not needed
 * @returns whether the list was cut off: by its limit, or because a page came again
 */
export async function eachPage<T>(
  { client, state, request }: SyncSession,
  { route, params, etagKey, pagesAtMost = pagesAtMostEver }: Listing,
  onPage: (data: T) => Promise<boolean>,
): Promise<boolean> {
  let first: string | undefined;
  let before: string | undefined;
  for (let page = 1; page <= pagesAtMost; page++) {
    request.signal.throwIfAborted();
    const tagged = page === 1 && etagKey !== undefined;
    const answer = await client.get(
      route,
      { ...params, per_page: pageSize, ...(page > 1 && { page }) },
      tagged ? state.etags[etagKey] : undefined,
    );
    if (answer.data === undefined) return false;
    const content = answer.more ? JSON.stringify(answer.data) : undefined;
    if (content !== undefined && content === before) return true;
    before = content;
    const goesOn = await onPage(answer.data as T);
    if (tagged) first = answer.etag;
    // The last page that GitHub allows doesn't mention a next one, whether or not there is more.
    const isWhole = !goesOn || (page < pagesAtMost && !answer.more);
    if (!isWhole) continue;
    // Stored only now: an unchanged first page implies that all pages are, so they must have been taken in too.
    if (etagKey !== undefined && first !== undefined) state.etags[etagKey] = first;
    return false;
  }
  return true;
}

/** An instant in the format of GitHub's parameters: without milliseconds. */
export function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
