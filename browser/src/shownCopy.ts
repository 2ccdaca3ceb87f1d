/** Everything that the popup shows at once. Of the visits that wait, there can be thousands. */
export const shownParts = ['settings', 'connection', 'delivery', 'open', 'totals', 'list', 'focus'] as const;

/** The key that says that `chrome.storage.session` has a copy of those parts. */
export const copyMark = 'isCopy';

/** Reads the copy, which the worker may not have made yet. */
export function readCopy(): Promise<Readonly<Record<string, unknown>>> {
  return chrome.storage.session.get([...shownParts, copyMark]);
}
