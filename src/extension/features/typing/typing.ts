import { errorCode } from '../../../core/base/appError.ts';
import type { Disposable } from '../../../core/base/event.ts';
import type { Feature } from '../../feature.ts';

/** Counts of keys. Unless they are switched on, nothing of them is loaded or listens. */
export const typing: Feature = {
  id: 'typing',
  commands: (services) => ({
    'daymark.showTyping': async () => (await import('./showTyping.ts')).showTyping(services),
  }),
  start: (services) => {
    const { settings, log } = services;
    let counter: Disposable | undefined;
    const look = async (): Promise<void> => {
      if (!settings.get('typing.count')) {
        counter?.dispose();
        counter = undefined;
        return;
      }
      const { TypingCounter } = await import('./typingCounter.ts');
      if (settings.get('typing.count')) counter ??= new TypingCounter(services);
    };
    const lookNow = () => void look().catch((error: unknown) => log.warn(`keys are not counted: ${errorCode(error)}`));
    const listener = settings.onDidChange(lookNow);
    lookNow();
    return {
      dispose: () => {
        listener.dispose();
        counter?.dispose();
      },
    };
  },
};
