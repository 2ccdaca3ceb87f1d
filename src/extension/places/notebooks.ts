import * as vscode from 'vscode';

/**
 * The notebook that a cell's document belongs to. A cell has the path of its notebook, in a scheme of its own and, in a
 * remote window, with the server as its authority.
 */
export function notebookOfCell(cell: vscode.Uri): vscode.NotebookDocument | undefined {
  return vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === cell.path);
}

/** The language of a notebook's code: that of its first code cell. */
export function languageOfNotebook(notebook: vscode.Uri): string | undefined {
  const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === notebook.toString());
  return open?.getCells().find(({ kind }) => kind === vscode.NotebookCellKind.Code)?.document.languageId;
}
