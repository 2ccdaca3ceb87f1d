import { window } from 'vscode';

/**
 * Whether a person can be behind something that a command or an extension may have caused as well: the window has the focus
 * and was used in the last minute or so. Key presses and clicks reach the host as `active` before what they cause.
 */
export function isPersonHere(): boolean {
  const { focused, active } = window.state;
  return focused && active;
}
