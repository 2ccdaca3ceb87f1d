import type { Uri } from 'vscode';

/** The parts of the built-in git extension's API (`vscode.git`, version 1) that push, with the user's credentials. */
export interface PushGitExtension {
  getAPI(version: 1): {
    readonly repositories: readonly {
      readonly rootUri: Uri;
      readonly state: {
        readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string; readonly pushUrl?: string }[];
      };
      push(remote: string, branch: string, setUpstream: boolean): Promise<void>;
    }[];
  };
}

/** Returns the page of GitHub, or of GitHub Enterprise at `github.*`, that makes a pull request of a branch; undefined for other remotes. */
export function pushedPage(remote: string, branch: string): string | undefined {
  const [, host = '', path = ''] =
    /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|git@)(github\.[\w.-]+)[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
      remote,
    ) ?? [];
  const name = branch.split('/').map(encodeURIComponent).join('/');
  return host === '' ? undefined : `https://${host}/${path}/compare/${name}?expand=1`;
}
