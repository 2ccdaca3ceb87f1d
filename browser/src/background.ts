import { isVideoSite } from '../../src/core/categories/videoTitles.ts';
import { Companion } from './companion.ts';
import { pageAddress } from './page.ts';

// Listeners must be there as soon as the worker starts, since an event may have started it.
const companion = new Companion();
const look = (): void => companion.look();

chrome.tabs.onActivated.addListener(look);
chrome.tabs.onRemoved.addListener(look);
chrome.tabs.onUpdated.addListener((_, change, { url }) => {
  const isOther = change.url !== undefined || change.audible !== undefined || change.status !== undefined;
  // The title of a video comes after its address, and other sites count in theirs.
  if (isOther || (change.title !== undefined && isVideoSite(pageAddress(url)?.host ?? ''))) look();
});
if ('webNavigation' in chrome)
  chrome.webNavigation.onErrorOccurred.addListener(({ tabId, frameId, url }) => {
    if (frameId === 0) companion.missed(tabId, url);
  });
chrome.windows.onFocusChanged.addListener(look);
chrome.idle.onStateChanged.addListener(look);
chrome.storage.onChanged.addListener((changes, area) => {
  if (area === 'local' && (changes['settings'] || changes['focus'])) companion.applyFocus();
});
chrome.alarms.onAlarm.addListener(() => companion.tick());
chrome.runtime.onStartup.addListener(() => companion.recover());
chrome.runtime.onInstalled.addListener(({ reason }) => {
  companion.recover();
  if (reason === 'install') companion.welcome();
});
chrome.runtime.onMessage.addListener((message: unknown, sender, answer) => {
  // Only the companion's own pages may send messages.
  if (sender.id !== chrome.runtime.id) return false;
  companion.answer(message).then(
    () => answer({}),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : 'Something went wrong.' }),
  );
  return true;
});
companion.start();
