import type { TimelineBlock } from '../../../shared/views.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const shortestHours = 4;
const mostMarks = 6;

/** The stretch of time that the timeline shows, and where its hour marks stand. */
export interface TimelineScale {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly number[];
}

/**
 * Whole hours around the blocks and now, at least four of them, with at most six marks.
 * @param offset minutes east of UTC: an hour begins where the user's clock says so
 */
export function timelineScale(blocks: readonly TimelineBlock[], now: number, offset: number): TimelineScale {
  const shift = offset * minuteMs;
  const hourOf = (at: number) => Math.floor((at + shift) / hourMs);
  const first = hourOf(Math.min(now, ...blocks.map(({ start }) => start)));
  const last = Math.max(hourOf(Math.max(now, ...blocks.map(({ end }) => end))) + 1, first + shortestHours);
  const step = [1, 2, 3, 4, 6].find((hours) => (last - first) / hours <= mostMarks) ?? 12;
  const marks = [];
  for (let hour = Math.ceil(first / step) * step; hour < last; hour += step) marks.push(hour * hourMs - shift);
  return { from: first * hourMs - shift, to: last * hourMs - shift, marks };
}

/** Where an instant lies on the scale: 0 at its left end, 1 at its right end. */
export function position({ from, to }: TimelineScale, at: number): number {
  return Math.max(0, Math.min(1, (at - from) / (to - from)));
}

export type Stretch =
  | { readonly type: 'block'; readonly block: TimelineBlock }
  | { readonly type: 'gap'; readonly start: number; readonly end: number };

/** Blocks in their order with the gaps of at least `shortestMs` between them. */
export function withGaps(blocks: readonly TimelineBlock[], shortestMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  let end: number | undefined;
  for (const block of blocks) {
    if (end !== undefined && block.start - end >= shortestMs)
      stretches.push({ type: 'gap', start: end, end: block.start });
    stretches.push({ type: 'block', block });
    end = Math.max(end ?? block.end, block.end);
  }
  return stretches;
}
