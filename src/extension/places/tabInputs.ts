import {
  type Tab,
  TabInputCustom,
  TabInputNotebook,
  TabInputNotebookDiff,
  TabInputTerminal,
  TabInputText,
  TabInputTextDiff,
  TabInputWebview,
  Uri,
} from 'vscode';

/**
 * The file that a tab shows; for a diff, its changed side; for a merge, its result. Undefined for tabs without a file: terminals, webviews,
 * settings.
 */
export function uriOfTab(tab: Tab | undefined): Uri | undefined {
  const input: unknown = tab?.input;
  if (input instanceof TabInputText || input instanceof TabInputCustom) return input.uri;
  if (input instanceof TabInputNotebook) return input.uri;
  if (isMerge(input)) return input.result;
  return isDiff(input) ? input.modified : undefined;
}

type Diff = TabInputTextDiff | TabInputNotebookDiff;

/** VS Code's own, for which its stable API has no class. */
interface Merge {
  readonly base: Uri;
  readonly input1: Uri;
  readonly input2: Uri;
  readonly result: Uri;
}

/** The files of a tab that compares or merges, all versions of them; none for any other tab. */
export function comparedIn(tab: Tab | undefined): readonly Uri[] {
  const input: unknown = tab?.input;
  if (isMerge(input)) return [input.result, input.input1, input.input2, input.base];
  const diffs = isMultiDiff(input) ? input.textDiffs : isDiff(input) ? [input] : [];
  return diffs.flatMap(({ original, modified }) => [original, modified]);
}

/** Returns true if a tab compares files or merges them. */
export function isComparison(tab: Tab | undefined): boolean {
  const input: unknown = tab?.input;
  return isDiff(input) || isMerge(input) || isMultiDiff(input);
}

function isDiff(input: unknown): input is Diff {
  return input instanceof TabInputTextDiff || input instanceof TabInputNotebookDiff;
}

function isMerge(input: unknown): input is Merge {
  const { base, input1, input2, result } = (input ?? {}) as Partial<Merge>;
  return [base, input1, input2, result].every((uri) => uri instanceof Uri);
}

/** All changed files in one tab, as for a commit or a pull request. */
function isMultiDiff(input: unknown): input is { readonly textDiffs: readonly TabInputTextDiff[] } {
  return Array.isArray((input as { textDiffs?: unknown } | undefined)?.textDiffs);
}

/**
 * A scheme for tabs without a file. VS Code provides nothing about its own pages (settings, welcome, an extension's page): their input is
 * undefined.
 */
export function schemeOfTab(tab: Tab | undefined): string {
  const input: unknown = tab?.input;
  if (input instanceof TabInputWebview) return 'webview';
  if (input instanceof TabInputTerminal) return 'terminal';
  return 'workbench';
}
