import './gripDrag.css';

/** Shows where a dragged row would land, at the upper or lower edge of another one, or that a row is the dragged one: a class `drop-…`. */
export type DropMark = 'above' | 'below' | 'dragged';

interface GripDrag {
  readonly onMove: (event: PointerEvent) => void;
  readonly onEnd: (isDropped: boolean) => void;
}

/**
 * Follows the pointer from the grip of a row, with mouse, pen, or finger, until it is released; Escape cancels.
 * @param event of the pointer that goes down on the grip
 * @returns false where that begins no drag, such as with another button
 */
export function followGrip(event: PointerEvent, { onMove, onEnd }: GripDrag): boolean {
  const grip = event.currentTarget;
  if (event.button !== 0 || !(grip instanceof HTMLElement)) return false;
  event.preventDefault();
  const ended = new AbortController();
  const listen = { signal: ended.signal };
  const end = (isDropped: boolean) => {
    ended.abort();
    onEnd(isDropped);
  };
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener('pointermove', onMove, listen);
  grip.addEventListener('pointerup', () => end(true), listen);
  grip.addEventListener('pointercancel', () => end(false), listen);
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(false), listen);
  return true;
}
