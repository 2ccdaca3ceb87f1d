import { h } from 'preact';

/** Something is under way; the words beside it say what. */
export function ProgressRing() {
  return h('vscode-progress-ring', { class: 'progress-ring', 'aria-hidden': 'true' });
}
