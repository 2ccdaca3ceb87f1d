import { translator } from '../../../src/core/base/translate.ts';

/** The parts of VS Code's API that the dashboard's page is made with; replaces VS Code in the stand-alone page's bundle. */
export const l10n = { t: translator() };
export const env = { language: 'en' };
export const Uri = {
  joinPath: (base: unknown, ...parts: string[]) => ({ toString: () => [String(base), ...parts].join('/') }),
};

/** Shows messages, and nobody answers. */
export const window = {
  showErrorMessage: async (): Promise<undefined> => undefined,
  showWarningMessage: async (): Promise<undefined> => undefined,
};

/** The user is signed in everywhere, and has set nothing. */
export const authentication = { getSession: async () => ({ accessToken: 'token' }) };
export const commands = { executeCommand: async (): Promise<undefined> => undefined };
export const workspace = { getConfiguration: () => ({ inspect: (): undefined => undefined }) };

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

// Imported by modules whose other parts are used here.
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
export const chat = undefined;
export const debug = undefined;
export const extensions = undefined;
export const languages = undefined;
export const lm = undefined;
export const tasks = undefined;
