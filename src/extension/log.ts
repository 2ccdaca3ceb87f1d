/** Where the extension says what it does. A `vscode.LogOutputChannel` fits. Never given a name, path, title or message of the user's. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
