/**
 * The API for other extensions, version 1. This file imports nothing, so that an extension can copy it. Fields may be added within a version;
 * none is removed or changes its meaning.
 */

/** The result of `vscode.extensions.getExtension<DaymarkExports>('daymark.daymark')?.activate()`. */
export interface DaymarkExports {
  readonly version: 1;
  /**
   * Asks the user, once for each extension and scope, and connects. Rejects with an error whose `code` is `not-allowed` if the user
   * declines, or `invalid-input`.
   */
  connect(request: DaymarkRequest): Promise<DaymarkApi>;
}

/** `read`: figures. `names`: names of projects, files, and tasks too. `write`: change data. `source`: add time. `links`: add links to the settings page. */
export type DaymarkScope = 'read' | 'names' | 'write' | 'source' | 'links';

export interface DaymarkRequest {
  /** The id of your extension, such as `ada.tools`. */
  readonly extension: string;
  readonly scopes: readonly DaymarkScope[];
}

export interface DaymarkDisposable {
  dispose(): void;
}

/** Something that happened; see docs/webhooks.md for the types and their data. */
export interface DaymarkEvent {
  /** The same in all windows. */
  readonly id: string;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** With names only if the scope allows them. */
  readonly data: Readonly<Record<string, string | number>>;
}

/** Activity in another tool. Instants up to 135 s apart count as one stretch. */
export interface DaymarkHeartbeat {
  /** Milliseconds since the epoch. Default: now. */
  readonly at?: number;
  /** The file, or what else was worked on. */
  readonly entity: string;
  /** The root of the project as a path, or its name. */
  readonly project?: string;
  readonly language?: string;
  readonly branch?: string;
  /** As named by WakaTime, such as `coding`, `debugging`, `code reviewing`, `learning`, `planning`, `meeting`. Default: `coding`. */
  readonly category?: string;
}

export interface DaymarkSource {
  /** Records a sign of life. Ignored while tracking is paused, and for what the user excluded. */
  record(heartbeat: DaymarkHeartbeat): void;
}

export interface DaymarkApi {
  /** Runs an operation of docs/operations.md that is offered over HTTP. Rejects with an error that has a `code`, such as `invalid-input`. */
  run(operation: string, params?: object): Promise<unknown>;
  /** Scope `read`. What happens in this window. */
  onDidHappen(listener: (event: DaymarkEvent) => unknown): DaymarkDisposable;
  /** Scope `read`. Something was recorded or changed: ask again for what you show, but not more often than you need. */
  onDidChange(listener: () => unknown): DaymarkDisposable;
  /** Scope `source`. `id` is lower case, such as `figma`; the user sees it, and can name it in rules. */
  addSource(id: string): DaymarkSource;
  /** Scope `links`. Adds a button to the dashboard's settings page that runs a command of yours. */
  addLink(link: { readonly title: string; readonly command: string }): DaymarkDisposable;
}
