import { join } from 'node:path';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Feature } from '../../feature.ts';

/** Makes and revokes the tokens of the hub, and leaves the user's exclusions for it, where one was ever used. */
export const hub: Feature = {
  id: 'hub',
  commands: (services) => ({
    'daymark.createHubToken': async () => (await import('./hubTokens.ts')).createToken(services),
    'daymark.revokeHubToken': async () => (await import('./hubTokens.ts')).revokeToken(services),
  }),
  start: (services) => {
    const follow = (): void => {
      if (!nodeFiles.stat(join(services.context.globalStorageUri.fsPath, 'hub'))) return;
      import('./leavePrivacy.ts')
        .then(({ leavePrivacy }) => leavePrivacy(services))
        .catch(() => services.log.warn('the exclusions could not be left for the hub'));
    };
    follow();
    return services.settings.onDidChange(follow);
  },
};
