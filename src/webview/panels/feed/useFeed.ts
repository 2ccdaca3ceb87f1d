import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FeedFilter, FeedPage } from '../../../core/views/views.ts';
import { limits } from '../../../core/base/limits.ts';
import { useAction, useApp, useKept, type CallState } from '../../state/app.ts';
import type { Rpc } from '../../state/rpc.ts';
import { addOlder, nextOf } from './mergeFeed.ts';

const pageSize = 60;
/** The maximum number of items to restore at once after a reload. */
const mostKept = 600;

export interface Feed extends FeedPage {
  readonly loading: CallState;
  /** Loads a page of older items; calls while loading do nothing. */
  loadMore(): void;
  /** Loads more as one scrolls: not after an error, and not what was stopped. */
  continueByItself(): void;
  /** Ends a search that is under way. */
  stop(): void;
  /** Takes out an item that was deleted. */
  forget(id: string): void;
}

/**
 * The newest items from the snapshot and requested older ones; with a filter, the host's matches. The number of loaded items survives a
 * reload.
 */
export function useFeed(newest: FeedPage, filter: FeedFilter | undefined): Feed {
  const { rpc, saves } = useApp();
  const [older, setOlder] = useState<FeedPage>();
  const [wanted, setWanted] = useKept('feed.loaded', 0);
  const loading = useAction({ overlaps: true });
  const current = useRef<AbortController | undefined>(undefined);
  const isStopped = useRef(false);
  const base = filter ? nothing : newest;
  const merged = useMemo(() => (filter ? (older ?? nothing) : addOlder(newest, older)), [newest, older, filter]);
  const load = (start: FeedPage, count: number) => {
    current.current?.abort();
    isStopped.current = false;
    const { signal } = (current.current = new AbortController());
    void loading.run(async () => {
      const onPage = (page: FeedPage) => !signal.aborted && setOlder(filter ? page : addOlder(newest, page));
      await readOlder({ rpc, start, count, filter, signal }, onPage);
      if (!filter && !signal.aborted) setWanted(count);
    });
  };
  useEffect(() => {
    // Items that leave the snapshot as new ones arrive stay with the older ones.
    if (older && !filter) setOlder(merged);
  }, [newest]);
  useEffect(() => {
    // Another filter, or something was changed by hand: read again. Without a filter, as many as before a reload of the page.
    current.current?.abort();
    setOlder(undefined);
    const count = filter ? pageSize : Math.min(mostKept, wanted);
    if (count > base.items.length && base.more) load(base, count);
    return () => current.current?.abort();
  }, [saves, filter]);
  const loadMore = (): void => {
    if (!loading.busy && merged.more) load(merged, merged.items.length + pageSize);
  };
  return {
    ...merged,
    loading,
    loadMore,
    continueByItself: () => {
      if (!loading.error && !isStopped.current) loadMore();
    },
    stop: () => {
      isStopped.current = true;
      current.current?.abort();
    },
    forget: (id) => setOlder(older && { ...older, items: older.items.filter((item) => item.id !== id) }),
  };
}

const nothing: FeedPage = { items: [], more: true };

interface FeedRequestState {
  readonly rpc: Rpc;
  readonly start: FeedPage;
  /** Items in all, those of `start` included. */
  readonly count: number;
  readonly filter: FeedFilter | undefined;
  readonly signal: AbortSignal;
}

/** Reads older items in as many calls as needed, and reports the result after each. */
async function readOlder(
  { rpc, start, count, filter, signal }: FeedRequestState,
  onPage: (page: FeedPage) => unknown,
): Promise<void> {
  let page = start;
  while (page.more && page.items.length < count && !signal.aborted) {
    const limit = Math.max(2, Math.min(limits.feedPage, count - page.items.length + 1));
    const before = nextOf(page);
    const answer = await rpc.call('feed.more', { before, limit, ...(filter && { filter }) });
    page = addPage(page, answer);
    onPage(page);
  }
}

function addPage(page: FeedPage, { items, more, searchedTo }: FeedPage): FeedPage {
  const known = new Set(page.items.map(({ id }) => id));
  const fresh = items.filter(({ id }) => !known.has(id));
  // An answer without items that has not looked further either would be requested forever.
  const goesOn = more && (fresh.length > 0 || searchedTo !== undefined);
  return { items: [...page.items, ...fresh], more: goesOn, ...(searchedTo !== undefined && { searchedTo }) };
}
