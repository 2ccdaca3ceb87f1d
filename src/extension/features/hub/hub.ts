import { join } from 'node:path';
import { Disposable } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Feature } from '../../feature.ts';
import { markdownPage } from '../../markdownPage.ts';
import type { Services } from '../../services.ts';

const statusPage = markdownPage('daymark-hub', 'Hub Status.md');

/**
 * Runs the hub while it is switched on, shows how it is doing, connects clients to it, and creates and revokes its tokens. Where a hub was
 * ever used, the user's exclusions are left for it.
 */
export const hub: Feature = {
  id: 'hub',
  commands: (services) => ({
    'daymark.createHubToken': async () => (await import('./hubTokens.ts')).createToken(services),
    'daymark.revokeHubToken': async () => (await import('./hubTokens.ts')).revokeToken(services),
    'daymark.showHubStatus': async () =>
      statusPage(services).show((await import('./hubStatus.ts')).hubStatus(services)),
    'daymark.pairBrowser': async () => (await import('./pairBrowser.ts')).pairBrowser(services),
    'daymark.connectWakaTime': async () => (await import('./connectWakaTime.ts')).connectWakaTime(services),
  }),
  start: (services) => {
    const { settings } = services;
    let running: { readonly keeper: Promise<Disposable>; readonly watchers: boolean } | undefined;
    const run = (): void => {
      const watchers = settings.get('hub.activityWatch');
      const isWanted = settings.get('hub.enabled');
      if (running && (!isWanted || running.watchers !== watchers)) {
        end(running.keeper);
        running = undefined;
      }
      if (isWanted) running ??= { keeper: start(services), watchers };
    };
    const follow = (): void => {
      run();
      if (!nodeFiles.stat(join(services.context.globalStorageUri.fsPath, 'hub'))) return;
      import('./leavePrivacy.ts')
        .then(({ leavePrivacy }) => leavePrivacy(services))
        .catch(() => services.log.warn('the exclusions could not be left for the hub'));
    };
    follow();
    return Disposable.from(settings.onDidChange(follow), { dispose: () => running && end(running.keeper) });
  },
};

async function start(services: Services): Promise<Disposable> {
  try {
    const { runHub } = await import('./runHub.ts');
    const keeper = runHub(services);
    return new Disposable(() => keeper.dispose());
  } catch (error) {
    services.log.warn(`the hub could not be started: ${errorCode(error)}`);
    return new Disposable(() => undefined);
  }
}

function end(keeper: Promise<Disposable>): void {
  void keeper.then((one) => one.dispose());
}
