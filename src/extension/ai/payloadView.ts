import * as vscode from 'vscode';
import type { Services } from '../services.ts';

const scheme = 'daymark-payload';

/** Shows payloads in read-only editors. */
export class PayloadView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** @param name of the editor's tab, without an ending */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replace(/[^\w -]/g, ' ')}.json` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

const views = new WeakMap<Services['context'], PayloadView>();

/** The one view of payloads of this window, made when first needed. */
export function payloadsOf({ context }: Pick<Services, 'context'>): PayloadView {
  const known = views.get(context);
  if (known) return known;
  const made = new PayloadView();
  context.subscriptions.push(made);
  views.set(context, made);
  return made;
}
