/**
 * The role of a document, for signals.
 * - `work`: their text. Everything about it is a signal.
 * - `view`: text they read but that is not theirs to change, such as the old side of a diff. Cursor, scroll and editor switches are
 *   signals; changes are not, since it changes by itself.
 * - `input`: a small field that VS Code builds from an editor. Using it shows that someone is there; its text is not work, and its lines
 *   are not counted.
 * - `log`: text that appears by itself, and scrolls with it. Only keys and clicks in it are signals.
 * - `none`: text that appears by itself. Nothing about it is a signal.
 */
export type Role = 'work' | 'view' | 'input' | 'log' | 'none';

/** Schemes by role. */
const schemes: Readonly<Record<Role, readonly string[]>> = {
  work: [
    // Files of this machine; in a remote window, of the machine where the extension host runs.
    'file',
    'untitled',
    // Files of another machine, when the extension host is the local one.
    'vscode-remote',
    // Repositories opened without a clone.
    'vscode-vfs',
    'vscode-notebook-cell',
    // The user's settings, keybindings and snippets; in a remote or web window they are `file` or `vscode-remote`.
    'vscode-userdata',
  ],
  view: [
    // Old versions, pull requests, merges.
    'git',
    'git-commit',
    'gitlens',
    'gitlens-git',
    'githubpr',
    'pr',
    'review',
    'vscode-local-history',
    'vscode-merge',
    // Results of a search, source that only a debugger has, examples in the Playground.
    'search-editor',
    'debug',
    'walkThroughSnippet',
  ],
  input: [
    // The message of a commit.
    'vscode-scm',
    'comment',
    'vscode-chat-input',
    'vscode-interactive',
    'vscode-interactive-input',
    'breakpointinput',
    'replinput',
  ],
  log: ['output'],
  none: [
    'inmemory',
    'trustedDomains',
    'vscode-terminal',
    'vscode-settings',
    'vscode-bulkeditpreview-editor',
    'vscode-chat-code-block',
    'vscode-chat-session',
    'vscode-copilot-chat-code-block',
    'vscode-notebook-cell-metadata',
    'vscode-notebook-cell-output',
    'vscode-notebook-metadata',
    'chat-editing-snapshot-text-model',
    'chat-editing-text-model',
  ],
};

const roles = new Map(
  (Object.keys(schemes) as Role[]).flatMap((role) => schemes[role].map((scheme) => [scheme, role] as const)),
);

/**
 * The role of a document by the scheme of its URI.
 * @param isKnown asked of other schemes: whether VS Code knows a file system for it. A scheme without one is made by an extension on the
 * fly (a decompiled class, an expanded macro), which can only be read
 */
export function roleOf(scheme: string, isKnown: () => boolean): Role {
  return roles.get(scheme) ?? (isKnown() ? 'work' : 'view');
}
