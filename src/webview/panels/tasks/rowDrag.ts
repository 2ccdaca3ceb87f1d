import { useState } from 'preact/hooks';
import { type DropMark, followGrip } from '../../controls/gripDrag.ts';

/** Place of a dragged row after the drop: above or below the row at an index. */
export interface Drop {
  readonly index: number;
  readonly edge: 'above' | 'below';
}

export interface RowDrag {
  /** Begins when the pointer goes down on the grip of a row. */
  start(index: number, event: PointerEvent): void;
  markAt(index: number): DropMark | undefined;
}

/** Drags rows of a virtual list, whose articles carry their index. Escape cancels. */
export function useRowDrag(onDrop: (from: number, drop: Drop) => void): RowDrag {
  const [dragging, setDragging] = useState<{ readonly from: number; readonly drop: Drop | undefined }>();
  const start = (from: number, event: PointerEvent) => {
    let drop: Drop | undefined;
    const isBegun = followGrip(event, {
      onMove: ({ clientX, clientY }) => {
        const found = dropAt(clientX, clientY);
        drop = found?.index === from ? undefined : found;
        setDragging({ from, drop });
      },
      onEnd: (isDropped) => {
        setDragging(undefined);
        if (isDropped && drop) onDrop(from, drop);
      },
    });
    if (isBegun) setDragging({ from, drop });
  };
  const markAt = (index: number) => {
    if (dragging?.from === index) return 'dragged';
    return dragging?.drop?.index === index ? dragging.drop.edge : undefined;
  };
  return { start, markAt };
}

function dropAt(x: number, y: number): Drop | undefined {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('.todo-list > [data-index]');
  if (!row) return undefined;
  const { top, height } = row.getBoundingClientRect();
  return { index: Number(row.dataset['index']), edge: y < top + height / 2 ? 'above' : 'below' };
}
