import type { Feature } from '../../feature.ts';
import { markdownPage } from '../../markdownPage.ts';
import { Disposable } from 'vscode';
import { shareTimer } from './sharing/shareTimer.ts';
import { startLiveUpdates } from './live/liveUpdates.ts';
import { showSyncCommands, startSyncTimer } from './sync/syncTimer.ts';

const syncPage = markdownPage('daymark-sync', 'Sync Status.md');
const sharingStatus = markdownPage('daymark-sharing', 'Sharing.md');

/**
 * Connects to a backend that the user runs, shares days with it after a preview, and syncs devices, encrypted end to end. Calls nothing by itself
 * unless scheduled sharing, sync, or live updates were turned on.
 */
export const backend: Feature = {
  id: 'backend',
  commands: (services) => {
    const thenOffer = async (change: Promise<void>): Promise<void> => {
      await change;
      showSyncCommands(services);
    };
    const sharingText = async (): Promise<string> => (await import('./sharing/sharingPage.ts')).sharingPage(services);
    const thenLook = async (change: Promise<void>): Promise<void> => {
      await change;
      shareTimer(services).look();
      await sharingStatus(services).refresh(sharingText);
    };
    return {
      'daymark.connectBackend': async () => (await import('./connectBackend.ts')).connectBackend(services),
      'daymark.disconnectBackend': async () => (await import('./connectBackend.ts')).disconnectBackend(services),
      'daymark.shareWithBackend': async () => thenLook((await import('./sharing/shareDays.ts')).shareDays(services)),
      'daymark.showSharing': async () => sharingStatus(services).show(await sharingText()),
      'daymark.stopSharing': async () => thenLook((await import('./sharing/stopSharing.ts')).stopSharing(services)),
      'daymark.takeBackShared': async () => thenLook((await import('./sharing/stopSharing.ts')).takeBack(services)),
      'daymark.turnOnSync': async () => thenOffer((await import('./sync/turnOn.ts')).turnOnSync(services)),
      'daymark.turnOffSync': async () => thenOffer((await import('./sync/syncDevices.ts')).turnOffSync(services)),
      'daymark.admitSyncDevice': async () => (await import('./sync/syncDevices.ts')).admitDevice(services),
      'daymark.revokeSyncDevice': async () => (await import('./sync/syncDevices.ts')).revokeSyncDevice(services),
      'daymark.makeSyncRecoveryKey': async () => (await import('./sync/syncRecoveryKey.ts')).makeKey(services),
      'daymark.showSyncStatus': async () =>
        syncPage(services).show(await (await import('./sync/syncStatus.ts')).syncStatus(services)),
    };
  },
  start: (services) => Disposable.from(startSyncTimer(services), shareTimer(services), startLiveUpdates(services)),
};
