import * as vscode from 'vscode';

/** Returns the current account of a figure: each path is read again. */
export async function account(figure: object): Promise<string> {
  const path = `/${Date.now()}.md`;
  const uri = vscode.Uri.from({ scheme: 'daymark-explain', path, query: JSON.stringify(figure) });
  return (await vscode.workspace.openTextDocument(uri)).getText();
}
