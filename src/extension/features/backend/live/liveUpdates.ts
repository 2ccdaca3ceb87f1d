import { Disposable } from 'vscode';
import { errorCode } from '../../../../core/base/appError.ts';
import type { Services } from '../../../services.ts';

/** Follows GitHub's webhooks through the backend while the setting says so. Off, it costs nothing and nothing is loaded. */
export function startLiveUpdates(services: Services): Disposable {
  const { settings, log } = services;
  let running: AbortController | undefined;
  const look = (): void => {
    const isOn = settings.get('github.live');
    if (isOn === (running !== undefined)) return;
    running?.abort();
    running = isOn ? new AbortController() : undefined;
    if (!running) return;
    const { signal } = running;
    import('./follower.ts')
      .then(({ Follower }) => new Follower(services, signal).run())
      .catch((error: unknown) => signal.aborted || log.warn(`live updates: ${errorCode(error)}`));
  };
  look();
  return Disposable.from(settings.onDidChange(look), { dispose: () => running?.abort() });
}
