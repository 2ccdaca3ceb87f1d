import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { type DropMark, followGrip } from '../../controls/gripDrag.ts';

export interface Drag {
  /** Begins when the pointer goes down on the grip of a row. */
  start(index: number, event: PointerEvent): void;
  /** Returns the mark of a row. */
  markAt(index: number): DropMark | undefined;
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
    let to = from;
    const isBegun = followGrip(event, {
      onMove: ({ clientY }) => {
        to = placeAt(list.current, from, clientY);
        setDragging({ from, to });
      },
      onEnd: (isDropped) => {
        setDragging(undefined);
        if (isDropped && to !== from) onDrop(from, to);
      },
    });
    if (isBegun) setDragging({ from, to });
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
