import { randomBytes } from 'node:crypto';
import { env, l10n, window } from 'vscode';
import { withRecovery } from '../../../../storage/sync/recoveryRing.ts';
import { keyLength } from '../../../../storage/vault/cipher.ts';
import { toRecoveryKey } from '../../../../storage/vault/recoveryKey.ts';
import type { Services } from '../../../services.ts';
import { withBackend } from '../access.ts';
import { saveRing, whenSyncIsFree } from './syncAccess.ts';
import { keysOf } from './syncDevices.ts';
import { syncNow } from './syncNow.ts';

/** Makes a recovery key for sync, in place of the one before, and shows it. */
export async function makeKey(services: Services): Promise<void> {
  const { recovery } = await keysOf(services);
  const make = l10n.t('Make Key');
  const detail = l10n.t(
    'With it and your account, a new device reads everything that is synced, even when all your devices are lost. Without it and without a device, nobody can.',
  );
  const replaces = recovery?.key ? [l10n.t('It replaces the recovery key that you have.')] : [];
  const title = l10n.t('Make a recovery key for sync?');
  const sure = await window.showInformationMessage(
    title,
    { modal: true, detail: [detail, ...replaces].join(' ') },
    make,
  );
  if (sure === make) await replaceKey(services);
}

/** Makes a recovery key and shows it, without asking. */
export async function replaceKey(services: Services): Promise<void> {
  const secret = randomBytes(keyLength);
  await withBackend(() =>
    whenSyncIsFree(services, async () => saveRing(services, withRecovery(await keysOf(services), secret))),
  );
  // The backend has to have what the key opens before anybody relies on it.
  const status = await syncNow(services);
  services.log.info('a recovery key for sync was made');
  const copy = l10n.t('Copy');
  const key = toRecoveryKey(secret);
  const save = l10n.t("Save it in your password manager. Daymark doesn't store it and can't show it again.");
  const later = status?.outcome === 'ok' ? '' : ` ${l10n.t('It works after the next successful sync.')}`;
  const detail = `${key}\n\n${save}${later}`;
  const chosen = await window.showInformationMessage(
    l10n.t('Your recovery key for sync'),
    { modal: true, detail },
    copy,
  );
  if (chosen === copy) await env.clipboard.writeText(key);
}
