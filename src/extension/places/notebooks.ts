import type { Uri } from 'vscode';
import { NotebookCellKind, type NotebookDocument, workspace } from 'vscode';

/**
 * The notebook that a cell's document belongs to. A cell has its notebook's path, with another scheme and, in a remote window, with the
 * server as its authority.
 */
export function notebookOfCell(cell: Uri): NotebookDocument | undefined {
  return workspace.notebookDocuments.find(({ uri }) => uri.path === cell.path);
}

/** The language of a notebook's code: that of its first code cell. */
export function languageOfNotebook(notebook: Uri): string | undefined {
  const open = workspace.notebookDocuments.find(({ uri }) => uri.toString() === notebook.toString());
  return open?.getCells().find(({ kind }) => kind === NotebookCellKind.Code)?.document.languageId;
}
