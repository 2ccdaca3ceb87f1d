import { translator } from '../../../src/core/base/translate.ts';

/** As much of VS Code's API as the page of the dashboard is made with; the bundle of the stand-alone page puts it in its place. */
export const l10n = { t: translator() };
export const env = { language: 'en' };
export const Uri = {
  joinPath: (base: unknown, ...parts: string[]) => ({ toString: () => [String(base), ...parts].join('/') }),
};

export class Disposable {
  readonly dispose: () => void;

  constructor(dispose: () => void) {
    this.dispose = dispose;
  }
}

export class LanguageModelTextPart {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export class MarkdownString extends LanguageModelTextPart {}

export class LanguageModelToolResult {
  readonly content: readonly unknown[];

  constructor(content: readonly unknown[]) {
    this.content = content;
  }
}

// Imported by modules of which only another part is used here.
export const CancellationTokenSource = undefined;
export const ConfigurationTarget = undefined;
export const EventEmitter = undefined;
export const LanguageModelChatMessage = undefined;
export const LanguageModelError = undefined;
export const NotebookCellKind = undefined;
export const ProgressLocation = undefined;
export const QuickPickItemKind = undefined;
export const StatusBarAlignment = undefined;
export const TabInputCustom = undefined;
export const TabInputNotebook = undefined;
export const TabInputNotebookDiff = undefined;
export const TabInputTerminal = undefined;
export const TabInputText = undefined;
export const TabInputTextDiff = undefined;
export const TabInputWebview = undefined;
export const TextDocumentChangeReason = undefined;
export const TextDocumentSaveReason = undefined;
export const TextEditorSelectionChangeKind = undefined;
export const ThemeIcon = undefined;
export const UIKind = undefined;
export const ViewColumn = undefined;
export const authentication = undefined;
export const chat = undefined;
export const commands = undefined;
export const debug = undefined;
export const extensions = undefined;
export const languages = undefined;
export const lm = undefined;
export const tasks = undefined;
export const window = undefined;
export const workspace = undefined;
