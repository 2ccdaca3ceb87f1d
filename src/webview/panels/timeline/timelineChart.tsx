import { useRef } from 'preact/hooks';
import type { TimelineBlock } from '../../../shared/views.ts';
import { useChartCursor } from '../../charts/chartCursor.ts';
import { Tooltip } from '../../charts/tooltip.tsx';
import { useApp } from '../../state/app.ts';
import { useBlockWords } from './blockWords.ts';
import { position, timelineScale, type TimelineScale } from './timelineScale.ts';

interface TimelineChartProps {
  readonly blocks: readonly TimelineBlock[];
  readonly now: number;
}

/** Blocks on a line of hours. Arrow keys walk from block to block. */
export function TimelineChart({ blocks, now }: TimelineChartProps) {
  const { strings, offset } = useApp();
  const words = useBlockWords();
  const track = useRef<HTMLDivElement>(null);
  const scale = timelineScale(blocks, now, offset);
  const describe = (index: number) => (blocks[index] ? words.whole(blocks[index]) : '');
  const cursor = useChartCursor({ name: strings.timeline.chart, count: blocks.length, describe });
  const pointed = cursor.index === undefined ? undefined : blocks[cursor.index];
  const pointAt = ({ clientX }: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box) cursor.point(blockAt(blocks, scale, { share: (clientX - box.left) / box.width, reach: 3 / box.width }));
  };
  return (
    <div class="timeline" onPointerMove={pointAt} onPointerLeave={() => cursor.point(undefined)}>
      <div class="timeline-focus" {...cursor.attributes}>
        <div class="timeline-track" ref={track}>
          {blocks.map((block) => (
            <Block key={block.start} block={block} scale={scale} pointed={block === pointed} />
          ))}
          <div class="timeline-now" style={{ left: percent(position(scale, now)) }} title={strings.timeline.now} />
        </div>
      </div>
      <Marks scale={scale} />
      {pointed && (
        <Tooltip
          x={((position(scale, pointed.start) + position(scale, pointed.end)) / 2) * (track.current?.offsetWidth ?? 0)}
        >
          <div class="tooltip-title">
            <span class="tooltip-row">
              <span class={`swatch tone tone-${pointed.kind}`} />
              {words.kind(pointed)}
            </span>
            <span>{words.length(pointed)}</span>
          </div>
          <div class="secondary">{words.times(pointed)}</div>
          {words.place(pointed) && <div>{words.place(pointed)}</div>}
        </Tooltip>
      )}
    </div>
  );
}

function Block({ block, scale, pointed }: { block: TimelineBlock; scale: TimelineScale; pointed: boolean }) {
  const left = position(scale, block.start);
  return (
    <div
      class={`timeline-block tone tone-${block.kind} ${pointed ? 'timeline-pointed' : ''}`}
      style={{ left: percent(left), width: percent(position(scale, block.end) - left) }}
    />
  );
}

function Marks({ scale }: { scale: TimelineScale }) {
  const { format } = useApp();
  return (
    <div class="timeline-marks" aria-hidden="true">
      {scale.marks.map((mark) => (
        <span key={mark} class="timeline-mark" style={{ left: percent(position(scale, mark)) }}>
          {format.hour(mark)}
        </span>
      ))}
    </div>
  );
}

/** The block under the pointer, or the nearest one within reach: some are thinner than a pointer is steady. */
function blockAt(
  blocks: readonly TimelineBlock[],
  scale: TimelineScale,
  { share, reach }: { share: number; reach: number },
): number | undefined {
  const away = blocks.map(({ start, end }) =>
    Math.max(position(scale, start) - share, share - position(scale, end), 0),
  );
  const nearest = Math.min(...away);
  return nearest <= reach ? away.indexOf(nearest) : undefined;
}

function percent(share: number): string {
  return `${share * 100}%`;
}
