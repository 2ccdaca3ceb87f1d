import { l10n, window } from 'vscode';
import { AppError } from '../../../../core/base/appError.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { admit, readRequest, withoutDevice } from '../../../../storage/sync/syncKeys.ts';
import type { SyncRing } from '../../../../storage/sync/syncRing.ts';
import { parseCode } from '../../../../storage/vault/pairing.ts';
import type { Services } from '../../../services.ts';
import { forgetConnection, withBackend } from '../access.ts';
import { forgetRing, openSync, readRing, saveRing, whenSyncIsFree } from './syncAccess.ts';
import { statusFile, syncNow } from './syncNow.ts';
import { unlinked } from '../../../unlinked.ts';

/** Admits the device whose code is entered. */
export async function admitDevice(services: Services): Promise<void> {
  await keysOf(services);
  const text = await window.showInputBox({
    title: l10n.t('Admit Device to Sync'),
    prompt: l10n.t('The code that the new device shows. Its owner will be able to read everything that is synced.'),
    ignoreFocusOut: true,
  });
  if (!text) return;
  const code = parseCode(text);
  const name = await withBackend(() =>
    whenSyncIsFree(services, async () => {
      const ring = await keysOf(services);
      const { server } = await openSync(services);
      for (const { id, name, status, publicKey: request } of await server.devices()) {
        const publicKey = status === 'pending' ? readRequest(request, code) : undefined;
        if (!publicKey) continue;
        const admitted = admit(ring, { id, publicKey, code });
        await server.admit(id, admitted.envelope);
        await saveRing(services, admitted.ring);
        return name;
      }
      throw new AppError('not-found', l10n.t('No waiting device has this code. Check it, and try again.'));
    }),
  );
  services.log.info('a device was admitted to sync');
  void window.showInformationMessage(unlinked(l10n.t('"{0}" is admitted, and syncs within ten minutes.', name)));
  await syncNow(services);
}

/** Revokes a device, and makes a new key that it doesn't get. */
export async function revokeSyncDevice(services: Services): Promise<void> {
  const { deviceId } = await keysOf(services);
  const devices = await withBackend(() =>
    whenSyncIsFree(services, async () => (await openSync(services)).server.devices()),
  );
  const items = devices
    .filter(({ id, status }) => id !== deviceId && status !== 'revoked')
    .map(({ id, name, status }) => ({ id, label: name, description: status === 'pending' ? l10n.t('waits') : '' }));
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('There are no other devices.'));
    return;
  }
  const chosen = await window.showQuickPick(items, { title: l10n.t('Revoke Synced Device') });
  const revoke = l10n.t('Revoke');
  const detail = l10n.t(
    'It gets nothing that is recorded from now on, and keeps what it has received. Its sign-in to the backend ends.',
  );
  if (!chosen) return;
  const title = l10n.t('Revoke "{0}"?', chosen.label);
  if ((await window.showWarningMessage(title, { modal: true, detail }, revoke)) !== revoke) return;
  // Take in its earlier statements first: later ones are not believed.
  await syncNow(services);
  await withBackend(() =>
    whenSyncIsFree(services, async () => {
      // The new key first: a crash in between leaves a device without the key, and never one with it.
      await saveRing(services, withoutDevice(await keysOf(services), chosen.id));
      await (await openSync(services)).server.revoke(chosen.id);
    }),
  );
  services.log.info('a synced device was revoked');
  await syncNow(services);
  void window.showInformationMessage(unlinked(l10n.t('"{0}" is revoked.', chosen.label)));
  // It may know what the recovery key opens, so that was withdrawn.
  const { recovery } = await keysOf(services);
  if (recovery && !recovery.key) await (await import('./syncRecoveryKey.ts')).replaceKey(services);
}

/** Leaves the account's devices. The sign-in to the backend ends with it. */
export async function turnOffSync(services: Services): Promise<void> {
  const state = await services.store('syncState', {});
  if (!state) {
    void window.showInformationMessage(l10n.t('Sync is off.'));
    return;
  }
  const off = l10n.t('Turn Off');
  const detail = l10n.t(
    'Data from your other devices stays here, and what this device uploaded stays there. You are signed out of the backend: connect again to share or sync.',
  );
  if ((await window.showWarningMessage(l10n.t('Turn off sync?'), { modal: true, detail }, off)) !== off) return;
  const isRevokedThere = await whenSyncIsFree(services, async () => {
    const isRevoked = await openSync(services)
      .then(({ server }) => server.revoke(state.deviceId))
      .then(
        () => true,
        () => false,
      );
    await services.store('syncStop', {});
    await forgetRing(services, state.deviceId);
    await forgetConnection(services);
    nodeFiles.remove(statusFile(services));
    return isRevoked;
  });
  services.notices.clear('sync');
  services.log.info('sync was turned off');
  void window.showInformationMessage(
    isRevokedThere
      ? l10n.t('Sync is off.')
      : l10n.t('Sync is off here. The backend could not be reached: revoke this device from another one.'),
  );
}

/** @throws AppError `not-allowed` where this device doesn't sync */
export async function keysOf(services: Services): Promise<SyncRing> {
  const ring = await readRing(services);
  if (!ring || ring.keys.length === 0)
    throw new AppError('not-allowed', l10n.t('This device doesn\'t sync. Run "Daymark: Turn On Sync…" first.'));
  return ring;
}
