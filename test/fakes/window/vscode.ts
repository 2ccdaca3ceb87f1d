import { disposeAll, Emitter } from '../../../src/core/base/event.ts';
export { env, l10n } from '../viewHost/vscode.ts';

/** The parts of VS Code's API with which a feature speaks to a person: notifications, dialogs, and the status bar. */
export const screen = {
  focused: true,
  /** The texts of notifications, in order. */
  messages: [] as string[],
  /** Choices of the person in the next notifications. */
  answer: undefined as string | undefined,
  /** Texts that the person types into the next input boxes. */
  typed: undefined as string | undefined,
  /** The path that the person chooses in the next save dialogs. */
  target: undefined as string | undefined,
  /** The files that were written, by path. */
  files: new Map<string, Uint8Array>(),
  /** Choices of the person in the next quick picks, by the start of its label without an icon; nothing if there is none left. */
  chosen: [] as string[],
  /** The labels of the quick picks that were shown. */
  picks: [] as (readonly string[])[],
  /** Messages about the progress of the last task. */
  progress: [] as { readonly increment?: number; readonly message?: string }[],
  /** True if the person cancels the task that shows its progress; asked each time. */
  cancels: () => false as boolean,
  /** The pages that were opened, the last one last. */
  pages: [] as { title: string; webview: { html: string } }[],
  /** The text of the status bar item that is shown. */
  item: undefined as string | undefined,
  changed: new Emitter<{ focused: boolean }>(),
};

export const Disposable = { from: disposeAll };

export class MarkdownString {
  value: string;

  constructor(value = '') {
    this.value = value;
  }

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export const ConfigurationTarget = { Global: 1 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ProgressLocation = { Notification: 15 };
export const ViewColumn = { Active: -1 };

interface ContentProvider {
  readonly onDidChange: (listener: (uri: unknown) => void) => unknown;
  provideTextDocumentContent(): unknown;
}

/** The providers of documents that no file holds, by their scheme. */
export const contents = new Map<string, ContentProvider>();

class FakeItem {
  text = '';
  name = '';
  tooltip = '';
  command = '';
  accessibilityInformation = {};

  show(): void {
    screen.item = this.text;
  }

  hide(): void {
    screen.item = undefined;
  }

  dispose(): void {
    screen.item = undefined;
  }
}

export const window = {
  get state() {
    return { focused: screen.focused };
  },
  onDidChangeWindowState: screen.changed.event,
  createStatusBarItem: (() => new FakeItem()) as (...of: unknown[]) => FakeItem,
  showInformationMessage: async (text: string) => {
    screen.messages.push(text);
    return screen.answer;
  },
  showWarningMessage: async (text: string) => {
    screen.messages.push(text);
    return screen.answer;
  },
  showInputBox: async () => screen.typed,
  showSaveDialog: async () => (screen.target === undefined ? undefined : Uri.file(screen.target)),
  showQuickPick: async <T extends { readonly label: string }>(items: readonly T[]) => {
    screen.picks.push(items.map(({ label }) => label));
    const wanted = screen.chosen.shift();
    return items.find(({ label }) => wanted !== undefined && label.replace(/^\$\([\w-]+\) /, '').startsWith(wanted));
  },
  withProgress: async <T>(
    _: unknown,
    run: (progress: { report(step: object): void }, token: { readonly isCancellationRequested: boolean }) => Promise<T>,
  ) => {
    screen.progress = [];
    const token = {
      get isCancellationRequested() {
        return screen.cancels();
      },
    };
    return run({ report: (step) => void screen.progress.push(step) }, token);
  },
  createWebviewPanel: (_: string, title: string) => {
    const page = { title, webview: { html: '' }, reveal: () => undefined, onDidDispose: () => undefined };
    screen.pages.push(page);
    return page;
  },
  setStatusBarMessage: (text: string) => void screen.messages.push(text),
};

export const commands = { executeCommand: async (): Promise<unknown> => undefined };

export const Uri = {
  file: (path: string) => ({ path }),
  from: ({ scheme, path }: { scheme: string; path: string }) => ({ path, toString: () => `${scheme}:${path}` }),
  joinPath: ({ path }: { path: string }, ...parts: string[]) => ({ path: [path, ...parts].join('/') }),
};

export { Emitter as EventEmitter };

export const debug = { activeDebugSession: undefined as object | undefined };

export const workspace = {
  /** The documents that are open, for editors or for previews. */
  textDocuments: [] as { readonly uri: unknown }[],
  registerTextDocumentContentProvider: (scheme: string, provider: ContentProvider) => {
    contents.set(scheme, provider);
    return { dispose: () => contents.delete(scheme) };
  },
  onDidChangeTextDocument: () => ({ dispose: () => undefined }),
  fs: { writeFile: async ({ path }: { path: string }, bytes: Uint8Array) => void screen.files.set(path, bytes) },
};
