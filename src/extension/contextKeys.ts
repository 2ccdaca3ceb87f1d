import { commands } from 'vscode';

/** What the `when` clauses of package.json ask of the host, so that menus and the palette show only what applies. */
export type ContextKey =
  | 'daymark.paused'
  | 'daymark.githubConnected'
  /** Names are here that this device can't open. */
  | 'daymark.namesLocked'
  /** There is an import that can be taken back. */
  | 'daymark.imported';

/** Tells VS Code that something holds, or no longer does. */
export function setContextKey(key: ContextKey, value: boolean): void {
  void commands.executeCommand('setContext', key, value);
}
