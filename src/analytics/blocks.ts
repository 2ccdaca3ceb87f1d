import type { TimelineBlock } from '../shared/views.ts';
import type { Segment } from './segment.ts';

/** Blocks that a day is drawn with at most; more cannot be told apart on a screen. */
export const blocksAtMost = 300;
/** Where there are more, blocks shorter than this (ms) go first; then twice as much, and so on. */
const firstGrainMs = 30_000;

/**
 * Segments of a day as blocks to draw: adjoining ones of one kind, source, project and language are one. A day of many short
 * ones is coarsened until at most `blocksAtMost` are left, so lengths of blocks are for the eye; totals come from segments.
 */
export function blocksOf(segments: readonly Segment[], nameOf: (project: string) => string): TimelineBlock[] {
  let blocks = join(
    segments.map((segment) => blockOf(segment, nameOf)),
    0,
  );
  for (let grain = firstGrainMs; blocks.length > blocksAtMost; grain *= 2) blocks = join(blocks, grain);
  return blocks;
}

function blockOf({ start, end, kind, source, project, language }: Segment, nameOf: (project: string) => string) {
  return {
    start,
    end,
    kind,
    source,
    ...(project !== undefined && { project: nameOf(project) }),
    ...(language !== undefined && { language }),
  };
}

function join(blocks: readonly TimelineBlock[], grain: number): TimelineBlock[] {
  const joined: TimelineBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    if (before && block.start - before.end <= grain && isOne(before, block, grain)) {
      const longer = lengthOf(before) >= lengthOf(block) ? before : block;
      joined[joined.length - 1] = { ...longer, start: before.start, end: block.end };
    } else joined.push(block);
  }
  return joined;
}

function isOne(a: TimelineBlock, b: TimelineBlock, grain: number): boolean {
  if (lengthOf(a) < grain || lengthOf(b) < grain) return true;
  return a.kind === b.kind && a.source === b.source && a.project === b.project && a.language === b.language;
}

function lengthOf({ start, end }: TimelineBlock): number {
  return end - start;
}
