import * as vscode from 'vscode';

/** Tells whether VS Code itself changes a document when it is saved, by its settings; asked once for each document until they change. */
export class SaveFormatting implements vscode.Disposable {
  readonly #held: vscode.Disposable;
  #known = new WeakMap<vscode.TextDocument, boolean>();

  constructor() {
    this.#held = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('editor') || event.affectsConfiguration('files')) this.#known = new WeakMap();
    });
  }

  /** Formatting, code actions and tidying of line ends. */
  formats(document: vscode.TextDocument): boolean {
    const known = this.#known.get(document);
    if (known !== undefined) return known;
    const editor = vscode.workspace.getConfiguration('editor', document);
    const files = vscode.workspace.getConfiguration('files', document);
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
