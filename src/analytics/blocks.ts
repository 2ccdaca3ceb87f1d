import type { TimelineBlock } from '../core/views/views.ts';
import type { Segment } from './segment.ts';

/** The maximum number of blocks in a drawing of a day; more can't be distinguished on a screen. */
export const blocksAtMost = 300;

/**
 * Segments of a day as blocks to draw: adjoining ones of one kind, source, project and language are one. Where that leaves too
 * many, the day is cut into `atMost` slots of equal length, with one block for what begins in each; its length is then
 * for the eye, and totals are to be taken from segments.
 */
export function blocksOf(
  segments: readonly Segment[],
  nameOf: (project: string) => string,
  atMost = blocksAtMost,
): TimelineBlock[] {
  const blocks = joinAlike(segments.map((segment) => blockOf(segment, nameOf)));
  return blocks.length > atMost ? onePerSlot(blocks, atMost) : blocks;
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

function joinAlike(blocks: readonly TimelineBlock[]): TimelineBlock[] {
  const joined: TimelineBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    if (before && before.end === block.start && isAlike(before, block)) before.end = block.end;
    else joined.push({ ...block });
  }
  return joined;
}

function isAlike(a: TimelineBlock, b: TimelineBlock): boolean {
  return a.kind === b.kind && a.source === b.source && a.project === b.project && a.language === b.language;
}

/** Joins the blocks that begin in one slot, under the label of the longest. */
function onePerSlot(blocks: readonly TimelineBlock[], atMost: number): TimelineBlock[] {
  const from = blocks[0]?.start ?? 0;
  const slot = ((blocks.at(-1)?.end ?? from) - from) / atMost;
  const slots = new Map<number, { longest: TimelineBlock; start: number; end: number }>();
  for (const block of blocks) {
    const index = Math.floor((block.start - from) / slot);
    const before = slots.get(index);
    const longest = before && lengthOf(before.longest) >= lengthOf(block) ? before.longest : block;
    slots.set(index, { longest, start: before?.start ?? block.start, end: block.end });
  }
  return Array.from(slots.values(), ({ longest, start, end }) => ({ ...longest, start, end }));
}

function lengthOf({ start, end }: TimelineBlock): number {
  return end - start;
}
