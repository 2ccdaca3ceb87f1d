import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import './tooltip.css';

/**
 * Details of the datum at the cursor, below the chart, so that it covers nothing; the pointer may rest on it.
 * @param x the datum's position, in pixels from the left of the positioned parent
 */
export function Tooltip({ x, children }: { x: number; children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = element.current;
    const room = box?.offsetParent?.clientWidth;
    if (!box || room === undefined) return;
    const left = Math.max(0, Math.min(room - box.offsetWidth, x - box.offsetWidth / 2));
    box.style.transform = `translateX(${left}px)`;
  });
  return (
    <div class="tooltip" ref={element} aria-hidden="true" onPointerMove={(event) => event.stopPropagation()}>
      {children}
    </div>
  );
}
