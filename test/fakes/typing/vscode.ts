import { Emitter } from '../../../src/core/base/event.ts';

/** The parts of VS Code's API that sensors of text editors use. `reads` counts accesses. */
export const reads = { count: 0 };

const read = <T>(value: T): T => {
  reads.count++;
  return value;
};

interface FakePosition {
  readonly line: number;
  readonly character: number;
}

/** A document with the getters that the sensors use. */
export class FakeDocument {
  readonly #uri = { scheme: 'file', toString: () => `file:///p/${this.name}` };
  readonly name: string;
  lines: string[];
  dirty = false;
  language = 'typescript';

  constructor(name: string, lines: string[]) {
    this.name = name;
    this.lines = lines;
  }

  get uri() {
    return read(this.#uri);
  }

  get isDirty(): boolean {
    return read(this.dirty);
  }

  get languageId(): string {
    return read(this.language);
  }

  get lineCount(): number {
    return read(this.lines.length);
  }

  lineAt(line: number): { readonly text: string } {
    return read({ text: this.lines[line] ?? '' });
  }
}

export interface FakeEditor {
  readonly document: FakeDocument;
  selections: readonly { readonly isEmpty: boolean; readonly active: FakePosition }[];
  /** Empty until VS Code has drawn it. */
  visibleRanges: readonly { readonly start: { readonly line: number } }[];
}

/** Changed by tests. */
export const editor = {
  active: undefined as FakeEditor | undefined,
  /** Shown beside the active one. */
  others: [] as FakeEditor[],
  focused: true,
  /** Settings of VS Code by their last words. */
  settings: {} as Record<string, unknown>,
  changed: new Emitter<unknown>(),
  willSave: new Emitter<unknown>(),
  saved: new Emitter<unknown>(),
  switched: new Emitter<unknown>(),
  selected: new Emitter<unknown>(),
  shown: new Emitter<readonly FakeEditor[]>(),
  scrolled: new Emitter<unknown>(),
  configured: new Emitter<unknown>(),
  /** Open documents; `listed` is called whenever VS Code makes a list of them. */
  open: [] as FakeDocument[],
  listed: (): unknown => undefined,
  opened: new Emitter<unknown>(),
  /** A document was closed, and tabs were. */
  closed: new Emitter<unknown>(),
  tabs: new Emitter<unknown>(),
  /** Undefined in a window without a folder. */
  folders: [{}] as readonly object[] | undefined,
};

const never = new Emitter<unknown>();

export const window = {
  get activeTextEditor() {
    return read(editor.active);
  },
  get visibleTextEditors() {
    return read(editor.active ? [editor.active, ...editor.others] : editor.others);
  },
  get state() {
    return read({ focused: editor.focused, active: editor.focused });
  },
  onDidChangeActiveTextEditor: editor.switched.event,
  onDidChangeTextEditorSelection: editor.selected.event,
  onDidChangeNotebookEditorSelection: never.event,
  onDidChangeVisibleTextEditors: editor.shown.event,
  onDidChangeTextEditorVisibleRanges: editor.scrolled.event,
  tabGroups: { onDidChangeTabs: editor.tabs.event },
};

/** Servers' reports. */
export const server = {
  reported: new Emitter<{ readonly uris: readonly unknown[] }>(),
  problems: (_uri: unknown): readonly unknown[] => [],
  /** Files with problems when the window opens. */
  atStart: [] as readonly (readonly [uri: unknown])[],
};

export const languages = {
  onDidChangeDiagnostics: server.reported.event,
  getDiagnostics: (uri?: unknown) => (uri === undefined ? server.atStart : read(server.problems(uri))),
};

export class TabInputText {
  readonly uri: unknown;

  constructor(uri: unknown) {
    this.uri = uri;
  }
}
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };

export const workspace = {
  onDidChangeTextDocument: editor.changed.event,
  onWillSaveTextDocument: editor.willSave.event,
  onDidSaveTextDocument: editor.saved.event,
  onDidOpenTextDocument: editor.opened.event,
  onDidCloseTextDocument: editor.closed.event,
  get textDocuments() {
    editor.listed();
    return editor.open;
  },
  get workspaceFolders() {
    return editor.folders;
  },
  getWorkspaceFolder: ({ path }: { readonly path: string }) => read(path.startsWith('/p/') ? {} : undefined),
  onDidChangeConfiguration: editor.configured.event,
  getConfiguration: () => ({ get: (key: string) => editor.settings[key] }),
};

export class Disposable {
  readonly #act: () => void;

  static from(...all: { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }

  constructor(act: () => void) {
    this.#act = act;
  }

  dispose(): void {
    this.#act();
  }
}

export const TextEditorSelectionChangeKind = { Keyboard: 1, Mouse: 2, Command: 3 };
export const TextDocumentChangeReason = { Undo: 1, Redo: 2 };
export const TextDocumentSaveReason = { Manual: 1, AfterDelay: 2, FocusOut: 3 };
