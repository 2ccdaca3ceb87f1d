import * as vscode from 'vscode';

/** The file that a tab shows; of a diff, its changed side. Undefined for what has no file: terminals, webviews, settings. */
export function uriOfTab(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input: unknown = tab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  if (input instanceof vscode.TabInputNotebook) return input.uri;
  return isDiffTab(tab) ? tab.input.modified : undefined;
}

type DiffTab = vscode.Tab & { readonly input: vscode.TabInputTextDiff | vscode.TabInputNotebookDiff };

/** Whether a tab compares two files. */
export function isDiffTab(tab: vscode.Tab | undefined): tab is DiffTab {
  const input: unknown = tab?.input;
  return input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff;
}

/** A scheme for what has no file. VS Code tells nothing of its own pages (settings, welcome, an extension's page): their input is undefined. */
export function schemeOfTab(tab: vscode.Tab | undefined): string {
  const input: unknown = tab?.input;
  if (input instanceof vscode.TabInputWebview) return 'webview';
  if (input instanceof vscode.TabInputTerminal) return 'terminal';
  return 'workbench';
}
