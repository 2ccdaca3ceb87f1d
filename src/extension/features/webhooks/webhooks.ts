import { Disposable } from 'vscode';
import { setContextKey } from '../../contextKeys.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** Set once there is a webhook; before that, nothing is loaded. */
export const hasWebhooksKey = 'webhooks.any';

/** Sends events to addresses of the user's. */
export const webhooks: Feature = {
  id: 'webhooks',
  commands: (services) => ({
    'daymark.addWebhook': async () => (await import('./addWebhook.ts')).addWebhook(services),
    'daymark.manageWebhooks': async () => (await import('./manageWebhooks.ts')).manageWebhooks(services),
  }),
  start: (services) => {
    let running: Promise<Disposable> | undefined;
    const follow = (): void => {
      if (services.context.globalState.get(hasWebhooksKey) !== true || running) return;
      running = start(services);
      setContextKey('daymark.webhooksAdded', true);
    };
    follow();
    // Another window may have added the first one.
    const listener = services.onDidChange(follow);
    return Disposable.from(listener, { dispose: () => void running?.then((one) => one.dispose()) });
  },
};

async function start(services: Services): Promise<Disposable> {
  const { webhookRunner } = await import('./webhookRunner.ts');
  return new Disposable(() => webhookRunner(services).dispose());
}
