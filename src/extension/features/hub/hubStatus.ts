import { l10n } from 'vscode';
import { hubState } from '../../hubState.ts';
import type { Services } from '../../services.ts';
import { timeText } from '../../timeText.ts';
import { statusText } from './statusText.ts';

/** The page of "Show Hub Status". */
export function hubStatus(services: Services): string {
  return statusText(hubState(services), { t: l10n.t, timeOf: (at) => timeText(services, at) });
}
