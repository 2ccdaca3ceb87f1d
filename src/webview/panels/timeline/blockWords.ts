import type { TimelineBlock } from '../../../shared/views.ts';
import { baseName, fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** A block of the timeline in words, in parts and whole. */
export interface BlockWords {
  times(block: TimelineBlock): string;
  kind(block: TimelineBlock): string;
  length(block: TimelineBlock): string;
  /** Project and language, or empty. */
  place(block: TimelineBlock): string;
  whole(block: TimelineBlock): string;
}

export function useBlockWords(): BlockWords {
  const { strings, format } = useApp();
  const words = {
    times: ({ start, end }: TimelineBlock) => `${format.clock(start)}–${format.clock(end)}`,
    kind: ({ kind }: TimelineBlock) => strings.kinds[kind],
    length: ({ start, end }: TimelineBlock) => format.exactDuration(end - start),
    place: ({ project, language }: TimelineBlock) =>
      [project && baseName(project), language].filter((part) => part !== undefined && part !== '').join(', '),
  };
  return {
    ...words,
    whole: (block) =>
      [fill(strings.timeline.block, words.kind(block), words.times(block), words.length(block)), words.place(block)]
        .filter(Boolean)
        .join(', '),
  };
}
