import { pageAddressOf } from '../core/categories/sites.ts';
import type { DayBlock } from '../core/views/historyViews.ts';
import type { Segment } from './segment.ts';

/** The maximum number of blocks in a drawing of a day; more can't be distinguished on a screen. */
export const blocksAtMost = 300;

interface BlockOptions {
  readonly atMost?: number;
  /** Returns the name of a segment's category, where it is shown. */
  readonly categoryOf?: (segment: Segment) => string | undefined;
}

/**
 * Segments of a day as blocks to draw: adjoining ones of one kind, source, project, language, site, and category are one. Where that leaves too
 * many, the day is cut into `atMost` slots of equal length, with one block for what begins in each; its length is then
 * for the eye, and totals are to be taken from segments.
 */
export function blocksOf(
  segments: readonly Segment[],
  nameOf: (project: string) => string,
  { atMost = blocksAtMost, categoryOf = () => undefined }: BlockOptions = {},
): DayBlock[] {
  const blocks = joinAlike(
    segments.map((segment) => {
      const category = categoryOf(segment);
      return { ...blockOf(segment, nameOf), ...(category !== undefined && { category }) };
    }),
  );
  return blocks.length > atMost ? onePerSlot(blocks, atMost) : blocks;
}

function blockOf(segment: Segment, nameOf: (project: string) => string): DayBlock {
  const { start, end, kind, source, project, language } = segment;
  const site = siteOf(segment);
  return {
    start,
    end,
    kind,
    source,
    ...(project !== undefined && { project: nameOf(project) }),
    ...(language !== undefined && { language }),
    ...(site !== undefined && { site }),
  };
}

/** Returns the domain of a page, or the name of an application; undefined for anything else. */
export function siteOf({ scheme, file }: Pick<Segment, 'scheme' | 'file'>): string | undefined {
  if (scheme === 'web') return pageAddressOf(file).domain;
  return scheme === 'app' ? file : undefined;
}

function joinAlike(blocks: readonly DayBlock[]): DayBlock[] {
  const joined: DayBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    if (before && before.end === block.start && isAlike(before, block)) before.end = block.end;
    else joined.push({ ...block });
  }
  return joined;
}

function isAlike(a: DayBlock, b: DayBlock): boolean {
  const isPlace = a.project === b.project && a.language === b.language && a.site === b.site;
  return isPlace && a.kind === b.kind && a.source === b.source && a.category === b.category;
}

/** Joins the blocks that begin in one slot, under the label of the longest. */
function onePerSlot(blocks: readonly DayBlock[], atMost: number): DayBlock[] {
  const from = blocks[0]?.start ?? 0;
  const slot = ((blocks.at(-1)?.end ?? from) - from) / atMost;
  const slots = new Map<number, { longest: DayBlock; start: number; end: number }>();
  for (const block of blocks) {
    const index = Math.floor((block.start - from) / slot);
    const before = slots.get(index);
    const longest = before && lengthOf(before.longest) >= lengthOf(block) ? before.longest : block;
    slots.set(index, { longest, start: before?.start ?? block.start, end: block.end });
  }
  return Array.from(slots.values(), ({ longest, start, end }) => ({ ...longest, start, end }));
}

function lengthOf({ start, end }: DayBlock): number {
  return end - start;
}
