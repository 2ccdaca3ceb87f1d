import { commands, EventEmitter, Uri, workspace } from 'vscode';
import { perWindow } from './perWindow.ts';
import type { Services } from './services.ts';

/** A page that is written by Daymark and shown as a Markdown preview. Its text is in memory only. */
export interface MarkdownPage {
  show(text: string): Promise<void>;
  /** Replaces the text of a page that was shown before, so that it isn't out of date where it is still open. */
  refresh(make: () => Promise<string>): Promise<void>;
}

/**
 * Returns the page of a window, made when first needed.
 * @param scheme of its address, unique to each page
 * @param name of its apparent file, which is its title
 */
export function markdownPage(scheme: string, name: string): (services: Pick<Services, 'context'>) => MarkdownPage {
  return perWindow(({ context }) => {
    const uri = Uri.from({ scheme, path: `/${name}` });
    const changed = new EventEmitter<Uri>();
    let text = '';
    const provideTextDocumentContent = (): string => text;
    const provider = { onDidChange: changed.event, provideTextDocumentContent };
    context.subscriptions.push(changed, workspace.registerTextDocumentContentProvider(scheme, provider));
    const replace = (next: string): void => {
      text = next;
      changed.fire(uri);
    };
    return {
      show: async (next) => {
        replace(next);
        await commands.executeCommand('markdown.showPreview', uri);
      },
      refresh: async (make) => {
        if (text !== '') replace(await make());
      },
    };
  });
}
