/** The extension's log, such as a `vscode.LogOutputChannel`. Never pass a user's name, path, title, or message. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
