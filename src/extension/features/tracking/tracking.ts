import { l10n, window, type Disposable } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { Places } from '../../places/places.ts';
import { startSensors } from '../../sensor.ts';
import { sensors } from '../../sensors/index.ts';

/** The sensors, and the commands that pause and resume them. */
export const tracking: Feature = {
  id: 'tracking',
  commands: ({ tracking: control }) => ({
    'daymark.pause': () => control.pause(),
    'daymark.pauseAll': async () => {
      await control.pauseAll();
      void window.showInformationMessage(l10n.t('Daymark is paused in all windows. Nothing is recorded until you resume.'));
    },
    'daymark.resume': () => control.resume(),
  }),
  start: (services) => start(services),
};

function start(_services: Services): Disposable {
  throw new Error('wire the sensors');
}
void Places;
void startSensors;
void sensors;
