import type { Disposable } from 'vscode';
import { type TextDocument, workspace } from 'vscode';

/** Returns whether VS Code itself changes a document on save, by its settings; cached for each document until they change. */
export class SaveFormatting implements Disposable {
  readonly #held: Disposable;
  #known = new WeakMap<TextDocument, boolean>();

  constructor() {
    this.#held = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('editor') || event.affectsConfiguration('files')) this.#known = new WeakMap();
    });
  }

  /** Formatting, code actions and tidying of line ends. */
  formats(document: TextDocument): boolean {
    const known = this.#known.get(document);
    if (known !== undefined) return known;
    const editor = workspace.getConfiguration('editor', document);
    const files = workspace.getConfiguration('files', document);
    const actions = editor.get<object>('codeActionsOnSave') ?? {};
    const formats =
      editor.get('formatOnSave') === true ||
      Object.values(actions).some((when) => when !== false && when !== 'never') ||
      ['trimTrailingWhitespace', 'insertFinalNewline', 'trimFinalNewlines'].some((key) => files.get(key) === true);
    this.#known.set(document, formats);
    return formats;
  }

  dispose(): void {
    this.#held.dispose();
  }
}
