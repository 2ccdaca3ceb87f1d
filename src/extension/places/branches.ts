import { type Extension, extensions } from 'vscode';
import { Emitter, type Disposable } from '../../core/base/event.ts';
import type { GitApi, GitExtension, GitRepository } from './gitApi.ts';
import { Heads } from './gitHead.ts';

/**
 * The branch of each repository. It is read from `.git/HEAD`: the built-in git extension's value is some seconds old after a checkout in a
 * terminal, and stays outdated while `git.autorefresh` is off or `git.enabled` was turned off. The extension immediately reports checkouts
 * that it makes itself, and knows repositories whose HEAD can't be read like this (reftable). It may be missing, disabled, or start later.
 */
export class Branches implements Disposable {
  readonly #changed = new Emitter<void>();
  /** Fires when a branch was switched, or a repository was opened or closed, as far as the git extension reports it. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new Map<GitRepository, { branch: string | undefined; readonly listener: Disposable }>();
  readonly #heads = new Heads();
  readonly #read = new Map<string, string | undefined>();
  readonly #held: Disposable[] = [];
  #api: Disposable[] = [];
  #extension: Extension<GitExtension> | undefined;
  #disposed = false;

  constructor() {
    this.#held.push(extensions.onDidChange(() => this.#look()));
    this.#look();
  }

  /** @param root the repository's folder */
  of(root: string): string | undefined {
    if (!this.#read.has(root))
      this.#read.set(root, this.#heads.branchOf(root) ?? this.#repositoryOf(root)?.state.HEAD?.name);
    return this.#read.get(root);
  }

  /** Reads again at the next call, since branches change in terminals without an event. */
  forget(): void {
    this.#read.clear();
  }

  dispose(): void {
    this.#disposed = true;
    this.#dropApi();
    for (const held of this.#held) held.dispose();
    this.#changed.dispose();
  }

  #repositoryOf(root: string): GitRepository | undefined {
    for (const repository of this.#known.keys()) if (repository.rootUri.fsPath === root) return repository;
    return undefined;
  }

  #look(): void {
    const extension = extensions.getExtension<GitExtension>('vscode.git');
    if (extension === this.#extension) return;
    this.#extension = extension;
    this.#dropApi();
    // It activates itself at start-up; this waits for that. Its failure is its own to tell: HEAD is read then.
    extension?.activate().then(
      (exports) => this.#follow(extension, exports),
      () => this.#dropApi(),
    );
  }

  #follow(extension: Extension<GitExtension>, git: GitExtension): void {
    if (this.#disposed || extension !== this.#extension) return;
    this.#held.push(git.onDidChangeEnablement(() => this.#connect(git)));
    this.#connect(git);
  }

  #connect(git: GitExtension): void {
    this.#dropApi();
    if (git.enabled) this.#listen(git.getAPI(1));
    this.#changed.fire();
  }

  #listen(api: GitApi): void {
    this.#api = [
      api.onDidOpenRepository((repository) => this.#add(repository)),
      api.onDidCloseRepository((repository) => this.#remove(repository)),
    ];
    for (const repository of api.repositories) this.#add(repository);
  }

  #add(repository: GitRepository): void {
    if (this.#known.has(repository)) return;
    const listener = repository.state.onDidChange(() => this.#update(repository));
    this.#known.set(repository, { branch: repository.state.HEAD?.name, listener });
    this.#changed.fire();
  }

  #update(repository: GitRepository): void {
    const known = this.#known.get(repository);
    const branch = repository.state.HEAD?.name;
    if (!known || known.branch === branch) return;
    known.branch = branch;
    this.#changed.fire();
  }

  #remove(repository: GitRepository): void {
    this.#known.get(repository)?.listener.dispose();
    if (this.#known.delete(repository)) this.#changed.fire();
  }

  #dropApi(): void {
    for (const held of this.#api) held.dispose();
    this.#api = [];
    for (const repository of Array.from(this.#known.keys())) this.#remove(repository);
  }
}
