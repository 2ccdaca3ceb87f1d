import type { TimelineBlock } from '../../../shared/views.ts';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { useBlockWords } from './blockWords.ts';
import { withGaps } from './timelineScale.ts';

const shortestGapMs = 5 * 60_000;

/** The timeline in words. */
export function TimelineList({ blocks }: { blocks: readonly TimelineBlock[] }) {
  const { strings, format } = useApp();
  const words = useBlockWords();
  return (
    <ol class="timeline-list">
      {withGaps(blocks, shortestGapMs).map((stretch) =>
        stretch.type === 'gap' ? (
          <li key={`gap ${stretch.start}`} class="secondary">
            <span class="timeline-times">
              {format.clock(stretch.start)}–{format.clock(stretch.end)}
            </span>
            <span>{fill(strings.timeline.gap, format.duration(stretch.end - stretch.start))}</span>
          </li>
        ) : (
          <li key={stretch.block.start}>
            <span class="timeline-times">{words.times(stretch.block)}</span>
            <span>
              {words.kind(stretch.block)} {words.length(stretch.block)}
              {words.place(stretch.block) && <span class="secondary"> {words.place(stretch.block)}</span>}
            </span>
          </li>
        ),
      )}
    </ol>
  );
}
