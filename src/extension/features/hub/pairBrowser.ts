import { env, l10n, window } from 'vscode';
import { Pairing, withPort } from '../../../hub/browser/pairing.ts';
import type { Services } from '../../services.ts';
import { runningOrStarted } from './runningOrStarted.ts';

/** Shows a code that lets the browser companion in. It can be used once, within five minutes. */
export async function pairBrowser(services: Services): Promise<void> {
  const hub = await runningOrStarted(services);
  if (!hub) return;
  const { code } = new Pairing(services.context.globalStorageUri.fsPath, services.clock).create();
  const text = withPort(code, hub.port);
  const copy = { title: l10n.t('Copy Code') };
  const close = { title: l10n.t('Close'), isCloseAffordance: true };
  const title = l10n.t('Enter this code in the options of the browser companion: {0}', text);
  const detail = l10n.t(
    'The code can be used once, within five minutes. The companion can then send the sites that you visit, read today\'s total, your focus session, and your categories, and put sites into categories, but nothing else. To revoke this access, run "Daymark: Revoke Hub Token…".',
  );
  if ((await window.showInformationMessage(title, { modal: true, detail }, copy, close)) === copy)
    await env.clipboard.writeText(text);
}
