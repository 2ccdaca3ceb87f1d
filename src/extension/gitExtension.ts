import { extensions, type Event, type Uri } from 'vscode';

/** The parts of the built-in git extension's API (`vscode.git`, version 1) that tell of commits. */
export interface CommitGitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): CommitGit;
}

export interface CommitGit {
  /** The program; absent in old versions. */
  readonly git?: { readonly path: string };
  readonly repositories: readonly CommitRepository[];
  readonly onDidOpenRepository: Event<CommitRepository>;
}

export interface CommitRepository {
  readonly rootUri: Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly onDidChange: Event<void>;
  };
  log(options: {
    readonly range: string;
    readonly maxEntries: number;
    readonly shortStats: boolean;
  }): Promise<readonly GitCommit[]>;
}

export interface GitCommit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorEmail?: string;
  readonly authorDate?: Date;
  readonly commitDate?: Date;
  readonly shortStat?: { readonly files: number; readonly insertions: number; readonly deletions: number };
}

/** The git that VS Code uses. */
export function gitPath(): string {
  const extension = extensions.getExtension<CommitGitExtension>('vscode.git');
  return (extension?.isActive && extension.exports.enabled && extension.exports.getAPI(1).git?.path) || 'git';
}
