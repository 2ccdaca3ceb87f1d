import * as l10n from '@vscode/l10n';
import { laneLabels } from './labels.ts';
import { useRef } from 'preact/hooks';
import { useChartCursor } from '../../charts/chartCursor.ts';
import { useSurface } from '../../charts/useSurface.ts';
import { Tooltip } from '../../charts/tooltip.tsx';
import { useItemWords } from './itemWords.ts';
import { drawLanes, heightOf } from './laneCanvas.ts';
import { itemsOf, moveOn, type Lane, type LaneItem } from './lanes.ts';
import { usePointer } from './usePointer.ts';
import type { Zoom } from './useTimeWindow.ts';
import { position } from './timeWindow.ts';

export interface TimelineChartProps {
  readonly name: string;
  readonly lanes: readonly Lane[];
  readonly zoom: Zoom;
  readonly now: number | null;
  /** Minutes east of UTC of the day's own clock. */
  readonly offset: number;
  /** Absent if nothing can be opened. */
  readonly onOpen: ((item: LaneItem) => void) | undefined;
}

/**
 * A day on lanes over its hours. Arrow keys walk from item to item and lane to lane, Enter opens one; plus and minus zoom, Shift
 * with arrows pans, 0 shows the whole day. With the mouse: Ctrl and the wheel, and dragging.
 */
export function TimelineChart({ name, lanes, zoom, now, offset, onOpen }: TimelineChartProps) {
  const words = useItemWords(offset);
  const items = itemsOf(lanes);
  const open = (index: number | undefined) => {
    const item = index === undefined ? undefined : items[index];
    if (item) onOpen?.(item);
  };
  const cursor = useChartCursor({
    name,
    count: items.length,
    // The latest of what the person did.
    initial: Math.max(0, (lanes[0]?.items.length ?? 0) - 1),
    describe: (index) => (items[index] ? words.whole(items[index]) : ''),
    move: (key, from) => {
      const to = moveOn(lanes, key, from);
      if (to !== undefined && items[to]) zoom.show(items[to]);
      return to;
    },
    onOpen: onOpen && open,
    hint: onOpen
      ? l10n.t(
          'Press Enter to see why it counts and to correct it. Up and Down change the lane, plus and minus zoom, Shift+Left and Shift+Right move, 0 shows the whole day.',
        )
      : l10n.t(
          'Up and Down change the lane, plus and minus zoom, Shift+Left and Shift+Right move, 0 shows the whole day.',
        ),
  });
  const pointed = cursor.index === undefined ? undefined : items[cursor.index];
  const { place, isDragging, handlers } = usePointer({ lanes, zoom, point: cursor.point, open });
  const canvas = useLaneCanvas({ lanes, zoom, now, offset, pointed });
  const onKeyDown = (event: KeyboardEvent) => {
    if (zoomByKey(event, zoom)) event.preventDefault();
    else (cursor.attributes['onKeyDown'] as (event: KeyboardEvent) => void)(event);
  };
  const middle = pointed && position(zoom.window, (pointed.start + pointed.end) / 2);
  return (
    <div class="timeline">
      <div class="timeline-focus" {...cursor.attributes} {...handlers} onKeyDown={onKeyDown}>
        <div class="timeline-lanes" ref={place} style={{ height: `${heightOf(lanes)}px` }}>
          <canvas class={isDragging ? 'timeline-canvas timeline-dragged' : 'timeline-canvas'} ref={canvas} />
        </div>
      </div>
      {pointed && middle !== undefined && !isDragging && (
        <Tooltip x={Math.max(0, Math.min(1, middle)) * (place.current?.offsetWidth ?? 0)}>
          <ItemDetails item={pointed} offset={offset} />
        </Tooltip>
      )}
    </div>
  );
}

function zoomByKey({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent, zoom: Zoom): boolean {
  if (altKey || ctrlKey || metaKey) return false;
  if (key === '+' || key === '=') zoom.zoom(1 / 1.5);
  else if (key === '-' || key === '_') zoom.zoom(1.5);
  else if (key === '0') zoom.reset();
  else if (shiftKey && key === 'ArrowLeft') zoom.pan(-0.25);
  else if (shiftKey && key === 'ArrowRight') zoom.pan(0.25);
  else return false;
  return true;
}

type DrawnTimeline = Pick<TimelineChartProps, 'lanes' | 'zoom' | 'now' | 'offset'> & {
  readonly pointed: LaneItem | undefined;
};

function useLaneCanvas(drawn: DrawnTimeline) {
  const words = useItemWords(drawn.offset);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { lanes, zoom, now, offset, pointed } = drawn;
  useSurface(canvas, (frame) =>
    drawLanes(frame, {
      lanes,
      now,
      offset,
      pointed,
      window: zoom.window,
      nameOf: ({ id }) => laneLabels()[id],
      label: words.clock,
    }),
  );
  return canvas;
}

function ItemDetails({ item, offset }: { item: LaneItem; offset: number }) {
  const words = useItemWords(offset);
  const more = words.more(item);
  return (
    <>
      <div class="tooltip-title">
        <span class="tooltip-row">
          <span class={`swatch tone tone-${item.tone}`} />
          <span>{words.what(item)}</span>
        </span>
        <span>{words.length(item)}</span>
      </div>
      <div class="secondary">{words.times(item)}</div>
      {more && <div>{more}</div>}
      <div class="secondary">
        {item.agent
          ? l10n.t('Click or press Enter for what AI tools did and what it cost')
          : item.planned
            ? l10n.t('A time block. Click or press Enter to go to the plan')
            : item.event
              ? l10n.t('From your calendar. Click or press Enter to manage calendars')
              : l10n.t('Click or press Enter for the reason and corrections')}
      </div>
    </>
  );
}
