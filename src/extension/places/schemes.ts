/**
 * What a document is to a person, as far as signals go.
 * - `work`: their text. Everything about it is a signal.
 * - `view`: text they read but that is not theirs to change, such as the old side of a diff. Cursor, scroll and editor
 *   switches are signals; changes are not, since it changes by itself.
 * - `input`: a small field that VS Code builds from an editor. Using it shows that somebody is there; its text is not
 *   work, and no line of it is counted.
 * - `none`: text that appears by itself. Nothing about it is a signal.
 */
export type Role = 'work' | 'view' | 'input' | 'none';

const roles: Readonly<Record<string, Role>> = {
  // Files of this machine; in a remote window, of the machine where the extension host runs.
  file: 'work',
  untitled: 'work',
  // Files of another machine, when the extension host is the local one.
  'vscode-remote': 'work',
  // Repositories opened without a clone.
  'vscode-vfs': 'work',
  'vscode-notebook-cell': 'work',
  // The user's own settings, keybindings and snippets; in a remote or web window they are `file` or `vscode-remote`.
  'vscode-userdata': 'work',

  git: 'view',
  'git-commit': 'view',
  gitlens: 'view',
  'gitlens-git': 'view',
  pr: 'view',
  githubpr: 'view',
  review: 'view',
  'vscode-merge': 'view',
  'vscode-local-history': 'view',
  // Results of a search, and files that an extension or a debugger shows.
  'search-editor': 'view',
  debug: 'view',
  walkThroughSnippet: 'view',

  // The message box of a commit. It is also changed by the git extension, from outside, with no change of text.
  'vscode-scm': 'input',
  comment: 'input',
  'vscode-chat-input': 'input',
  'vscode-interactive-input': 'input',
  'vscode-interactive': 'input',
  breakpointinput: 'input',
  // The last line of the debug console; VS Code calls it "debug:replinput" in some versions.
  replinput: 'input',

  output: 'none',
  'vscode-terminal': 'none',
  'vscode-settings': 'none',
  'vscode-chat-code-block': 'none',
  'vscode-chat-session': 'none',
  'chat-editing-text-model': 'none',
  'chat-editing-snapshot-text-model': 'none',
  'vscode-notebook-cell-output': 'none',
  'vscode-notebook-cell-metadata': 'none',
  'vscode-notebook-metadata': 'none',
  'vscode-copilot-chat-code-block': 'none',
  inmemory: 'none',
  'ignored-file': 'none',
  'vscode-bulkeditpreview-editor': 'none',
  trustedDomains: 'none',
};

/**
 * The role of a document by the scheme of its URI.
 * @param known whether VS Code knows a file system for it: an unknown scheme without one is made by an extension on the
 * fly (a decompiled class, an expanded macro), which can only be read
 */
export function roleOf(scheme: string, known: boolean): Role {
  return roles[scheme] ?? (known ? 'work' : 'view');
}
