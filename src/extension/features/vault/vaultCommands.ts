import { env, l10n, window } from 'vscode';
import { timeText } from '../../timeText.ts';
import { AppError } from '../../../core/base/appError.ts';
import { counted } from '../../../core/base/counted.ts';
import { setContextKey } from '../../contextKeys.ts';
import type { Services } from '../../services.ts';
import { showVaultState } from './vaultState.ts';

/** Makes a recovery key and shows it once. */
export async function makeRecoveryKey(services: Services): Promise<void> {
  const { vault: opened } = await services.vault;
  const key = opened.makeRecoveryKey();
  const copy = l10n.t('Copy');
  const chosen = await window.showInformationMessage(
    l10n.t('Your recovery key'),
    {
      modal: true,
      detail: `${key}\n\n${l10n.t("Save it in your password manager. It unlocks every name recorded so far and from now on. Daymark doesn't store it and can't show it again.")}`,
    },
    copy,
  );
  if (chosen === copy) await env.clipboard.writeText(key);
}

/** Asks for a recovery key and unlocks the names that it opens. */
export async function enterRecoveryKey(services: Services): Promise<void> {
  const { vault: opened } = await services.vault;
  const text = await window.showInputBox({
    title: l10n.t('Enter Recovery Key'),
    prompt: l10n.t('It unlocks the names that another device recorded.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (!text) return;
  opened.enterRecoveryKey(text);
  await reopen(services);
  void window.showInformationMessage(l10n.t('The names are unlocked. This device is now authorized.'));
}

/** Shows the pairing code in a VS Code dialog rather than in the dashboard, since the code is a secret until it is used. */
export async function showPairingCode(services: Services): Promise<void> {
  const { vault: opened } = await services.vault;
  const { ownCode, lockedKeys } = opened.state();
  if (lockedKeys === 0)
    throw new AppError('not-found', l10n.t('This device can read every name. It needs no pairing code.'));
  const copy = l10n.t('Copy');
  const detail = `${ownCode}\n\n${l10n.t('On a device that can read the names, run "Daymark: Authorize Another Device…" and enter this code. It works once. Don\'t show it to anyone else.')}`;
  const chosen = await window.showInformationMessage(
    l10n.t('Pairing code of this device'),
    { modal: true, detail },
    copy,
  );
  if (chosen === copy) await env.clipboard.writeText(ownCode);
}

/** Asks for the pairing code of another device, and gives it the keys. */
export async function authorizeDevice(services: Services): Promise<void> {
  const { vault: opened } = await services.vault;
  const code = await window.showInputBox({
    title: l10n.t('Authorize Another Device'),
    prompt: l10n.t(
      'Enter the pairing code of the other device: run "Daymark: Show Pairing Code" there. Only enter the code of your own device.',
    ),
    placeHolder: 'XXXX-XXXX-XXXX-XXXX',
    ignoreFocusOut: true,
  });
  if (!code) return;
  opened.authorize(code);
  await reopen(services);
  void window.showInformationMessage(
    l10n.t('The device is authorized. Reload its window to show the names of both devices.'),
  );
}

/**
 * Asks which devices and recovery keys that an earlier version trusted are the user's own. That version could be deceived, so the person
 * has the last word.
 */
export async function confirmDevices(services: Services): Promise<void> {
  const { vault: opened } = await services.vault;
  const { unconfirmed } = opened.state();
  if (unconfirmed.length === 0)
    throw new AppError('not-found', l10n.t('There is no device or recovery key to confirm.'));
  const items = unconfirmed.map(({ id, kind, at }) => ({
    label: kind === 'recovery' ? l10n.t('Recovery key') : l10n.t('Device {0}', id),
    description: l10n.t('since {0}', timeText(services, at)),
    id,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Confirm Devices and Recovery Keys'),
    placeHolder: l10n.t('Select what is yours. Leave out what you do not recognize.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.length === 0) return;
  opened.confirm(chosen.map(({ id }) => id));
  await reopen(services);
}

/** Asks first, then encrypts every name again under a new key. */
export async function rotateKey(services: Services): Promise<void> {
  const rotate = l10n.t('Rotate');
  const chosen = await window.showWarningMessage(
    l10n.t('Rotate the encryption key?'),
    {
      modal: true,
      detail: l10n.t(
        'Every name is encrypted again under a new key. Authorized devices and your recovery key keep working.',
      ),
    },
    rotate,
  );
  if (chosen !== rotate) return;
  (await services.vault).vault.rotate();
  services.worker.dispose();
  await sealAgain(services);
}

/** Encrypts every name in the SQLite file under the present key. Throws `storage-locked` while another window writes the file. */
export async function sealAgain(services: Services): Promise<void> {
  const { whenFree } = await import('../../worker/whenFree.ts');
  const { names, outcome } = await whenFree(services.clock, () => services.store('reseal', {}));
  if (outcome !== 'done' && outcome !== 'nothing') {
    throw new AppError(
      'storage-locked',
      l10n.t(
        'Another window is writing the SQLite file. New names use the new key; run "Daymark: Rotate Encryption Key" later for the old ones.',
      ),
    );
  }
  void window.showInformationMessage(
    counted(l10n.t, ['1 name is encrypted under the new key.', '{0} names are encrypted under the new key.'], [names]),
  );
}

/** Restarts the worker, so that it reads the vault again and shows what was locked. */
export async function reopen(services: Services): Promise<void> {
  services.worker.dispose();
  await services.today.read();
  setContextKey('daymark.namesLocked', (await showVaultState(services)) > 0);
}
