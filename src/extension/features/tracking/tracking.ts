import { Disposable, l10n, window } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Signal } from '../../../core/facts/signal.ts';
import { PrivacyFilter } from '../../../tracking/privacyFilter.ts';
import { Places } from '../../places/places.ts';
import { Privacy } from '../../privacy.ts';
import { startSensors } from '../../sensor.ts';
import { sensors } from '../../sensors/index.ts';
import type { Services } from '../../services.ts';

/** The sensors, and the commands that pause and resume what becomes of their signals. */
export const tracking: Feature = {
  id: 'tracking',
  commands: ({ tracking: control }) => ({
    'daymark.pause': () => control.pause(),
    'daymark.pauseAll': () => {
      control.pauseAll();
      void window.showInformationMessage(
        l10n.t('Daymark is paused in all windows. Nothing is recorded until you resume.'),
      );
    },
    'daymark.resume': () => control.resume(),
  }),
  start: (services) => start(services),
};

function start({ clock, log, tracking: control, journal, settings, notices }: Services): Disposable {
  const { tracker } = control;
  const places = new Places(clock);
  const privacy = new Privacy(settings, clock);
  const filter = new PrivacyFilter({
    judge: privacy.judge,
    accept: (signal) => tracker.accept(signal),
    acceptAgain: (at) => tracker.acceptAgain(at),
  });
  const judgeAgain = settings.onDidChange(() => filter.judgeAgain());
  const terminalCommands = () => settings.get('tracking.terminalCommands');
  const emit = (signal: Signal): void => filter.accept(signal);
  const emitAgain = (at: number): boolean => filter.acceptAgain(at);
  const running = startSensors(sensors, { emit, emitAgain, places, clock, terminalCommands }, log);
  control.sensorHealth = () => running.health();
  control.privacyProblems = () => privacy.problems();
  const listener = privacy.onDidChangeProblems(() => reportIgnoreFiles(privacy, notices));
  // Someone who leaves the window may close the lid, so keep nothing in memory.
  const blur = window.onDidChangeWindowState(({ focused }) => {
    if (focused) return;
    tracker.flush();
    void journal.flush().catch(() => log.debug('flush on blur failed'));
  });
  return Disposable.from(running, listener, judgeAgain, privacy, places, blur);
}

/** Someone with such a file means to exclude something, and should know that more is excluded. */
function reportIgnoreFiles(privacy: Privacy, notices: Services['notices']): void {
  const refused = privacy.problems().files.filter((file) => file.refused !== undefined);
  const [first] = refused;
  if (!first) return notices.clear('ignoreFiles');
  notices.hold({
    id: 'ignoreFiles',
    severity: 'warning',
    text: l10n.t('Daymark cannot read {0}, so nothing in its folder is recorded.', first.path),
    action: { label: l10n.t('Run Health Check'), command: 'daymark.health' },
  });
}
