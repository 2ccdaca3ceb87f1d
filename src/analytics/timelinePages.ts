import { clip, isBrowserWindow, type Segment } from './segment.ts';

/**
 * Gives the time in which only a browser's window was seen to the page in it, if the same page was seen right before and right after: the browser
 * companion ends a visit after two quiet minutes, and a watcher of windows an application after three.
 * @param segments disjoint, in order
 */
export function withPages(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, i) => {
    const [before, after] = [segments[i - 1], segments[i + 1]];
    if (!before || !after || !isBrowserWindow(segment)) return segment;
    const isBetween = before.end === segment.start && segment.end === after.start;
    const isSamePage = before.scheme === 'web' && after.scheme === 'web' && before.file === after.file;
    return isBetween && isSamePage ? clip(before, segment.start, segment.end) : segment;
  });
}
