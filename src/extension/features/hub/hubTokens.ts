import { env, l10n, window } from 'vscode';
import { runningHub } from '../../../hub/discovery.ts';
import { Tokens, type Scope } from '../../../hub/tokens.ts';
import type { Services } from '../../services.ts';
import { leavePrivacy } from './leavePrivacy.ts';
import { unlinked } from '../../unlinked.ts';

/** Asks for a name and permissions, and copies the new token to the clipboard. */
export async function createToken(services: Services): Promise<void> {
  const title = l10n.t('Create Hub Token');
  const name = await window.showInputBox({
    ignoreFocusOut: true,
    title,
    prompt: l10n.t('A name for the token, such as the program that will use it.'),
  });
  if (!name) return;
  const chosen = await window.showQuickPick(choices(), { title, ignoreFocusOut: true });
  if (!chosen) return;
  const tokens = new Tokens(services.context.globalStorageUri.fsPath);
  const { secret } = tokens.create(name, chosen.scopes, services.clock.now());
  leavePrivacy(services);
  await env.clipboard.writeText(secret);
  await sayWhere(services);
}

/** Says what a new token is for, and offers to turn the hub on, without which it opens nothing. */
async function sayWhere({ context, settings }: Services): Promise<void> {
  const message = l10n.t("The token is on the clipboard. Daymark keeps only a hash of it and can't show it again.");
  const hub = runningHub(context.globalStorageUri.fsPath);
  if (hub || settings.get('hub.enabled')) {
    const where = hub ? l10n.t('The hub answers on {0}.', hub.url) : l10n.t('The hub is starting.');
    void window.showInformationMessage(unlinked(`${message} ${where}`));
    return;
  }
  const turnOn = l10n.t('Turn On Hub');
  const detail = l10n.t('It works only while the hub runs. The hub is off.');
  if ((await window.showInformationMessage(unlinked(`${message} ${detail}`), turnOn)) === turnOn)
    await settings.set('hub.enabled', true);
}

/** Asks which token to revoke. A running hub refuses it immediately. */
export async function revokeToken({ context }: Services): Promise<void> {
  const tokens = new Tokens(context.globalStorageUri.fsPath);
  const items = tokens.list().map(({ id, name, scopes }) => ({ id, label: name, description: scopes.join(', ') }));
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('There are no hub tokens.'));
    return;
  }
  const chosen = await window.showQuickPick(items, { title: l10n.t('Revoke Hub Token') });
  if (!chosen) return;
  tokens.revoke(chosen.id);
  void window.showInformationMessage(unlinked(l10n.t('The token "{0}" is revoked.', chosen.label)));
}

function choices(): { readonly label: string; readonly detail: string; readonly scopes: readonly Scope[] }[] {
  return [
    {
      label: l10n.t('An editor'),
      detail: l10n.t('Sends activity, changes data, and reads totals, without names of projects.'),
      scopes: ['write', 'read'],
    },
    { label: l10n.t('Reads totals'), detail: l10n.t('Reads figures, without names of projects.'), scopes: ['read'] },
    {
      label: l10n.t('Reads everything'),
      detail: l10n.t('Reads figures with names of projects, files, and branches.'),
      scopes: ['read', 'names'],
    },
    {
      label: l10n.t('Everything'),
      detail: l10n.t('Sends activity, changes data, and reads figures with names.'),
      scopes: ['write', 'read', 'names'],
    },
  ];
}
