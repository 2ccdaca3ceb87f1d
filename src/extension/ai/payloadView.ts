import { createHash } from 'node:crypto';
import { Disposable, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import { perWindow } from '../perWindow.ts';
import type { Services } from '../services.ts';

const scheme = 'daymark-payload';

/**
 * Shows payloads in read-only editors. Each has a unique address, from its hash: an editor that VS Code still has could otherwise show an
 * old one briefly.
 */
export class PayloadView implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #held = Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, this),
    workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())),
  );

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** @param name of the editor's tab, without an extension */
  async show(name: string, text: string): Promise<void> {
    const query = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const uri = Uri.from({ scheme, path: `/${name.replace(/[^\w -]/g, ' ')}.json`, query });
    this.#texts.set(uri.toString(), text);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#held.dispose();
  }
}

/** Returns the one view of payloads of this window, made when first needed. */
export const payloadsOf = perWindow(({ context }: Pick<Services, 'context'>): PayloadView => {
  const view = new PayloadView();
  context.subscriptions.push(view);
  return view;
});
