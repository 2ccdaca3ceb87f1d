import { l10n } from 'vscode';
import type { VaultState } from '../../../storage/vault/vault.ts';
import type { Services } from '../../services.ts';
import type { VaultAccess } from '../../vault/vaultAccess.ts';

/** State of the vault that may need attention. */
export interface VaultCondition {
  readonly access: VaultAccess;
  readonly state: VaultState;
  readonly lockedNames: number;
}

/** Holds a notice for each thing about the vault that needs attention, and clears those that don't hold any more. */
export function showVaultNotices(services: Services, { access, state, lockedNames }: VaultCondition): void {
  showPlace(services, access);
  showDamage(services, access);
  showRevoked(services, state);
  showLocked(services, lockedNames);
  showDevices(services, state);
}

function showPlace({ notices }: Services, { failure, secret }: VaultAccess): void {
  // Without any secret, the journal reports that it waits.
  if (!failure || !secret) return notices.clear('vault-place');
  const text = l10n.t(
    "VS Code's secret storage isn't available, so in this session names are protected by a key in the data folder. They stay readable when the secret storage works again.",
  );
  notices.hold({ id: 'vault-place', severity: 'warning', text });
}

function showDamage({ notices }: Services, { damagedSecrets }: VaultAccess): void {
  if (damagedSecrets.length === 0) return notices.clear('vault-damaged');
  const text = l10n.t(
    'The file with the secret that protects names was damaged. It was set aside as {0}, and a new one is in use. Enter your recovery key if names are locked. Delete the file that was set aside to hide this notice.',
    damagedSecrets.map((name) => `vault/${name}`).join(', '),
  );
  const action = { label: l10n.t('Enter Recovery Key'), command: 'daymark.enterRecoveryKey' };
  notices.holdOnce({ id: 'vault-damaged', severity: 'warning', text, action });
}

/** Other devices can still read what it records, so tracking continues. */
function showRevoked({ notices }: Services, { isRevoked }: VaultState): void {
  if (!isRevoked) return notices.clear('vault-revoked');
  const text = l10n.t(
    'This device was revoked: another of your devices shut it out of names that are recorded from now on. Daymark keeps recording here, and nothing is lost. If this device is yours, set it up as a new device and authorize it again.',
  );
  const action = { label: l10n.t('Set Up as New Device'), command: 'daymark.startAsNewDevice' };
  notices.hold({ id: 'vault-revoked', severity: 'warning', text, action });
}

function showLocked({ notices }: Services, lockedNames: number): void {
  if (lockedNames === 0) return notices.clear('vault-locked');
  const text = l10n.t(
    'Names that another device recorded are locked here; all numbers are shown. Enter your recovery key, or run "Daymark: Show Pairing Code" here and "Daymark: Authorize Another Device…" on that device.',
  );
  const action = { label: l10n.t('Enter Recovery Key'), command: 'daymark.enterRecoveryKey' };
  notices.hold({ id: 'vault-locked', severity: 'warning', text, action });
}

function showDevices({ notices }: Services, { waiting, unconfirmed }: VaultState): void {
  if (waiting.length > 0) {
    const text = l10n.t(
      'Another device records to this folder and can\'t read its names yet. If it is yours, run "Daymark: Show Pairing Code" there and enter the code here.',
    );
    const action = { label: l10n.t('Authorize'), command: 'daymark.authorizeDevice' };
    notices.hold({ id: 'vault-waiting', severity: 'info', text, action });
  } else notices.clear('vault-waiting');
  if (unconfirmed.length === 0) return notices.clear('vault-unconfirmed');
  const text = l10n.t(
    'This version of Daymark gives new keys only to devices and recovery keys that you confirmed. {0} from before are not confirmed: they open old names, but no new ones.',
    unconfirmed.length,
  );
  const action = { label: l10n.t('Confirm'), command: 'daymark.confirmDevices' };
  notices.hold({ id: 'vault-unconfirmed', severity: 'warning', text, action });
}
