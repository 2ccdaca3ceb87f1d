import { minuteMs } from '../core/time/days.ts';
import { clip, isBrowserWindow, type Segment } from './segment.ts';

/** ActivityWatch's watchers count a window through pauses of up to this long (ms), and the browser companion a page through two minutes. */
const watchedMs = 3 * minuteMs;

/**
 * Gives the time in which only a browser's window was seen to the page in it: to the one that was seen right before and right after, and a pause that
 * only the companion ended to the one before it.
 * @param segments disjoint, in order
 */
export function withPages(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, i) => {
    const [before, after] = [segments[i - 1], segments[i + 1]];
    if (before?.scheme !== 'web' || before.end !== segment.start || !isBrowserWindow(segment)) return segment;
    const isSamePage = after?.scheme === 'web' && segment.end === after.start && before.file === after.file;
    return isSamePage || segment.end - segment.start <= watchedMs ? clip(before, segment.start, segment.end) : segment;
  });
}
