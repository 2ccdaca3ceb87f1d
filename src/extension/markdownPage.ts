import { commands, EventEmitter, Uri, workspace } from 'vscode';
import type { Disposable } from '../core/base/event.ts';

/** A page that is written by Daymark and shown as a Markdown preview. Its text is in memory only. */
export class MarkdownPage implements Disposable {
  readonly #uri: Uri;
  readonly #changed = new EventEmitter<Uri>();
  readonly #provider: Disposable;
  #text = '';

  /**
   * @param scheme of its address, unique to each page
   * @param name of its apparent file, which is its title
   */
  constructor(scheme: string, name: string) {
    this.#uri = Uri.from({ scheme, path: `/${name}` });
    this.#provider = workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
  }

  async show(text: string): Promise<void> {
    this.#text = text;
    this.#changed.fire(this.#uri);
    await commands.executeCommand('markdown.showPreview', this.#uri);
  }

  /** Replaces the text of a page that was shown before, so that it isn't out of date where it is still open. */
  async refresh(make: () => Promise<string>): Promise<void> {
    if (this.#text === '') return;
    this.#text = await make();
    this.#changed.fire(this.#uri);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}
