import type { Feature } from '../../feature.ts';
import { MarkdownPage } from '../../markdownPage.ts';

/**
 * "Show AI Tool Usage": what AI tools did and what it cost, read from their logs when asked. Off until tools are chosen, and nothing of
 * it is stored: the page is in memory only.
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
};
