import { minuteMs, hourMs } from '../../../core/time/days.ts';
import type { TimelineBlock } from '../../../core/views/views.ts';

const shortestHours = 4;
/** The closest zoom: the minimum time across the whole width. */
const closestMs = 5 * minuteMs;
/** Steps between the marks of the hours, finest first. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * minuteMs);

/** A stretch of time that is looked at, ms. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * All of a day: whole hours around its items and now, at least four.
 * @param now absent for a day that is over
 * @param offset minutes east of UTC, since hours begin by the local clock
 */
export function wholeDay(items: readonly TimeWindowed[], now: number | null, offset: number): TimeWindow {
  const shift = offset * minuteMs;
  const hourOf = (at: number) => Math.floor((at + shift) / hourMs);
  const known = [...items.flatMap(({ start, end }) => [start, end]), ...(now === null ? [] : [now])];
  if (known.length === 0) return { from: 0, to: shortestHours * hourMs };
  const first = hourOf(known.reduce((a, b) => Math.min(a, b)));
  const last = Math.max(hourOf(known.reduce((a, b) => Math.max(a, b)) - 1) + 1, first + shortestHours);
  return { from: first * hourMs - shift, to: last * hourMs - shift };
}

type TimeWindowed = Pick<TimelineBlock, 'start' | 'end'>;

/**
 * Looks closer at an instant, which stays where it is on the screen, or from further away.
 * @param factor of the visible time: below 1 zooms in
 * @param bounds that are never exceeded
 */
export function zoomed(
  window: TimeWindow,
  { at, factor }: { at: number; factor: number },
  bounds: TimeWindow,
): TimeWindow {
  const length = window.to - window.from;
  const wanted = Math.max(closestMs, Math.min(bounds.to - bounds.from, length * factor));
  return within({ from: at - ((at - window.from) / length) * wanted, to: 0 }, wanted, bounds);
}

/** @param ms later, or earlier when negative */
export function panned({ from, to }: TimeWindow, ms: number, bounds: TimeWindow): TimeWindow {
  return within({ from: from + ms, to }, to - from, bounds);
}

/** Moves as little as needed to show an item, or its beginning. */
export function showing(window: TimeWindow, { start, end }: TimeWindowed, bounds: TimeWindow): TimeWindow {
  if (start < window.from) return panned(window, start - window.from, bounds);
  if (end <= window.to) return window;
  return panned(window, Math.min(end - window.to, start - window.from), bounds);
}

function within({ from }: TimeWindow, length: number, bounds: TimeWindow): TimeWindow {
  const start = Math.max(bounds.from, Math.min(bounds.to - length, from));
  return { from: start, to: start + length };
}

/**
 * Instants to mark, on even times of the clock.
 * @param most the number of labels that fit
 */
export function marksIn({ from, to }: TimeWindow, offset: number, most: number): number[] {
  const shift = offset * minuteMs;
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? 1440 * minuteMs;
  const marks = [];
  for (let at = Math.ceil((from + shift) / step) * step - shift; at < to; at += step) marks.push(at);
  return marks;
}

/** Returns the position of an instant: 0 at the left end, 1 at the right end; outside of that range if it isn't visible. */
export function position({ from, to }: TimeWindow, at: number): number {
  return (at - from) / (to - from);
}
