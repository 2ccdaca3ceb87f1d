import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePainted } from '../state/painted.ts';
import { pieces, rowAt, topsOf } from './windowing.ts';

interface VirtualListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly name: string;
  readonly row: (item: T, index: number) => ComponentChildren;
  readonly class: string;
  /** The estimated height of an unmeasured row, in px. */
  readonly estimate: number;
  readonly busy: boolean;
  /** The total number; undefined if unknown. */
  readonly total: number | undefined;
  /** The end is near, and nothing is being loaded. */
  readonly onEnd: () => unknown;
}

type ListRef = { readonly current: HTMLElement | null };

/** Rows this far (px) outside of the visible area are rendered, for the keyboard, screen readers, and quick scrolling. */
const overscan = 800;
/** The minimum number of rendered rows, at any scroll position. */
const leastRows = 20;
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/**
 * A long list in the page's own scroll, of which only the rows near the visible area and the focused one are rendered. Follows ARIA's
 * "feed" pattern: arrow keys, Page Up and Down, Home, and End move between rows, including those that are not rendered yet.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, row, estimate, busy, onEnd } = props;
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const { tops, measure } = useHeights(list, items.map(keyOf), estimate);
  const shown = useWindow(list, { tops, measure, estimate });
  useEffect(() => {
    if (shown.nearEnd && items.length > 0 && !busy) onEnd();
  }, [shown.nearEnd, items.length, busy]);
  const known = active === undefined ? -1 : items.findIndex((item) => keyOf(item) === active);
  const stop = known >= 0 ? known : Math.min(shown.first, items.length - 1);
  const onKeyDown = useRowKeys(list, { stop, count: items.length }, (index) => {
    const item = items[index];
    if (item) setActive(keyOf(item));
  });
  const held = useHeldFocus(list, items.map(keyOf), setActive);
  // A feed without articles is invalid.
  const feed = items.length > 0 && { role: 'feed' as const, 'aria-label': props.name, 'aria-busy': busy };
  return (
    <div ref={list} class={props.class} {...feed} onKeyDown={onKeyDown}>
      {pieces(tops, { ...shown, kept: stop }).map(({ key, index, height }) => {
        const item = index === undefined ? undefined : items[index];
        if (index === undefined || !item) return <div key={key} style={{ height: `${height}px` }} />;
        return (
          <article
            key={keyOf(item)}
            role="article"
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={props.total ?? -1}
            tabIndex={index === stop ? 0 : -1}
            onFocusIn={() => {
              setActive(keyOf(item));
              held.take(keyOf(item), index);
            }}
            onFocusOut={({ currentTarget }) => held.leave(keyOf(item), currentTarget)}
          >
            {row(item, index)}
          </article>
        );
      })}
    </div>
  );
}

interface Heights {
  readonly tops: readonly number[];
  readonly measure: () => void;
  readonly estimate: number;
}

/** Computes the rendered rows again after each render, scroll, or resize. */
function useWindow(list: ListRef, { tops, measure, estimate }: Heights) {
  const isPainted = usePainted();
  const [shown, setShown] = useState(() => ({
    from: 0,
    to: Math.ceil(innerHeight / estimate),
    first: 0,
    nearEnd: false,
  }));
  const look = useRef(() => {});
  const count = tops.length - 1;
  look.current = () => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const last = rowAt(tops, innerHeight - top + overscan) + 1;
    const from = Math.max(0, Math.min(rowAt(tops, -top - overscan), count - leastRows));
    const to = Math.min(count, Math.max(last, from + leastRows));
    const nearEnd = top <= innerHeight + overscan && last >= count;
    const next = { from, to, first: rowAt(tops, -top), nearEnd };
    if (Object.entries(next).some(([key, value]) => value !== shown[key as keyof typeof next])) setShown(next);
  };
  useLayoutEffect(() => {
    // A screenful is what the first paint needs; to measure it, the whole page would be laid out twice.
    if (!isPainted) return;
    measure();
    look.current();
  });
  useScroll(look);
  return shown;
}

/** Gives the focus to the row that takes the place of the focused one, such as a task that was completed. */
function useHeldFocus(list: ListRef, keys: readonly string[], setActive: (key: string) => void) {
  const held = useRef<{ readonly key: string; readonly index: number } | undefined>(undefined);
  useLayoutEffect(() => {
    if (!held.current || keys.length === 0) return;
    const { key, index: before } = held.current;
    const at = keys.indexOf(key);
    // It may have been moved.
    if (at >= 0) return void (held.current = { key, index: at });
    const index = Math.min(before, keys.length - 1);
    held.current = undefined;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    setActive(keys[index] ?? '');
    list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  });
  return {
    take: (key: string, index: number) => void (held.current = { key, index }),
    // A row that is being removed is no longer there a moment later; one that was left is.
    leave: (key: string, row: HTMLElement) =>
      queueMicrotask(() => {
        const isLeft = row.isConnected && !row.contains(document.activeElement);
        if (isLeft && held.current?.key === key) held.current = undefined;
      }),
  };
}

interface Rows {
  /** The row that Tab stops at. */
  readonly stop: number;
  readonly count: number;
}

/** Moves the focus between rows by keys; a row that is not rendered yet gets it once `onGo` has brought it. */
function useRowKeys(list: ListRef, { stop, count }: Rows, onGo: (index: number) => void) {
  const goal = useRef<number | undefined>(undefined);
  const focusGoal = () => {
    const element = list.current?.querySelector<HTMLElement>(`[data-index="${goal.current}"]`);
    if (!element) return;
    goal.current = undefined;
    element.focus();
  };
  useLayoutEffect(focusGoal);
  return (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'article' || event.altKey) return;
    const ends: Readonly<Record<string, number>> = { Home: 0, End: count - 1 };
    const to = ends[event.key] ?? stop + (steps[event.key] ?? Number.NaN);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    goal.current = Math.max(0, Math.min(count - 1, to));
    onGo(goal.current);
    focusGoal();
  };
}

/** Returns where each row begins, by measured heights and an estimate for the rest. */
function useHeights(list: ListRef, keys: readonly string[], estimate: number) {
  const [heights] = useState(() => new Map<string, number>());
  const measure = () => {
    const element = list.current;
    if (!element) return;
    for (const row of Array.from(element.children)) {
      const key = keys[Number((row as HTMLElement).dataset['index'] ?? -1)];
      if (key !== undefined) heights.set(key, row.getBoundingClientRect().height);
    }
  };
  return { tops: topsOf(keys, (key) => heights.get(key) ?? estimate), measure };
}

function useScroll(look: { readonly current: () => void }): void {
  useEffect(() => {
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => look.current());
    };
    const ended = new AbortController();
    addEventListener('scroll', soon, { passive: true, signal: ended.signal });
    addEventListener('resize', soon, { signal: ended.signal });
    return () => {
      ended.abort();
      cancelAnimationFrame(frame);
    };
  }, []);
}
