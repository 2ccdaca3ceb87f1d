import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { TrustedDevice } from '../../../storage/vault/vault.ts';
import type { Services } from '../../services.ts';
import { timeText } from '../../timeText.ts';
import { reopen, sealAgain } from './vaultCommands.ts';

/** Lists the authorized devices and recovery keys, explains what revoking does, and revokes the picked one. */
export async function revokeDevice(services: Services): Promise<void> {
  const { vault } = await services.vault;
  const { trusted, ownId } = vault.state();
  if (trusted.length === 0)
    throw new AppError(
      'not-found',
      l10n.t('No other device or recovery key is authorized, so there is none to revoke.'),
    );
  const self = { label: `$(device-desktop) ${l10n.t('This device')}`, description: ownId, device: undefined };
  const items = trusted.map((device) => ({ ...itemOf(device, services), device }));
  const chosen = await window.showQuickPick([...items, self], {
    title: l10n.t('Revoke Device'),
    placeHolder: l10n.t('Select the device or recovery key to revoke'),
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { device } = chosen;
  if (!device)
    throw new AppError(
      'invalid-input',
      l10n.t("You can't revoke this device here. Run the command on another device."),
    );
  const others = trusted.filter(({ id, isOwnChoice }) => id !== device.id && !isOwnChoice);
  const keep = await pickKept(others, services);
  if (!keep || !(await isConfirmed(device, others.length - keep.length))) return;
  const dropped = others.filter(({ id }) => !keep.includes(id)).map(({ id }) => id);
  vault.revoke([device.id, ...dropped], keep);
  await reopen(services);
  await sealAgain(services);
}

/**
 * Other devices authorized these, perhaps the revoked one. Only the user can tell their own laptop from a thief's.
 * @returns the ids of those to keep; undefined when it was canceled
 */
async function pickKept(others: readonly TrustedDevice[], services: Services): Promise<string[] | undefined> {
  if (others.length === 0) return [];
  const items = others.map((device) => ({ ...itemOf(device, services), id: device.id, picked: true }));
  const kept = await window.showQuickPick(items, {
    title: l10n.t('Revoke Device'),
    placeHolder: l10n.t('Other devices authorized these. Clear those you do not recognize: they are revoked too.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return kept?.map(({ id }) => id);
}

async function isConfirmed(device: TrustedDevice, more: number): Promise<boolean> {
  const revoke = l10n.t('Revoke');
  const question =
    more > 0 ? l10n.t('Revoke {0}, and {1} more?', labelOf(device), more) : l10n.t('Revoke {0}?', labelOf(device));
  const detail = l10n.t(
    "It gets no new keys, and every name that is recorded from now on is encrypted under a key that it doesn't have. Your other devices find out when they are next opened. It may have kept what it has already read. This can't be undone: to use the device again, set it up as a new device.",
  );
  return (await window.showWarningMessage(question, { modal: true, detail }, revoke)) === revoke;
}

/** For a revoked device: continues with a new secret, and shows how to authorize it again. */
export async function startAsNewDevice(services: Services): Promise<void> {
  const access = await services.vault;
  if (!access.vault.state().isRevoked)
    throw new AppError('invalid-input', l10n.t('This device was not revoked, so there is no need to set it up again.'));
  const setUp = l10n.t('Set Up as New Device');
  const detail = l10n.t(
    'Names that this device can read stay readable here. To read those of your other devices, authorize it again: run "Daymark: Show Pairing Code" here and enter the code there. Reload other windows of this device afterwards.',
  );
  const chosen = await window.showWarningMessage(setUp, { modal: true, detail }, setUp);
  if (chosen !== setUp) return;
  await access.startAnew();
  await reopen(services);
}

function itemOf(device: TrustedDevice, services: Services): { label: string; description: string; detail: string } {
  const description = l10n.t('authorized {0}', timeText(services, device.at));
  const by = device.isOwnChoice ? l10n.t('Authorized on this device') : l10n.t('Authorized on another device');
  return { label: labelOf(device), description, detail: `${by} · ${device.id}` };
}

function labelOf({ kind, name, id }: TrustedDevice): string {
  if (kind === 'recovery') return l10n.t('Recovery key');
  return name ?? l10n.t('Device {0}', id);
}
