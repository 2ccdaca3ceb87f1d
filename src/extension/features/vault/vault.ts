import { Disposable } from 'vscode';
import { setContextKey } from '../../contextKeys.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { showVaultState } from './vaultState.ts';

/** The keys that open names: recovery keys, the authorization of other devices, and rotation. */
export const vault: Feature = {
  id: 'vault',
  commands: (services) => ({
    'daymark.makeRecoveryKey': async () => (await import('./vaultCommands.ts')).makeRecoveryKey(services),
    'daymark.enterRecoveryKey': async () => (await import('./vaultCommands.ts')).enterRecoveryKey(services),
    'daymark.showPairingCode': async () => (await import('./vaultCommands.ts')).showPairingCode(services),
    'daymark.authorizeDevice': async () => (await import('./vaultCommands.ts')).authorizeDevice(services),
    'daymark.confirmDevices': async () => (await import('./vaultCommands.ts')).confirmDevices(services),
    'daymark.rotateKey': async () => (await import('./vaultCommands.ts')).rotateKey(services),
    'daymark.revokeDevice': async () => (await import('./revokeDevice.ts')).revokeDevice(services),
    'daymark.startAsNewDevice': async () => (await import('./revokeDevice.ts')).startAsNewDevice(services),
  }),
  start: (services) => watchVault(services),
};

/**
 * Shows the state of the vault after today was read first, whenever the secret changes, and once the worker runs, which knows whether names
 * are locked. Where they were the last time, each window starts it for today's total.
 */
function watchVault(services: Services): Disposable {
  const show = (): void => {
    showVaultState(services).then(
      (lockedNames) => setContextKey('daymark.namesLocked', lockedNames > 0),
      () => services.log.warn('the state of the vault could not be shown'),
    );
  };
  let isEnded = false;
  const held: { dispose(): void }[] = [];
  const first = services.today.onDidChange(() => {
    first.dispose();
    // Its start has shown more.
    if (!services.worker.running) show();
  });
  const started = services.worker.onDidStart(() => {
    started.dispose();
    show();
  });
  services.vault.then(
    (access) => {
      if (isEnded) return;
      held.push(
        access.onDidChange(() => {
          // It holds the secret of before.
          services.worker.dispose();
          show();
        }),
      );
    },
    () => undefined,
  );
  return new Disposable(() => {
    isEnded = true;
    for (const each of [first, started, ...held]) each.dispose();
  });
}
