import { readCopy } from './shownCopy.ts';

/** Answers that the popup shows, asked for before the rest of its code is run: this module is imported first, and imports little. */
export const firstReads = [readCopy(), frontTab()] as const;

/** The tab in front, in a list. */
export function frontTab(): Promise<chrome.tabs.Tab[]> {
  return chrome.tabs.query({ active: true, currentWindow: true });
}
