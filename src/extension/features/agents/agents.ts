import { commands, Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { Feature } from '../../feature.ts';

const scheme = 'daymark-agents';
const uri = Uri.from({ scheme, path: '/AI Tool Usage.md' });

/**
 * "Show AI Tool Usage": what AI tools did and what it cost, read from their logs when asked. Off until tools are chosen, and nothing of
 * it is stored: the page is in memory only.
 */
export const agents: Feature = {
  id: 'agents',
  commands: (services) => ({
    'daymark.showAgentUsage': async () => {
      const { agentUsage } = await import('./agentUsage.ts');
      const text = await agentUsage(services);
      if (text === undefined) return;
      page.text = text;
      page.changed.fire(uri);
      await commands.executeCommand('markdown.showPreview', uri);
    },
    'daymark.chooseAgentTools': async () => (await import('./chooseTools.ts')).chooseTools(services),
  }),
  start: () =>
    Disposable.from(
      page.changed,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: page.changed.event,
        provideTextDocumentContent: () => page.text,
      }),
    ),
};

const page = { text: '', changed: new EventEmitter<Uri>() };
