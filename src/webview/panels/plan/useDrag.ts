import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';

export interface Drag {
  /** Begins when the pointer goes down on the grip of a row. */
  start(index: number, event: PointerEvent): void;
  /** Returns the mark of a row: the dragged one would land at its upper or lower edge, or it is the dragged one. */
  markAt(index: number): 'above' | 'below' | 'dragged' | undefined;
}

interface DragState {
  readonly from: number;
  /** Its place in the list without the dragged row. */
  readonly to: number;
}

/**
 * Reordering of a list by dragging its rows, with mouse, pen or finger; Escape takes it back.
 * @param list its children are the rows
 */
export function useDrag(list: RefObject<HTMLElement | null>, onDrop: (from: number, to: number) => void): Drag {
  const [dragging, setDragging] = useState<DragState>();
  const start = (from: number, event: PointerEvent) => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const grip = event.currentTarget;
    const ended = new AbortController();
    let to = from;
    const end = (drop: boolean) => {
      ended.abort();
      setDragging(undefined);
      if (drop && to !== from) onDrop(from, to);
    };
    const listen = { signal: ended.signal };
    grip.setPointerCapture(event.pointerId);
    setDragging({ from, to });
    grip.addEventListener(
      'pointermove',
      ({ clientY }) => {
        to = placeAt(list.current, from, clientY);
        setDragging({ from, to });
      },
      listen,
    );
    grip.addEventListener('pointerup', () => end(true), listen);
    grip.addEventListener('pointercancel', () => end(false), listen);
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(false), listen);
  };
  const markAt = (index: number) => {
    if (!dragging) return undefined;
    const { from, to } = dragging;
    if (index === from) return 'dragged';
    if (from === to) return undefined;
    if (to < from) return index === to ? 'above' : undefined;
    return index === to ? 'below' : undefined;
  };
  return { start, markAt };
}

/** The number of other rows whose middle is above the pointer. */
function placeAt(list: HTMLElement | null, from: number, clientY: number): number {
  return Array.from(list?.children ?? []).filter((row, index) => {
    const { top, height } = row.getBoundingClientRect();
    return index !== from && top + height / 2 < clientY;
  }).length;
}
