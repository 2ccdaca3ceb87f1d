import { useEffect, useMemo, useState } from 'preact/hooks';
import type { FeedItem, FeedPage } from '../../../shared/views.ts';
import { limits } from '../../limits.ts';
import { useAction, useApp, useKept, type Action } from '../../state/app.ts';
import type { Rpc } from '../../state/rpc.ts';
import { addOlder } from './mergeFeed.ts';

const pageSize = 30;

export interface Feed {
  readonly items: readonly FeedItem[];
  readonly more: boolean;
  readonly loading: Action;
  loadMore(): Promise<void>;
  /** Takes out an item that was deleted. */
  forget(id: string): void;
}

/** The newest items from the snapshot and the older ones that were asked for. How many were loaded survives a reload. */
export function useFeed(newest: FeedPage): Feed {
  const { rpc, saves } = useApp();
  const [older, setOlder] = useState<FeedPage>();
  const [wanted, setWanted] = useKept('feed.loaded', 0);
  const loading = useAction();
  const merged = useMemo(() => addOlder(newest, older), [newest, older]);
  const load = (total: number) =>
    loading.run(async () => {
      const page = await readOlder(rpc, newest, total - newest.items.length);
      setOlder(addOlder(newest, page));
      setWanted(total);
    });
  useEffect(() => {
    // What slides out of the snapshot as new things come in stays with the older ones.
    if (older) setOlder(merged);
  }, [newest]);
  useEffect(() => {
    // After a reload of the page, what was loaded before it; after a change by hand, the same again as it is now.
    if (wanted > newest.items.length && newest.more) void load(wanted);
  }, [saves]);
  return {
    ...merged,
    loading,
    loadMore: async () => void (await load(merged.items.length + pageSize)),
    forget: (id) => setOlder(older && { ...older, items: older.items.filter((item) => item.id !== id) }),
  };
}

/** Up to `count` items that are older than those of the page, in as many calls as it takes. */
async function readOlder(rpc: Rpc, newest: FeedPage, count: number): Promise<FeedPage> {
  let page: FeedPage = { items: [], more: newest.more };
  while (page.more && page.items.length < count) {
    const last = page.items.at(-1) ?? newest.items.at(-1);
    if (!last) break;
    // The host leaves out the end: one millisecond more, lest an item that began with the last one be missed, and one
    // item more for the last one itself.
    const limit = Math.min(limits.feedPage, count - page.items.length + 1);
    const { items, more } = await rpc.call('feed.more', { before: last.start + 1, limit });
    const known = new Set([...newest.items, ...page.items].map(({ id }) => id));
    const fresh = items.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return { items: page.items, more: false };
    page = { items: [...page.items, ...fresh], more };
  }
  return page;
}
