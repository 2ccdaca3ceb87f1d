import { useState } from 'preact/hooks';

export interface ChartCursor {
  /** The datum at the mouse or keyboard cursor; undefined for none. */
  readonly index: number | undefined;
  readonly point: (index: number | undefined) => void;
  /** Attributes of the element that takes the focus and the keys. */
  readonly attributes: Record<string, unknown>;
}

/** Returns the index of the datum that a key leads to; undefined if nowhere. Results out of bounds are clamped. */
export type Move = (key: string, from: number) => number | undefined;

interface ChartCursorOptions {
  readonly name: string;
  readonly count: number;
  /** The datum in words. */
  readonly describe: (index: number) => string;
  /** The initial datum; the last one if absent. */
  readonly initial?: number;
  /** Absent for data in a row. */
  readonly move?: Move;
  /** Enter, or Space; also to be called on a click. */
  readonly onOpen?: ((index: number) => void) | undefined;
  /** A description of what Enter does. */
  readonly hint?: string | undefined;
}

/**
 * Moves through a chart's data with the arrow keys, Home, and End; Escape hides the tooltip. For assistive technology it is a slider over
 * the data, whose value text is the datum: it is read at each step without a live region.
 */
export function useChartCursor(options: ChartCursorOptions): ChartCursor {
  const { name, count, describe, initial = count - 1, move = inRow(count), onOpen, hint } = options;
  const [index, point] = useState<number>();
  const [last, setLast] = useState<number>();
  const current = Math.min(index ?? last ?? initial, count - 1);
  const step = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    point(next);
    setLast(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'Escape') point(undefined);
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const opens = onOpen !== undefined && (key === 'Enter' || key === ' ');
    const to = move(key, current);
    if (to === undefined && !opens) return;
    event.preventDefault();
    if (opens) onOpen(current);
    // The first press after the tooltip was put away brings it back.
    else step(index === undefined && key.startsWith('Arrow') ? current : (to ?? current));
  };
  return {
    index: index === undefined ? undefined : current,
    point: (to) => {
      point(to);
      if (to !== undefined) setLast(to);
    },
    attributes: {
      role: 'slider',
      tabIndex: 0,
      'aria-label': name,
      'aria-description': hint,
      'aria-orientation': 'horizontal',
      'aria-valuemin': 1,
      'aria-valuemax': Math.max(1, count),
      'aria-valuenow': current + 1,
      'aria-valuetext': count > 0 ? describe(current) : name,
      onKeyDown,
      onFocus: ({ currentTarget }: { currentTarget: Element }) => {
        if (currentTarget.matches(':focus-visible')) step(current);
      },
      onBlur: () => point(undefined),
    },
  };
}

function inRow(count: number): Move {
  return (key, from) =>
    ({ ArrowLeft: from - 1, ArrowRight: from + 1, PageUp: from - 7, PageDown: from + 7, Home: 0, End: count - 1 })[key];
}
