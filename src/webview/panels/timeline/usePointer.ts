import { useEffect, useRef, useState } from 'preact/hooks';
import { laneAt } from './laneCanvas.ts';
import { itemAt, itemsOf, type Lane } from './lanes.ts';
import type { Zoom } from './useTimeWindow.ts';

/** Distance from an item that the pointer may have, in pixels. */
const reachPx = 4;
/** A press that moves further than this is a drag. */
const dragPx = 4;
/** The share of the visible time for each pixel of the wheel. */
const wheelStep = 0.002;

interface PointerOptions {
  readonly lanes: readonly Lane[];
  readonly zoom: Zoom;
  readonly point: (index: number | undefined) => void;
  readonly open: (index: number | undefined) => void;
}

/** The mouse over the lanes: points, opens, drags, and zooms with Ctrl and the wheel. */
export function usePointer({ lanes, zoom, point, open }: PointerOptions) {
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ x: number; dragged: boolean } | undefined>(undefined);
  const [isDragging, setDragging] = useState(false);
  const indexAt = ({ clientX, clientY }: MouseEvent): number | undefined => {
    const box = place.current?.getBoundingClientRect();
    const lane = box && laneAt(lanes, clientY - box.top);
    if (!lane) return undefined;
    const { from, to } = zoom.window;
    const perPx = (to - from) / box.width;
    const item = itemAt(lane.items, from + (clientX - box.left) * perPx, reachPx * perPx);
    return item && itemsOf(lanes).indexOf(item);
  };
  useWheel(place, zoom);
  const end = () => {
    pressed.current = undefined;
    setDragging(false);
  };
  const handlers = {
    onPointerDown: ({ clientX, button }: PointerEvent) => {
      if (button === 0) pressed.current = { x: clientX, dragged: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const press = pressed.current;
      if (press && (press.dragged || Math.abs(event.clientX - press.x) > dragPx)) {
        if (!press.dragged) place.current?.setPointerCapture(event.pointerId);
        zoom.pan((press.x - event.clientX) / (place.current?.clientWidth ?? 1));
        pressed.current = { x: event.clientX, dragged: true };
        setDragging(true);
      } else point(indexAt(event));
    },
    onPointerUp: (event: PointerEvent) => {
      const press = pressed.current;
      end();
      if (press && !press.dragged) open(indexAt(event));
    },
    onPointerCancel: end,
    onPointerLeave: () => point(undefined),
  };
  return { place, isDragging, handlers };
}

/** Not by an attribute: a listener that is to keep the page from zooming must not be passive. */
function useWheel(place: { readonly current: HTMLDivElement | null }, zoom: Zoom): void {
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const element = place.current;
    const onWheel = (event: WheelEvent) => {
      const { window, isWhole, zoom: zoomBy, pan } = latest.current;
      const box = element?.getBoundingClientRect();
      if (!box || event.altKey) return;
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.ctrlKey) {
        const at = window.from + ((event.clientX - box.left) / box.width) * (window.to - window.from);
        zoomBy(Math.exp(event.deltaY * wheelStep), at);
      } else if (sideways !== 0 && !isWhole) pan(sideways / box.width);
      else return;
      event.preventDefault();
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [place]);
}
