import { IconButton } from '../../controls/button.tsx';
import { useApp } from '../../state/app.ts';
import type { Zoom } from './useTimeWindow.ts';

/** What wheel and keys do, as buttons. */
export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  const { strings } = useApp();
  const t = strings.timeline.zoom;
  return (
    <div class="zoom-buttons" role="group" aria-label={t.group}>
      <IconButton name={t.earlier} icon="arrowBack" onClick={() => zoom.pan(-0.5)} />
      <IconButton name={t.out} icon="remove" onClick={() => zoom.zoom(2)} />
      <IconButton name={t.in} icon="add" onClick={() => zoom.zoom(0.5)} />
      <IconButton name={t.later} icon="arrowFlat" onClick={() => zoom.pan(0.5)} />
      <IconButton name={t.whole} icon="fit" onClick={zoom.reset} />
    </div>
  );
}
