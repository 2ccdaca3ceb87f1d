import type { Event, Uri } from 'vscode';

/** The few parts of the built-in git extension's API (`vscode.git`, version 1) that are used here. */
export interface GitExtension {
  /** False while the setting `git.enabled` is off: `getAPI` then throws. */
  readonly enabled: boolean;
  readonly onDidChangeEnablement: Event<boolean>;
  getAPI(version: 1): GitApi;
}

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: Event<GitRepository>;
  readonly onDidCloseRepository: Event<GitRepository>;
}

export interface GitRepository {
  readonly rootUri: Uri;
  readonly state: {
    /** `name` is absent while HEAD is detached. */
    readonly HEAD: { readonly name?: string } | undefined;
    /** Fires after every status, so mostly without a change of branch; some seconds late after a checkout in a terminal. */
    readonly onDidChange: Event<void>;
  };
}
