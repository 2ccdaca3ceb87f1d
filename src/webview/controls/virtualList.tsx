import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pieces, rowAt, topsOf } from './windowing.ts';

interface VirtualListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly name: string;
  readonly row: (item: T, index: number) => ComponentChildren;
  readonly class: string;
  /** Height of a row that was not measured yet, px. */
  readonly estimate: number;
  readonly busy: boolean;
  /** How many there are in all; undefined while that isn't known. */
  readonly total: number | undefined;
  /** The end has come near. */
  readonly onEnd: () => unknown;
}

/** So far (px) beyond what can be seen rows are there, for the keyboard, for a screen reader, and for quick scrolling. */
const overscan = 800;
/** At least so many rows are there, wherever the page is scrolled to. */
const leastRows = 20;
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/**
 * A long list in the page's own scroll, of which only the rows near what can be seen are in the page, and the one with the focus. The
 * pattern "feed" of ARIA: arrow keys, Page Up and Down, Home and End move from row to row, those that are not there yet included.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, name, row, estimate, busy, total, onEnd } = props;
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const [shown, setShown] = useState({ from: 0, to: leastRows, first: 0, nearEnd: false });
  const { tops, measure } = useHeights(list, items.map(keyOf), estimate);
  const look = useRef(() => {});
  /** The row that gets the focus once it is there. */
  const goal = useRef<number | undefined>(undefined);
  look.current = () => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const last = rowAt(tops, innerHeight - top + overscan) + 1;
    const isBelow = top > innerHeight + overscan;
    const from = Math.max(0, Math.min(rowAt(tops, -top - overscan), items.length - leastRows));
    const to = Math.min(items.length, Math.max(last, from + leastRows));
    const next = { from, to, first: rowAt(tops, -top), nearEnd: !isBelow && last >= items.length };
    if (Object.entries(next).some(([key, value]) => value !== shown[key as keyof typeof next])) setShown(next);
  };
  useLayoutEffect(() => {
    measure();
    look.current();
    if (goal.current === undefined) return;
    rowElement(list.current, goal.current)?.focus();
    goal.current = undefined;
  });
  useScroll(look);
  const { nearEnd } = shown;
  useEffect(() => {
    if (nearEnd && items.length > 0) onEnd();
  }, [nearEnd, items.length]);
  const known = active === undefined ? -1 : items.findIndex((item) => keyOf(item) === active);
  const stop = known >= 0 ? known : Math.min(shown.first, items.length - 1);
  const go = (index: number) => {
    const to = Math.max(0, Math.min(items.length - 1, index));
    const item = items[to];
    if (!item) return;
    if (keyOf(item) === active) rowElement(list.current, to)?.focus();
    setActive(keyOf(item));
    goal.current = to;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'article' || event.altKey) return;
    const step = steps[event.key];
    const to =
      step !== undefined ? stop + step : event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : -2;
    if (to === -2) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div ref={list} class={props.class} role="feed" aria-label={name} aria-busy={busy} onKeyDown={onKeyDown}>
      {pieces(tops, { from: shown.from, to: shown.to, kept: stop }).map((piece) => {
        const item = piece.index === undefined ? undefined : items[piece.index];
        if (piece.index === undefined || !item) return <div key={piece.key} style={{ height: `${piece.height}px` }} />;
        const { index } = piece;
        return (
          <article
            key={keyOf(item)}
            role="article"
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={total ?? -1}
            tabIndex={index === stop ? 0 : -1}
            onFocusIn={() => setActive(keyOf(item))}
          >
            {row(item, index)}
          </article>
        );
      })}
    </div>
  );
}

function rowElement(list: HTMLElement | null, index: number): HTMLElement | null | undefined {
  return list?.querySelector<HTMLElement>(`[data-index="${index}"]`);
}

/** Where each row begins, by the heights that were measured and the estimate for the rest. */
function useHeights(list: { readonly current: HTMLElement | null }, keys: readonly string[], estimate: number) {
  const [heights] = useState(() => new Map<string, number>());
  const width = useRef(0);
  const measure = () => {
    const element = list.current;
    if (!element) return;
    if (element.clientWidth !== width.current) heights.clear();
    width.current = element.clientWidth;
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
