import type { Uri } from 'vscode';
import { Disposable as VsDisposable, languages, type Tab, TabInputText, window, workspace } from 'vscode';
import type { Disposable } from '../../core/base/event.ts';
import type { Problem } from '../../core/facts/signal.ts';
import type { Sensor, SensorContext } from '../sensor.ts';
import { problemsOf, sameProblems } from './support/problemsOf.ts';

/** Errors and warnings of the files in the workspace. */
export const diagnostics: Sensor = {
  id: 'diagnostics',
  start: (context) => {
    const watch = new DiagnosticsWatch(context);
    watch.see(languages.getDiagnostics().map(([uri]) => uri));
    return VsDisposable.from(
      languages.onDidChangeDiagnostics(({ uris }) => watch.see(uris)),
      workspace.onDidCloseTextDocument(({ uri }) => watch.closed(uri)),
      window.tabGroups.onDidChangeTabs(({ closed }) => watch.tabsClosed(closed)),
      watch,
    );
  },
};

/** Reports of a file come in pieces while a server works; they are read when this has passed. */
const gatherMs = 250;
/** Time (ms) for which reports are processed before yielding: a server may report on thousands of files at once. */
const turnMs = 5;
/** Problems that go this soon after their file was closed went because it was closed, not because they were fixed. */
const closingMs = 3000;

class DiagnosticsWatch {
  readonly #context: SensorContext;
  readonly #pending = new Map<string, Uri>();
  /** The last report for each file with problems. */
  readonly #said = new Map<string, readonly Problem[]>();
  readonly #closedAt = new Map<string, number>();
  #timer: Disposable | undefined;

  constructor(context: SensorContext) {
    this.#context = context;
  }

  see(uris: readonly Uri[]): void {
    for (const uri of uris) if (mayCount(uri)) this.#pending.set(uri.toString(), uri);
    if (this.#pending.size > 0) this.#timer ??= this.#context.clock.after(gatherMs, () => this.#read());
  }

  /**
   * Most servers look only at open files, and clear a file's problems when it is closed (TypeScript's when the document goes, which may be
   * long after its tab).
   */
  closed(uri: Uri): void {
    const text = uri.toString();
    if (this.#said.has(text) || this.#pending.has(text)) this.#closedAt.set(text, this.#context.clock.monotonic());
  }

  tabsClosed(tabs: readonly Tab[]): void {
    for (const { input } of tabs) if (input instanceof TabInputText) this.closed(input.uri);
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #read(): void {
    const { clock } = this.#context;
    const until = clock.monotonic() + turnMs;
    for (const [text, uri] of this.#pending) {
      this.#pending.delete(text);
      if (isOfWorkspace(uri)) this.#tell(text, uri);
      else this.#closedAt.delete(text);
      if (clock.monotonic() >= until) break;
    }
    this.#timer = this.#pending.size > 0 ? clock.after(0, () => this.#read()) : undefined;
  }

  #tell(text: string, uri: Uri): void {
    const problems = problemsOf(languages.getDiagnostics(uri));
    const before = this.#said.get(text) ?? [];
    if (sameProblems(before, problems)) return;
    if (problems.length > 0) this.#said.set(text, problems);
    else this.#said.delete(text);
    const { where } = this.#context.places.ofUri(uri);
    this.#context.emit({ type: 'diagnostics', where, problems, open: !this.#isClosing(text) });
  }

  #isClosing(text: string): boolean {
    const at = this.#closedAt.get(text);
    this.#closedAt.delete(text);
    return at !== undefined && this.#context.clock.monotonic() - at < closingMs;
  }
}

/** Folders with generated files. */
const madeByMachines = /\/(?:\.git|node_modules)\//;

/**
 * Returns true if a file's problems may be the user's, judging by its name. Cells are excluded: they share their notebook's place, which
 * has room for the problems of one text only.
 */
const mayCount = (uri: Uri): boolean => uri.scheme !== 'vscode-notebook-cell' && !madeByMachines.test(uri.path);

/** Returns true if a file is in the workspace. Without a folder any file is. */
function isOfWorkspace(uri: Uri): boolean {
  if (workspace.workspaceFolders) return workspace.getWorkspaceFolder(uri) !== undefined;
  return uri.scheme === 'file' || uri.scheme === 'vscode-remote';
}
