import type { Settings } from './state.ts';

/** The requests of the companion's pages to the background. Pages read the state directly; only the background changes it. */
export type Message =
  | { readonly type: 'settings'; readonly change: Partial<Settings> }
  | { readonly type: 'category'; readonly host: string; readonly category: string }
  | { readonly type: 'focus'; readonly minutes: number }
  | { readonly type: 'letThrough'; readonly host: string }
  | { readonly type: 'pair'; readonly code: string }
  | { readonly type: 'unpair' }
  | { readonly type: 'sync' };

/** Sends a message and waits until it is done. @throws Error with a message for the user */
export async function ask(message: Message): Promise<void> {
  const answer: unknown = await chrome.runtime.sendMessage(message);
  const { error } = (answer ?? {}) as { readonly error?: string };
  if (error !== undefined) throw new Error(error);
}
