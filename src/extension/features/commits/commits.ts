import { extensions, type Disposable } from 'vscode';
import { errorMessage } from '../../../core/base/appError.ts';
import type { CommitBody } from '../../../core/facts/commits.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Feature } from '../../feature.ts';
import { Privacy } from '../../privacy.ts';
import type { Services } from '../../services.ts';
import type { CommitGit, CommitGitExtension, CommitRepository, GitCommit } from '../../gitExtension.ts';
import { newCommits, type Head } from './newCommits.ts';

/** A commit older than this (ms) when HEAD came to it was not made here and now: HEAD was moved to it. */
const freshMs = 10 * minuteMs;
/** Commits that one move of HEAD is looked through for. */
const mostCommits = 50;

/** Commits that the person makes, in the editor or in a terminal, with git's own count of their lines. */
export const commits: Feature = {
  id: 'commits',
  start: (services) => new CommitWatch(services),
};

/** Follows HEAD of every repository that the built-in git extension knows. Without that extension nothing is recorded. */
class CommitWatch implements Disposable {
  readonly #services: Services;
  readonly #privacy: Privacy;
  readonly #heads = new Map<CommitRepository, Head | undefined>();
  readonly #held: Disposable[] = [];
  #disposed = false;
  #git: string | undefined;

  constructor(services: Services) {
    this.#services = services;
    this.#privacy = new Privacy(services.settings, services.clock);
    const extension = extensions.getExtension<CommitGitExtension>('vscode.git');
    extension?.activate().then(
      (git) => this.#connect(git),
      () => services.log.debug('no commits: git did not start'),
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#privacy.dispose();
    for (const one of this.#held) one.dispose();
  }

  #connect(git: CommitGitExtension): void {
    if (this.#disposed || !git.enabled) return;
    const api: CommitGit = git.getAPI(1);
    this.#git = api.git?.path;
    this.#held.push(api.onDidOpenRepository((repository) => this.#follow(repository)));
    for (const repository of api.repositories) this.#follow(repository);
  }

  #follow(repository: CommitRepository): void {
    if (this.#heads.has(repository)) return;
    this.#heads.set(repository, headOf(repository));
    this.#held.push(repository.state.onDidChange(() => void this.#look(repository)));
  }

  async #look(repository: CommitRepository): Promise<void> {
    const before = this.#heads.get(repository);
    const head = headOf(repository);
    if (head) this.#heads.set(repository, head);
    const range = newCommits(before, head);
    if (range === undefined || this.#services.tracking.state !== 'on') return;
    try {
      await this.#record(repository, range);
    } catch (error) {
      this.#services.log.debug(`commits could not be read: ${errorMessage(error).length} characters of git`);
    }
  }

  async #record(repository: CommitRepository, range: string): Promise<void> {
    const project = repository.rootUri.fsPath;
    const branch = repository.state.HEAD?.name;
    if (this.#privacy.judge({ project }) === 'excluded') return;
    const { isOwnCommit, readOwnCommits } = await import('./ownCommits.ts');
    const { agentsInTrailers } = await import('../../../agents/trailers.ts');
    const known = await readOwnCommits({ git: this.#git ?? 'git', root: project });
    const commits = await repository.log({ range, maxEntries: mostCommits, shortStats: true });
    const own = commits.filter((commit) => this.#isFresh(commit) && isOwnCommit(commit, known));
    for (const commit of own) {
      const changes = await this.#changesOf(project, commit);
      const agents = agentsInTrailers(commit.message);
      this.#append(commit, {
        project,
        ...(branch !== undefined && { branch }),
        ...(agents.length > 0 && { agents }),
        ...(changes && { changes }),
      });
    }
  }

  #isFresh({ commitDate }: GitCommit): boolean {
    return commitDate !== undefined && this.#services.clock.now() - commitDate.getTime() < freshMs;
  }

  /** The lines of each file; of those that are private nothing, and of none if names are hidden. */
  async #changesOf(project: string, { hash }: GitCommit): Promise<CommitBody['changes']> {
    if (this.#git === undefined || this.#privacy.judge({ project }) === 'nameless') return undefined;
    const { numstatOf } = await import('./numstat.ts');
    const all = await numstatOf({ git: this.#git, root: project }, hash);
    return all?.filter(([file]) => this.#privacy.judge({ project, file }) === 'open');
  }

  #append(commit: GitCommit, known: Pick<CommitBody, 'project' | 'branch' | 'agents' | 'changes'>): void {
    const { recorder, clock } = this.#services;
    const { hash, message, shortStat, authorDate } = commit;
    const body: CommitBody = {
      hash,
      subject: (message.split('\n', 1)[0] ?? '').slice(0, 500),
      ...known,
      ...(authorDate && { authoredAt: authorDate.getTime() }),
      files: shortStat?.files ?? 0,
      insertions: shortStat?.insertions ?? 0,
      deletions: shortStat?.deletions ?? 0,
    };
    const at = commit.commitDate?.getTime() ?? clock.now();
    const when = { at, start: at, end: at, offset: clock.utcOffset(at) };
    const what = { type: 'document', collection: 'commits', rev: 1 } as const;
    // The same id in every window that sees the commit: it is recorded once.
    recorder.append({ ...what, id: `commit:${hash}`, ...when, body: JSON.stringify(body) });
  }
}

function headOf({ state: { HEAD } }: CommitRepository): Head | undefined {
  return HEAD && { commit: HEAD.commit };
}
