import { commands } from 'vscode';

/** Context keys for the `when` clauses of package.json, so that menus and the palette show only what applies. */
export type ContextKey =
  | 'daymark.paused'
  | 'daymark.githubConnected'
  /** Names are here that this device can't open. */
  | 'daymark.namesLocked'
  /** There is an import that can be undone. */
  | 'daymark.imported'
  | 'daymark.timerRunning'
  | 'daymark.timerPaused'
  /** A focus session or its break is on. */
  | 'daymark.focusing'
  /** Something is shared with a backend by itself. */
  | 'daymark.sharing'
  | 'daymark.syncOn'
  | 'daymark.calendarsConnected'
  | 'daymark.webhooksAdded';

/** Sets a context key in VS Code. */
export function setContextKey(key: ContextKey, value: boolean): void {
  void commands.executeCommand('setContext', key, value);
}
