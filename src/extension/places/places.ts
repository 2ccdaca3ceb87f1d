import { homedir } from 'node:os';
import { dirname, sep } from 'node:path';
import { type TextDocument, Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import { disposeAll, type Disposable } from '../../core/base/event.ts';
import type { SignalPlace } from '../../core/facts/signal.ts';
import { Branches } from './branches.ts';
import { GitRoots } from './gitRoots.ts';
import { languageOfNotebook, notebookOfCell } from './notebooks.ts';
import { OpenDocuments } from './openDocuments.ts';
import { inProject, type ProjectPath } from './projectPath.ts';
import { roleOf, type Role } from './schemes.ts';
import { comparedIn, isComparison, schemeOfTab, uriOfTab } from './tabInputs.ts';

/** The role of a document, and its place. */
export interface DocumentPlace {
  readonly role: Role;
  readonly where: SignalPlace;
}

interface CachedPlace {
  readonly language: string;
  readonly place: DocumentPlace;
  readonly folder: WorkspaceFolder | undefined;
}

/** Time (ms) for which results stay valid: branches and repositories change without an event. */
const trustBranchMs = 5_000;
/** Looking for repositories takes a call for each folder on the way up, which is slow where the disk is far away. */
const trustRootMs = 60_000;

/** Determines project, file, language, and branch of documents. Nothing runs between calls. */
export class Places implements Disposable {
  readonly #clock: Clock;
  readonly #branches = new Branches();
  readonly #roots = new GitRoots(homedir());
  readonly #open = new OpenDocuments();
  readonly #held: Disposable;
  #documents = new WeakMap<TextDocument, CachedPlace>();
  /** Workspace folders by folders of files: VS Code looks through the whole path. */
  readonly #folders = new Map<string, WorkspaceFolder | undefined>();
  #lastFolder: WorkspaceFolder | undefined;
  #branchStaleAt = 0;
  #rootStaleAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#held = disposeAll(
      this.#branches,
      this.#open,
      this.#branches.onDidChange(() => this.#forget()),
      workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
    );
  }

  /** The place of a document: the same object again as long as nothing changed. Cheap enough to ask at each keystroke. */
  of(document: TextDocument): DocumentPlace {
    this.#refresh();
    let known = this.#documents.get(document);
    // A document keeps its identity when its language is changed.
    if (known?.language !== document.languageId) {
      known = this.#learn(document);
      this.#documents.set(document, known);
    }
    if (known.folder) this.#lastFolder = known.folder;
    return known.place;
  }

  /** The place of a file. Its language is known only while it is open. */
  ofUri(uri: Uri): DocumentPlace {
    const open = this.#open.find(uri);
    this.#refresh();
    if (open) return this.#documents.get(open)?.place ?? this.#learn(open).place;
    return this.#find(uri, languageOfNotebook(uri));
  }

  /** Returns true if the document or notebook of a URI is open. */
  isOpen(uri: Uri): boolean {
    if (this.#open.find(uri)) return true;
    const text = uri.toString();
    return workspace.notebookDocuments.some((notebook) => notebook.uri.toString() === text);
  }

  /** The project of a workspace folder. */
  ofFolder(folder: WorkspaceFolder): SignalPlace {
    this.#refresh();
    if (folder.uri.scheme !== 'file') return { project: folder.uri.toString(true) };
    return this.#withBranch({ project: this.#roots.find(folder.uri.fsPath) ?? folder.uri.fsPath });
  }

  /** The window's place without a file: the project of the last used folder, or the first one. */
  ofWindow(): SignalPlace {
    const folders = workspace.workspaceFolders ?? [];
    const folder = folders.find((each) => each === this.#lastFolder) ?? folders[0];
    return folder ? this.ofFolder(folder) : {};
  }

  /** The person's place: the active tab's file, or the window. The scheme is `diff` while files are compared or merged. */
  active(): DocumentPlace {
    const tab = window.tabGroups.activeTabGroup.activeTab;
    const uri = uriOfTab(tab);
    const scheme = isComparison(tab) ? 'diff' : undefined;
    if (!uri) return { role: 'view', where: { ...this.ofWindow(), scheme: scheme ?? schemeOfTab(tab) } };
    const place = this.ofUri(uri);
    return scheme ? { role: 'view', where: inDiff(place.where) } : place;
  }

  /** Finds the place at which a person looks at a document: like `of`, but with the scheme `diff` while they compare or merge it. */
  seen(document: TextDocument): DocumentPlace {
    const place = this.of(document);
    const tab = window.tabGroups.activeTabGroup.activeTab;
    if (!isComparison(tab)) return place;
    const uri = document.uri.toString();
    const isCompared = comparedIn(tab).some((one) => one.toString() === uri);
    return isCompared ? { role: place.role, where: inDiff(place.where) } : place;
  }

  dispose(): void {
    this.#held.dispose();
  }

  #refresh(): void {
    const now = this.#clock.monotonic();
    if (now < this.#branchStaleAt) return;
    this.#branchStaleAt = now + trustBranchMs;
    if (now >= this.#rootStaleAt) {
      this.#rootStaleAt = now + trustRootMs;
      this.#roots.clear();
    }
    this.#branches.forget();
    this.#folders.clear();
    this.#documents = new WeakMap();
  }

  #forget(): void {
    this.#branchStaleAt = 0;
    this.#rootStaleAt = 0;
  }

  #learn({ uri, languageId }: TextDocument): CachedPlace {
    const folder = this.#folderOf(uri);
    return { language: languageId, place: this.#find(uri, languageId, folder), folder };
  }

  /** @param folder the workspace folder, where it is known already */
  #find(uri: Uri, language: string | undefined, folder?: WorkspaceFolder): DocumentPlace {
    const { scheme } = uri;
    const role = roleOf(scheme, () => workspace.fs.isWritableFileSystem(scheme) !== undefined);
    if (role === 'input' || role === 'log' || role === 'none') return { role, where: { ...this.ofWindow(), scheme } };
    // A search has no file, and its name is a number.
    if (scheme === 'search-editor')
      return { role, where: { ...this.ofWindow(), ...(language && { language }), scheme } };
    const place = this.#withBranch(this.#locate(uri, folder));
    return { role, where: { ...place, ...(language !== undefined && { language }), scheme } };
  }

  #locate(uri: Uri, known?: WorkspaceFolder): ProjectPath {
    if (uri.scheme === 'file') return this.#locateFile(uri, known);
    if (uri.scheme === 'untitled' && !uri.path.startsWith('/')) return { ...this.ofWindow(), file: uri.path };
    const notebook = uri.scheme === 'vscode-notebook-cell' ? notebookOfCell(uri) : undefined;
    if (notebook) return this.#locate(notebook.uri);
    const folder = known ?? workspace.getWorkspaceFolder(uri);
    if (folder) return { ...inProject(uri.path, folder.uri.path, '/'), ...this.ofFolder(folder) };
    // An old version of a file (`git:`, `review:`) has the path of the file.
    const file = Uri.file(uri.path);
    return workspace.getWorkspaceFolder(file) ? this.#locateFile(file) : { file: uri.path };
  }

  #locateFile(uri: Uri, known?: WorkspaceFolder): ProjectPath {
    const root = this.#roots.find(dirname(uri.fsPath));
    return inProject(uri.fsPath, root ?? (known ?? workspace.getWorkspaceFolder(uri))?.uri.fsPath, sep);
  }

  /** @param uri of a document, not of a folder, which may be the workspace folder itself */
  #folderOf(uri: Uri): WorkspaceFolder | undefined {
    const { scheme, authority, path } = uri;
    const key = `${scheme}:${authority}:${path.slice(0, path.lastIndexOf('/'))}`;
    if (!this.#folders.has(key)) this.#folders.set(key, workspace.getWorkspaceFolder(uri));
    return this.#folders.get(key);
  }

  #withBranch<P extends { readonly project?: string }>(place: P): P & { readonly branch?: string } {
    // A project that is a URI, or not a repository, has no branch.
    const isRepository = place.project !== undefined && this.#roots.find(place.project) === place.project;
    const branch = isRepository ? this.#branches.of(place.project ?? '') : undefined;
    return branch === undefined ? place : { ...place, branch };
  }
}

const compared = new WeakMap<SignalPlace, SignalPlace>();

/** The same object for the same place, since data is attached to it by identity. */
function inDiff(where: SignalPlace): SignalPlace {
  let known = compared.get(where);
  if (!known) compared.set(where, (known = { ...where, scheme: 'diff' }));
  return known;
}
