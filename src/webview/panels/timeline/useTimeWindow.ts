import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../state/app.ts';
import { panned, showing, zoomed, type TimeWindow } from './timeWindow.ts';

export interface Zoom {
  readonly window: TimeWindow;
  readonly isWhole: boolean;
  /** Looks closer, or from further away with a factor above 1. @param at the instant that stays, or the middle */
  zoom(factor: number, at?: number): void;
  /** @param share of the visible time: later, or earlier if negative */
  pan(share: number): void;
  show(item: { readonly start: number; readonly end: number }): void;
  reset(): void;
}

const key = 'timeline.window';
/** Time for which the window must be at rest before it is remembered. */
const restMs = 300;

interface RememberedWindow extends TimeWindow {
  readonly day: string;
}

/** The visible part of a day; remembered while the view is hidden. */
export function useTimeWindow(day: string, bounds: TimeWindow): Zoom {
  const { viewState } = useApp();
  const [chosen, choose] = useState<RememberedWindow | undefined>(() =>
    viewState.get<RememberedWindow | undefined>(key, undefined),
  );
  const isWhole = chosen?.day !== day;
  // Bounds grow with the day.
  const window = isWhole ? bounds : panned(chosen, 0, bounds);
  useEffect(() => {
    const timer = setTimeout(() => viewState.set(key, isWhole ? undefined : chosen), restMs);
    return () => clearTimeout(timer);
  }, [chosen, isWhole, viewState]);
  const set = ({ from, to }: TimeWindow) =>
    choose(to - from >= bounds.to - bounds.from ? undefined : { day, from, to });
  return {
    window,
    isWhole,
    zoom: (factor, at = (window.from + window.to) / 2) => set(zoomed(window, { at, factor }, bounds)),
    pan: (share) => set(panned(window, share * (window.to - window.from), bounds)),
    show: (item) => set(showing(window, item, bounds)),
    reset: () => choose(undefined),
  };
}
