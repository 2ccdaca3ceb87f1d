import { errorCode } from '../../../core/base/appError.ts';
import { disposeAll, type Disposable } from '../../../core/base/event.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Feature } from '../../feature.ts';
import { MarkdownPage } from '../../markdownPage.ts';

/** How often to look whether the logs are due to be read, ms; also how long after the start. */
const lookEveryMs = 20 * minuteMs;

/**
 * "Show AI Tool Usage": what AI tools did and what it cost, read from their logs. Off until tools are chosen. The page is in memory only;
 * sessions are recorded while `daymark.agents.record` is on, and then read by one window, as often as is cheap.
 */
export const agents: Feature = {
  id: 'agents',
  commands: (services) => {
    const page = new MarkdownPage('daymark-agents', 'AI Tool Usage.md');
    services.context.subscriptions.push(page);
    return {
      'daymark.showAgentUsage': async () => {
        const { agentUsage } = await import('./agentUsage.ts');
        const text = await agentUsage(services);
        if (text !== undefined) await page.show(text);
      },
      'daymark.chooseAgentTools': async () => (await import('./chooseTools.ts')).chooseTools(services),
    };
  },
  start: (services) => {
    const { settings, clock, log } = services;
    let next: Disposable | undefined;
    const follow = (): void => {
      if (!settings.get('agents.record')) {
        next?.dispose();
        next = undefined;
      } else next ??= clock.after(lookEveryMs, look);
    };
    const look = (): void => {
      next = undefined;
      follow();
      import('./readWhenDue.ts')
        .then(({ readWhenDue }) => readWhenDue(services))
        .catch((error: unknown) => log.warn(`the logs of AI tools could not be read: ${errorCode(error)}`));
    };
    follow();
    const listener = settings.onDidChange(follow);
    return disposeAll(listener, { dispose: () => next?.dispose() });
  },
};
