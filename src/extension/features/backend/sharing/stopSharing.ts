import { l10n, window } from 'vscode';
import { AppError } from '../../../../core/base/appError.ts';
import { counted } from '../../../../core/base/counted.ts';
import { oneWindow } from '../../../oneWindow.ts';
import type { Services } from '../../../services.ts';
import { askToConnect, connectionOf, openBackend, sourceOf, withBackend } from '../access.ts';
import { changeSchedules, readSchedules } from './shareState.ts';

/** Ends all schedules, and deletes what was shared if the user wants that too. */
export async function stopSharing(services: Services): Promise<void> {
  if (readSchedules(services).length === 0) {
    void window.showInformationMessage(l10n.t('No sharing is scheduled.'));
    return;
  }
  const [stop, both] = [l10n.t('Stop'), l10n.t('Stop and Take Back')];
  const chosen = await window.showWarningMessage(
    l10n.t('Stop scheduled sharing?'),
    {
      modal: true,
      detail: l10n.t(
        'What was shared stays on the backend, unless you take it back, which deletes everything that this installation shared. Your own data stays as it is.',
      ),
    },
    stop,
    both,
  );
  if (chosen === both) return takeBackNow(services);
  if (chosen !== stop) return;
  await endSchedules(services);
  void window.showInformationMessage(l10n.t('Scheduled sharing has stopped.'));
}

/** Deletes what this installation shared from the backend, and ends all schedules. */
export async function takeBack(services: Services): Promise<void> {
  const connection = await connectionOf(services);
  if (!connection) return askToConnect();
  const take = l10n.t('Take Back');
  const sure = await window.showWarningMessage(
    l10n.t('Take back all shared days?'),
    {
      modal: true,
      detail: l10n.t(
        'Deletes everything that this installation shared from {0}, and stops scheduled sharing. Your own data stays as it is.',
        connection.origin,
      ),
    },
    take,
  );
  if (sure === take) await takeBackNow(services);
}

async function takeBackNow(services: Services): Promise<void> {
  const days = await endSchedules(services, () =>
    withBackend(async () => {
      const { client, token } = await openBackend(services);
      return client.takeBack(await sourceOf(services), token);
    }),
  );
  services.log.info(`took ${days} shared days back`);
  void window.showInformationMessage(counted(l10n.t, ['Took back 1 day.', 'Took back {0} days.'], [days ?? 0]));
}

/** Ends all schedules after a batch that is on its way, so that nothing arrives after `then`. */
export async function endSchedules<T>(services: Services, then?: () => Promise<T>): Promise<T | undefined> {
  const done = await oneWindow(services, 'share').whenFree(async () => {
    await changeSchedules(services, () => []);
    services.notices.clear('share');
    return { result: await then?.() };
  });
  if (done) return done.result;
  throw new AppError('storage-locked', l10n.t('Another window is sharing at the moment. Try again in a minute.'));
}
