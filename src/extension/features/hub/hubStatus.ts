import { env, l10n } from 'vscode';
import { runningHub } from '../../../hub/discovery.ts';
import { Tokens } from '../../../hub/tokens.ts';
import type { Services } from '../../services.ts';
import { statusText } from './statusText.ts';

/** The page of "Show Hub Status". */
export function hubStatus({ context, settings, clock }: Services): string {
  const folder = context.globalStorageUri.fsPath;
  const status = {
    isOn: settings.get('hub.enabled'),
    hub: runningHub(folder),
    ownPid: process.pid,
    tokens: new Tokens(folder).list().map(({ name }) => name),
  };
  const timeOf = (at: number): string =>
    new Date(at + clock.utcOffset(at) * 60_000).toLocaleString(env.language, { timeZone: 'UTC' });
  return statusText(status, { t: l10n.t, timeOf });
}
