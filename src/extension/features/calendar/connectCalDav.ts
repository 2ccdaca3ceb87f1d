import { l10n, window } from 'vscode';
import { secureAddress } from '../../../core/base/secureAddress.ts';
import { findCalendars } from '../../../integrations/calendar/calDav.ts';
import type { CalDavPlace } from './connections.ts';
import { withCancel } from './withCancel.ts';

/** Asks for a CalDAV server, a user name, and an app password. Nothing is sent yet. */
export async function askCalDav(): Promise<CalDavPlace | undefined> {
  const title = l10n.t('Connect Calendar');
  const url = await window.showInputBox({
    title,
    prompt: l10n.t('The address of the CalDAV server. Daymark finds your calendars there.'),
    placeHolder: 'https://cloud.example.com',
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || secureAddress(value.trim()) ? undefined : l10n.t('Enter an https address, without a user name.'),
  });
  const address = secureAddress((url ?? '').trim());
  if (!address) return undefined;
  const prompt = l10n.t('Your user name at {0}', address.host);
  const user = await window.showInputBox({ title, prompt, ignoreFocusOut: true });
  if (!user) return undefined;
  const password = await window.showInputBox({
    title,
    prompt: l10n.t(
      'An app password, from the security settings of your account. It may open more than your calendars; Daymark only reads those.',
    ),
    password: true,
    ignoreFocusOut: true,
  });
  return password ? { source: 'caldav', url: address.href, user, password } : undefined;
}

/** Finds the account's calendars, and asks for one of them. */
export async function chooseCalDav(account: CalDavPlace): Promise<CalDavPlace | undefined> {
  const found = await withCancel((signal) => findCalendars(account, { signal }));
  const [only] = found;
  if (only && found.length === 1) return { ...account, url: only.url };
  const items = found.map(({ name, url }) => ({ label: name, url }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Which Calendar?'), ignoreFocusOut: true });
  return chosen && { ...account, url: chosen.url };
}
