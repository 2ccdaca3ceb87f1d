import { l10n } from 'vscode';
import { timeText } from '../../timeText.ts';
import { runningHub } from '../../../hub/discovery.ts';
import { Tokens } from '../../../hub/tokens.ts';
import type { Services } from '../../services.ts';
import { statusText } from './statusText.ts';

/** The page of "Show Hub Status". */
export function hubStatus(services: Services): string {
  const { context, settings } = services;
  const folder = context.globalStorageUri.fsPath;
  const status = {
    isOn: settings.get('hub.enabled'),
    hub: runningHub(folder),
    ownPid: process.pid,
    tokens: new Tokens(folder).list(),
  };
  return statusText(status, { t: l10n.t, timeOf: (at) => timeText(services, at) });
}
