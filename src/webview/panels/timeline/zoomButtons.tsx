import * as l10n from '@vscode/l10n';
import { IconButton } from '../../controls/button.tsx';
import type { Zoom } from './useTimeWindow.ts';

/** The actions of wheel and keys, as buttons. */
export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  return (
    <div class="zoom-buttons" role="group" aria-label={l10n.t('Zoom')}>
      <IconButton name={l10n.t('Earlier')} icon="arrowBack" onClick={() => zoom.pan(-0.5)} />
      <IconButton name={l10n.t('Zoom Out')} icon="remove" onClick={() => zoom.zoom(2)} />
      <IconButton name={l10n.t('Zoom In')} icon="add" onClick={() => zoom.zoom(0.5)} />
      <IconButton name={l10n.t('Later')} icon="arrowFlat" onClick={() => zoom.pan(0.5)} />
      <IconButton name={l10n.t('Whole Day')} icon="fit" onClick={zoom.reset} />
    </div>
  );
}
