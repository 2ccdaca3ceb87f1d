import type { Uri } from 'vscode';
import {
  type Tab,
  TabInputCustom,
  TabInputNotebook,
  TabInputNotebookDiff,
  TabInputTerminal,
  TabInputText,
  TabInputTextDiff,
  TabInputWebview,
} from 'vscode';

/** The file that a tab shows; of a diff, its changed side. Undefined for what has no file: terminals, webviews, settings. */
export function uriOfTab(tab: Tab | undefined): Uri | undefined {
  const input: unknown = tab?.input;
  if (input instanceof TabInputText || input instanceof TabInputCustom) return input.uri;
  if (input instanceof TabInputNotebook) return input.uri;
  return isDiffTab(tab) ? tab.input.modified : undefined;
}

type DiffTab = Tab & { readonly input: TabInputTextDiff | TabInputNotebookDiff };

/** Whether a tab compares two files. */
export function isDiffTab(tab: Tab | undefined): tab is DiffTab {
  const input: unknown = tab?.input;
  return input instanceof TabInputTextDiff || input instanceof TabInputNotebookDiff;
}

/** A scheme for what has no file. VS Code tells nothing of its own pages (settings, welcome, an extension's page): their input is undefined. */
export function schemeOfTab(tab: Tab | undefined): string {
  const input: unknown = tab?.input;
  if (input instanceof TabInputWebview) return 'webview';
  if (input instanceof TabInputTerminal) return 'terminal';
  return 'workbench';
}
