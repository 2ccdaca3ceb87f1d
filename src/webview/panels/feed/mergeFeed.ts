import type { FeedItem, FeedPage } from '../../../core/views/views.ts';

/**
 * Items of the snapshot, then the older ones that were loaded before, newest first and none twice. A snapshot is right about
 * the stretch of time that it covers: what is missing there was deleted.
 */
export function addOlder(newest: FeedPage, older: FeedPage | undefined): FeedPage {
  if (!older || !newest.more) return newest;
  const oldest = newest.items.at(-1)?.start ?? Number.POSITIVE_INFINITY;
  const known = new Set(newest.items.map(({ id }) => id));
  const rest: FeedItem[] = [];
  for (const item of older.items) {
    if (item.start > oldest || known.has(item.id)) continue;
    known.add(item.id);
    rest.push(item);
  }
  return { items: [...newest.items, ...rest], more: older.more };
}

/**
 * Where the next page begins. The host leaves out the end: one millisecond more than the start of the last item, lest one that began with
 * it be missed; or where a search has looked to.
 */
export function nextOf({ items, searchedTo }: FeedPage): number {
  const last = items.at(-1);
  return searchedTo ?? (last ? last.start + 1 : Number.MAX_SAFE_INTEGER);
}
