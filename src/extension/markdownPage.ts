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
    // VS Code closes a document that only a preview shows after some minutes. From then on the preview is deaf to changes, and would show
    // old numbers for as long as its tab is open.
    const update = async (): Promise<void> => {
      const isOpen = workspace.textDocuments.some((one) => one.uri.toString() === uri.toString());
      if (isOpen) changed.fire(uri);
      else await commands.executeCommand('markdown.preview.refresh');
    };
    return {
      show: async (next) => {
        text = next;
        await commands.executeCommand('markdown.showPreview', uri);
        await update();
      },
      refresh: async (make) => {
        if (text === '') return;
        text = await make();
        await update();
      },
    };
  });
}
