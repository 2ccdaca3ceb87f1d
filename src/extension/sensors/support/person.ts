import { window } from 'vscode';

/**
 * Returns true if a person may have caused something that a command or an extension could also cause: the window has focus and was used in
 * the last minute or so. Key presses and clicks reach the host as `active` before their effects.
 */
export function isPersonHere(): boolean {
  const { focused, active } = window.state;
  return focused && active;
}
