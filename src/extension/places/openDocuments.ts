import { Disposable, type TextDocument, type Uri, workspace } from 'vscode';

/**
 * The open documents by their URIs. VS Code makes a list of all of them each time that it is asked, and after a replacement in files there are
 * thousands. Made at the first search, and kept up from then on.
 */
export class OpenDocuments implements Disposable {
  #byUri: Map<string, TextDocument> | undefined;
  #listeners: Disposable | undefined;

  /** Returns the open document of a URI. */
  find(uri: Uri): TextDocument | undefined {
    return (this.#byUri ??= this.#follow()).get(uri.toString());
  }

  dispose(): void {
    this.#listeners?.dispose();
  }

  #follow(): Map<string, TextDocument> {
    const byUri = new Map(workspace.textDocuments.map((document) => [document.uri.toString(), document]));
    this.#listeners = Disposable.from(
      workspace.onDidOpenTextDocument((document) => byUri.set(document.uri.toString(), document)),
      workspace.onDidCloseTextDocument(({ uri }) => byUri.delete(uri.toString())),
    );
    return byUri;
  }
}
