import { l10n } from 'vscode';
import type { SyncOutcome } from '../../../../storage/sync/syncOnce.ts';

/** Describes the result of a sync. @param detail the server's own message, if any */
export function problemText(outcome: SyncOutcome, detail = ''): string {
  switch (outcome) {
    case 'ok':
      return l10n.t('Up to date.');
    case 'waiting':
      return l10n.t('This device is waiting to be admitted. Run "Daymark: Admit Device to Sync…" on another one.');
    case 'revoked':
      return l10n.t('This device was revoked. Everything recorded here stays. To rejoin, turn sync off and on again.');
    case 'forged':
      return l10n.t(
        "The keys that this device was given don't come from a device on which its code was entered. Nothing was uploaded. Turn sync off, check who has access to the backend, and join again.",
      );
    case 'gap':
      return l10n.t(
        'The backend left out or reordered data from your other devices, so sync accepts no more of it. If it was restored from a backup, turn sync off and on again here.',
      );
    case 'unreadable':
      return l10n.t(
        "Data from another device can't be decrypted, so sync accepts no more. Update Daymark on all devices. If that doesn't help, turn sync off and on again here.",
      );
    case 'full':
      return l10n.t('Your account on the backend is full. Its operator can raise DAYMARK_BACKEND_SYNC_MB.');
    case 'unreachable':
      return l10n.t("The backend can't be reached. New data is sent later.");
    case 'signed-out':
      return l10n.t('The backend no longer accepts this sign-in. Turn sync off and on again to rejoin.');
    case 'busy':
      return l10n.t('The backend is busy. Sync continues in a few minutes.');
    case 'conflict':
      return detail === ''
        ? l10n.t('The backend expects different data from this device. Sync tries again in a few minutes.')
        : l10n.t('The backend refused: {0}', detail);
    case 'refused':
      return l10n.t('The backend refused: {0}', detail || l10n.t('Connect to it again, so that it allows sync.'));
    case 'unexpected':
      return l10n.t("The answer doesn't come from a Daymark backend. Check the address.");
  }
}
