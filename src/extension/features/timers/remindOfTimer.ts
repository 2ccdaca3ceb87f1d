import { baseName } from '../../../core/base/baseName.ts';
import { window } from 'vscode';
import { errorMessage } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { TimerReminder } from '../../../planning/time/timerReminder.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';
import { stopTimer, switchTimer } from './timerCommands.ts';

/** The last reminder of any window, so that none is repeated. */
const remindedKey = 'daymark.timerReminded';

/** Reminds once that the timer has run for long, or that the work is in another project. */
export async function remindOfTimer(services: Services): Promise<void> {
  const { context, quiet, read, settings } = services;
  const afterMs = settings.get('timer.remindAfterMinutes') * minuteMs;
  const found = await read('timers.reminder', { afterMs, otherProject: settings.get('timer.remindOtherProject') });
  if (!found) return;
  const reminder = [found.entry, found.project ?? ''].join('\n');
  const known = context.globalState.get<readonly string[]>(remindedKey) ?? [];
  if (known.includes(reminder)) return;
  await context.globalState.update(remindedKey, [...known.filter((one) => one.startsWith(found.entry)), reminder]);
  quiet.show('timer', () => ask(services, found));
}

async function ask(services: Services, { title, ms, project }: TimerReminder): Promise<void> {
  const { t } = services;
  const [name, time] = [title || t('Timer'), formatDuration(ms, t)];
  const text =
    project === undefined
      ? t('The timer "{0}" has been running for {1}.', name, time)
      : t('The timer "{0}" is running, and you are working on {1}.', name, baseName(project));
  const [stop, switchIt] = [t('Stop Timer'), t('Switch Timer…')];
  const chosen = await window.showInformationMessage(unlinked(text), stop, switchIt);
  try {
    if (chosen === stop) await stopTimer(services);
    if (chosen === switchIt) await switchTimer(services);
  } catch (error) {
    void window.showErrorMessage(unlinked(errorMessage(error)));
  }
}
