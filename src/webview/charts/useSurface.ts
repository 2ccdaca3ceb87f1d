import { useLayoutEffect, useRef } from 'preact/hooks';
import { Surface, type Frame } from './surface.ts';

/** Draws on a canvas after each rendering, and whenever its place or the theme changed. */
export function useSurface(canvas: { readonly current: HTMLCanvasElement | null }, draw: (frame: Frame) => void): void {
  const latest = useRef(draw);
  latest.current = draw;
  const surface = useRef<Surface>(null);
  // Before the first paint, so that it includes the chart.
  useLayoutEffect(() => {
    if (!canvas.current) return;
    const created = new Surface(canvas.current, (frame) => latest.current(frame));
    surface.current = created;
    return () => created.dispose();
  }, [canvas]);
  useLayoutEffect(() => surface.current?.refresh());
}
