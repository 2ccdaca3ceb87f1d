import type { FeedItem, FeedPage } from '../../../core/views/views.ts';

/**
 * Combines the snapshot's items with older ones that were loaded before, newest first, without duplicates. A snapshot is authoritative for
 * the time that it covers: items missing from it were deleted.
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
 * Returns the start of the next page. The host excludes the end, so this is one millisecond after the start of the last item, in case another began
 * with it; or how far a search has looked.
 */
export function nextOf({ items, searchedTo }: FeedPage): number {
  const last = items.at(-1);
  return searchedTo ?? (last ? last.start + 1 : Number.MAX_SAFE_INTEGER);
}
