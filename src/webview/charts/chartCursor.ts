import { useState } from 'preact/hooks';

export interface ChartCursor {
  /** What is pointed at, by mouse or keyboard; undefined for nothing. */
  readonly index: number | undefined;
  readonly point: (index: number | undefined) => void;
  /** Attributes of the element that takes the focus and the keys. */
  readonly attributes: Record<string, unknown>;
}

interface ChartCursorOptions {
  readonly name: string;
  readonly count: number;
  /** The datum in words. */
  readonly describe: (index: number) => string;
}

/**
 * Walks through the data of a chart with the arrow keys, Home and End; Escape puts the tooltip away. To assistive technology it
 * is a slider over the data, whose value text is the datum: that is read out at each step without a live region.
 */
export function useChartCursor({ name, count, describe }: ChartCursorOptions): ChartCursor {
  const [index, point] = useState<number>();
  const [last, setLast] = useState<number>();
  const current = Math.min(index ?? last ?? count - 1, count - 1);
  const step = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    point(next);
    setLast(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Escape') point(undefined);
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    // The first press after the tooltip was put away brings it back.
    step(index === undefined && event.key.startsWith('Arrow') ? current : to);
  };
  return {
    index: index === undefined ? undefined : current,
    point,
    attributes: {
      role: 'slider',
      tabIndex: 0,
      'aria-label': name,
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
