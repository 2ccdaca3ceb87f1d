import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { runningHub, type RunningHub } from '../../../hub/discovery.ts';
import type { Services } from '../../services.ts';

/** Longest wait for a hub that was just turned on, and the interval of checks, in ms. */
const startMs = 15_000;
const lookMs = 200;

/** Returns the running hub. Offers to turn it on if it is off; undefined if that was declined. */
export async function runningOrStarted({ context, settings }: Services): Promise<RunningHub | undefined> {
  const folder = context.globalStorageUri.fsPath;
  const running = runningHub(folder);
  if (running) return running;
  if (!settings.get('hub.enabled')) {
    const turnOn = l10n.t('Turn On Hub');
    const detail = l10n.t('The hub is off. Clients can connect only while it runs. It answers on this machine only.');
    if ((await window.showInformationMessage(detail, { modal: true }, turnOn)) !== turnOn) return undefined;
    await settings.set('hub.enabled', true);
  }
  for (let waited = 0; waited < startMs; waited += lookMs) {
    const started = runningHub(folder);
    if (started) return started;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new AppError('internal', l10n.t("The hub did not start. Daymark's log says why."));
}
